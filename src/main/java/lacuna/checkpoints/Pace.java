// Decides when a checkpoint is due.
package lacuna.checkpoints;

import java.util.function.LongSupplier;

/**
 * By a number of epochs, or by the time since the last one, such that checkpoints take less than
 * two parts in a hundred of the time. For the driver's thread alone.
 */
final class Pace {
  /** Seconds between two that are worth more than the work that would be done twice. */
  private static final double LEAST_SECONDS = 30;

  /** A checkpoint is due after so many times what it costs: 1.4 parts in a hundred. */
  private static final double TIMES_ITS_COST = 70;

  /** What a checkpoint is taken to cost before one was written. */
  private static final double SECONDS_AT_LEAST = 0.2;

  private static final double BYTES_A_SECOND = 50e6;

  private final int everyEpochs;
  private final LongSupplier nanoTime;
  private long last;
  private double cost = Double.NaN;
  private double total;

  /**
   * @param everyEpochs epochs from one to the next, 0 for time to decide
   * @param nanoTime the clock
   */
  Pace(int everyEpochs, LongSupplier nanoTime) {
    this.everyEpochs = everyEpochs;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  /** Epochs to the next that is due by their number. */
  int epochsToNext(int done) {
    return everyEpochs == 0 ? Integer.MAX_VALUE : everyEpochs - done % everyEpochs;
  }

  /** Whether one is due after so many epochs, given the bytes that it would write. */
  boolean isDue(int done, long bytes) {
    return everyEpochs > 0 ? done % everyEpochs == 0 : isWorth(bytes);
  }

  /** Whether the time since the last one is worth the bytes. */
  boolean isWorth(long bytes) {
    double expected = Double.isNaN(cost) ? SECONDS_AT_LEAST + bytes / BYTES_A_SECOND : cost;
    return (nanoTime.getAsLong() - last) * 1e-9
        >= Math.max(LEAST_SECONDS, TIMES_ITS_COST * expected);
  }

  /** Notes what was written. */
  void timed(Writing writing) {
    long start = nanoTime.getAsLong();
    try {
      writing.run();
    } finally { // what failed is not tried again at once either
      last = nanoTime.getAsLong();
      cost = (last - start) * 1e-9;
      total += cost;
    }
  }

  /** Something that takes time. */
  interface Writing {
    void run();
  }

  /** Seconds that all took. */
  double total() {
    return total;
  }
}
