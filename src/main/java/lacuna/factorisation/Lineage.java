// Keeps the lineage of a long training short.
package lacuna.factorisation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/**
 * Cuts the lineage now and then, so that neither jobs nor task binaries grow with the epochs, and
 * no stack overflows. For the driver's thread alone.
 */
public final class Lineage {
  /** Stages after which it is cut: each adds its RDDs to every later job. */
  private static final int STAGES_A_CUT = 32;

  private final JavaSparkContext spark;
  private final boolean removing;
  private final boolean reliable;
  private final int everyEpochs;
  private int sinceCut;
  private int epochs;
  private JavaRDD<?> last;
  private JavaRDD<?> previous;

  /** For a training that holds nothing older than its last state. */
  public Lineage(TrainingData data) {
    this(data, true);
  }

  /**
   * @param data of the training; with a checkpoint directory in its context a cut is a reliable one
   * @param removing whether the file of a cut is removed when two later ones are there
   */
  public Lineage(TrainingData data, boolean removing) {
    this.spark = data.spark();
    this.removing = removing;
    this.reliable = spark.getCheckpointDir().isPresent() && data.checkpointEvery() >= 0;
    this.everyEpochs =
        reliable && data.checkpointEvery() > 0 ? data.checkpointEvery() : Integer.MAX_VALUE;
  }

  /**
   * Removes the files of shuffles that are over: Spark itself would wait for the driver's garbage
   * collector, which may not run for hours, while disks fill. If an executor is lost, Spark
   * shuffles once more.
   *
   * @param arrived RDDs behind a shuffle of persisted ones, which end the search for shuffles
   */
  public static void release(List<? extends JavaRDD<?>> arrived) {
    arrived.forEach(rdd -> rdd.rdd().cleanShuffleDependencies(false));
  }

  /** Most epochs that a job may run, so that cuts come as often as they were asked for. */
  int mostEpochs() {
    return everyEpochs - epochs;
  }

  /** Says that the state that will be told of next comes after so many epochs more. */
  public Lineage passed(int more) {
    epochs += more;
    return this;
  }

  /**
   * Says that the lineage has grown, and cuts it when that is enough.
   *
   * @param end its end, persisted and not computed yet
   * @param stages how many there are more
   */
  public void grew(JavaRDD<?> end, int stages) {
    sinceCut += stages;
    if (sinceCut < STAGES_A_CUT && epochs < everyEpochs) {
      return;
    }
    sinceCut = 0;
    epochs = 0;
    if (reliable) {
      end.checkpoint();
      // All that is newer has been computed since the last cut, and comes from that.
      if (removing && previous != null) {
        remove(previous);
      }
      previous = last;
      last = end;
    } else {
      end.rdd().localCheckpoint();
    }
  }

  private void remove(JavaRDD<?> cut) {
    try {
      if (cut.getCheckpointFile().isPresent()) {
        Path file = new Path(cut.getCheckpointFile().get());
        file.getFileSystem(spark.hadoopConfiguration()).delete(file, true);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * An RDD that does not depend on what it was read from, where a loss of executors could ask for
   * that once more. In local mode, where nothing cached is ever lost, it is left as it is.
   */
  static <T> JavaRDD<T> settled(JavaSparkContext spark, JavaRDD<T> read) {
    if (!spark.getCheckpointDir().isPresent()) {
      return read;
    }
    read.persist(StorageLevel.MEMORY_AND_DISK()); // or it would be read twice
    read.checkpoint();
    read.count();
    return read.unpersist(false);
  }
}
