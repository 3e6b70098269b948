// Shares by a power law, in whole numbers. Decides how many ratings an invented user has, and of
// which items.
package lacuna.ratings;

import java.util.Arrays;

/**
 * Weights of ranks that fall by a power law with a flattened head (Zipf and Mandelbrot): {@code (1
 * + rank / head)^-skew}. They are whole numbers, so that shares add up exactly on every machine.
 * Immutable and safe for any thread.
 */
final class PowerLaw {
  private static final int ONE = 1 << 20;

  /** Sums of the weights before each rank; {@code size + 1} of them. */
  private final long[] before;

  /**
   * @param size how many ranks, at least 1
   * @param head ranks over which the weight falls to 2^-skew of the first one's, more than 0
   * @param skew the exponent; 0 gives all the same weight
   */
  PowerLaw(int size, double head, double skew) {
    before = new long[size + 1];
    for (int rank = 0; rank < size; rank++) {
      long weight = Math.round(ONE * StrictMath.pow(1 + rank / head, -skew));
      before[rank + 1] = before[rank] + Math.max(1, weight);
    }
  }

  int size() {
    return before.length - 1;
  }

  private long weight(int rank) {
    return before[rank + 1] - before[rank];
  }

  /**
   * Cuts {@code total} into a share for each rank, in proportion to the weights, none above {@code
   * cap}. The shares add up to {@code total}, which is at most {@code size * cap}.
   */
  int[] shares(long total, int cap) {
    int full = full(total, cap);
    int[] shares = new int[size()];
    Arrays.fill(shares, 0, full, cap);
    long rest = total - (long) full * cap;
    long weights = before[size()] - before[full];
    long carry = 0;
    for (int rank = full; rank < size(); rank++) {
      long due = weight(rank) * rest + carry;
      shares[rank] = (int) (due / weights);
      carry = due % weights;
    }
    return shares;
  }

  /**
   * A sample of distinct ranks, one out of each of {@code count} strata of about equal weight, in
   * ascending order of strata. Ranks too heavy for a stratum are strata of their own.
   */
  Strata strata(int count) {
    return new Strata(count, full(count, 1));
  }

  /**
   * How many of the first ranks would get more than {@code cap} in proportion, and so get just
   * that.
   */
  private int full(long total, int cap) {
    int low = 0;
    int high = (int) Math.min(size(), total / cap);
    while (low < high) {
      int middle = (low + high) >>> 1;
      long rest = total - (long) middle * cap;
      // weight * rest > tail * cap, without a product of the right side's size.
      if ((weight(middle) * rest - 1) / cap >= before[size()] - before[middle]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Disjoint runs of ranks that cover them all. */
  final class Strata {
    private final int count;
    private final int single;
    private final long share;
    private final long remainder;

    private Strata(int count, int single) {
      this.count = count;
      this.single = single;
      long weights = before[size()] - before[single];
      int others = Math.max(1, count - single);
      this.share = weights / others;
      this.remainder = weights % others;
    }

    /**
     * A rank of a stratum, with a probability in proportion to its weight.
     *
     * @param stratum from 0 to count - 1
     * @param uniform which, in [0, 1)
     */
    int pick(int stratum, double uniform) {
      if (stratum < single) {
        return stratum;
      }
      int from = start(stratum);
      int to = start(stratum + 1);
      long target = before[from] + (long) (uniform * (before[to] - before[from]));
      int at = Arrays.binarySearch(before, from, to, target);
      return at >= 0 ? at : -at - 2;
    }

    /** The first rank whose predecessors weigh at least what the strata before this one shall. */
    private int start(int stratum) {
      long t = stratum - single;
      long target = before[single] + share * t + remainder * t / Math.max(1, count - single);
      int at = Arrays.binarySearch(before, single, size() + 1, target);
      return at >= 0 ? at : -at - 1;
    }
  }
}
