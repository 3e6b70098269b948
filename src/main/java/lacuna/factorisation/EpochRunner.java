// How epochs are run on Spark: the seam between one worker and many.
package lacuna.factorisation;

import org.apache.spark.api.java.JavaRDD;

/** Runs epochs and holds the factors between them. For the driver's thread alone. */
public interface EpochRunner extends AutoCloseable {
  /**
   * Runs at least one epoch more; the progress given must be the last one returned, or the start.
   * Where its jobs are cancelled, {@link #states} are those before, and nothing else is asked for.
   *
   * @param most epochs, at least 1
   */
  Progress advance(Progress before, int most);

  /**
   * The workers' states after the last epoch, item stripes at home; all that the next epoch depends
   * on beside the progress, with the factors of the best epoch noted where they are kept.
   */
  JavaRDD<WorkerState> states();

  /** Releases what is cached. */
  @Override
  void close();
}
