// Sorts the ratings of one user by item. Used by UserGroups, once for each user.
package lacuna.ratings;

import java.util.Arrays;

/**
 * Sorts runs of longs by their upper 32 bits, in none of which the highest is set; equal ones keep
 * their order. By counting, digit by digit, where a run is not short: a user's ratings stay in the
 * nearest cache meanwhile. Not safe for several threads.
 */
final class RunSort {
  private static final int KEY = Integer.SIZE;
  private static final int FEW = 32;
  private static final int DIGIT_BITS = 8;

  private final int[] next = new int[(1 << DIGIT_BITS) + 1];
  private long[] spare = new long[1 << 10];

  /** Sorts {@code values[from, to)}. */
  void sort(long[] values, int from, int to) {
    if (ascending(values, from, to)) {
      return;
    }
    if (to - from <= FEW) {
      insert(values, from, to);
    } else {
      count(values, from, to);
    }
  }

  private static boolean ascending(long[] values, int from, int to) {
    for (int k = from + 1; k < to; k++) {
      if (values[k - 1] >>> KEY > values[k] >>> KEY) {
        return false;
      }
    }
    return true;
  }

  private static void insert(long[] values, int from, int to) {
    for (int k = from + 1; k < to; k++) {
      long value = values[k];
      int at = k;
      for (; at > from && values[at - 1] >>> KEY > value >>> KEY; at--) {
        values[at] = values[at - 1];
      }
      values[at] = value;
    }
  }

  private void count(long[] values, int from, int to) {
    int size = to - from;
    if (spare.length < size) {
      spare = new long[Math.max(size, 2 * spare.length)];
    }
    long all = 0;
    for (int k = from; k < to; k++) {
      all |= values[k];
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(all >>> KEY);
    int passes = (bits + DIGIT_BITS - 1) / DIGIT_BITS;
    int width = (bits + passes - 1) / passes;
    boolean inSpare = false;
    for (int shift = KEY; shift < KEY + bits; shift += width) {
      if (inSpare) {
        byDigit(spare, 0, values, from, size, shift, width);
      } else {
        byDigit(values, from, spare, 0, size, shift, width);
      }
      inSpare = !inSpare;
    }
    if (inSpare) {
      System.arraycopy(spare, 0, values, from, size);
    }
  }

  private void byDigit(
      long[] from, int at, long[] into, int place, int size, int shift, int width) {
    int mask = (1 << width) - 1;
    Arrays.fill(next, 0, mask + 2, 0);
    for (int k = at; k < at + size; k++) {
      next[((int) (from[k] >>> shift) & mask) + 1]++;
    }
    for (int digit = 1; digit <= mask; digit++) {
      next[digit] += next[digit - 1];
    }
    for (int k = at; k < at + size; k++) {
      into[place + next[(int) (from[k] >>> shift) & mask]++] = from[k];
    }
  }
}
