// How epochs are run on Spark: the seam between one worker and many.
package lacuna.factorisation;

import org.apache.spark.api.java.JavaRDD;

/** Runs epochs and holds the factors between them. For the driver's thread alone. */
public interface EpochRunner extends AutoCloseable {
  /**
   * Runs at least one epoch more; the progress given must be the last one returned, or the start.
   */
  Progress advance(Progress before);

  /** The workers' states after the last epoch. */
  JavaRDD<WorkerState> states();

  /** Releases what is cached. */
  @Override
  void close();
}
