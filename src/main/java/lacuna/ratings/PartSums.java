// Count, range and exact sums of the ratings of one part. Held by Tally.
package lacuna.ratings;

import java.io.Serializable;

/**
 * Most data has a handful of values, so equal ratings are counted first, and summed together when
 * another value claims their place. Not safe for several threads.
 */
final class PartSums implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SPREAD = 0x9E3779B9;
  private static final int BITS = 8;

  private long count;
  private float least = Float.POSITIVE_INFINITY;
  private float greatest = Float.NEGATIVE_INFINITY;
  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();

  private final float[] value = new float[1 << BITS];
  private final int[] times = new int[1 << BITS];

  /**
   * Counts a rating.
   *
   * @param rating finite
   */
  void add(float rating) {
    int slot = Float.floatToRawIntBits(rating) * SPREAD >>> Integer.SIZE - BITS;
    if (value[slot] != rating || times[slot] == ExactSum.MOST_TIMES) {
      settle(slot);
      value[slot] = rating;
    }
    times[slot]++;
  }

  private void settle(int slot) {
    int n = times[slot];
    if (n > 0) {
      float rating = value[slot];
      count += n;
      least = Math.min(least, rating);
      greatest = Math.max(greatest, rating);
      sum.add(rating, n);
      squares.add((double) rating * rating, n);
      times[slot] = 0;
    }
  }

  /** Sums what is still counted; to be called before anything is asked or joined. */
  void settle() {
    for (int slot = 0; slot < times.length; slot++) {
      settle(slot);
    }
  }

  /** Adds settled sums to these. */
  void join(PartSums other) {
    count += other.count;
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
    sum.add(other.sum);
    squares.add(other.squares);
  }

  long count() {
    return count;
  }

  float least() {
    return least;
  }

  float greatest() {
    return greatest;
  }

  ExactSum sum() {
    return sum;
  }

  /** Of the squared ratings, each of them exact: 24 bits times 24 bits. */
  ExactSum squares() {
    return squares;
  }
}
