// Keeps the lineage of a long training short.
package lacuna.factorisation;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Cuts the lineage now and then, so that neither jobs nor task binaries grow with the epochs. For
 * the driver's thread alone.
 */
public final class Lineage {
  /** Stages after which it is cut: each adds its RDDs to every later job. */
  private static final int STAGES_A_CUT = 32;

  private final JavaSparkContext spark;
  private int sinceCut;

  /**
   * @param spark the context; with a checkpoint directory the cut is a reliable one
   */
  public Lineage(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * Says that the lineage has grown, and cuts it when that is enough.
   *
   * @param last its end, persisted and not computed yet
   * @param stages how many there are more
   */
  public void grew(JavaRDD<?> last, int stages) {
    sinceCut += stages;
    if (sinceCut < STAGES_A_CUT) {
      return;
    }
    sinceCut = 0;
    if (spark.getCheckpointDir().isPresent()) {
      last.checkpoint();
    } else {
      last.rdd().localCheckpoint();
    }
  }
}
