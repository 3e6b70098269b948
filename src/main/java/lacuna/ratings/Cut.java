// How ratings fall into training, validation and test part. Used while grouping; pure.
package lacuna.ratings;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The rule of a split with its fractions and seed. Every decision is a function of ids, times and
 * the seed, so it depends on no order of rows.
 */
final class Cut implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long FOR_TEST = 0x74657374L;
  private static final long FOR_VALIDATION = 0x76616C6964L;

  private final SplitRule rule;
  private final double testFraction;
  private final double validationFraction;
  private final long testKey;
  private final long validationKey;

  /**
   * @param testFraction 0 where the test ratings are given
   */
  Cut(SplitRule rule, double testFraction, double validationFraction, long seed) {
    this.rule = rule;
    this.testFraction = testFraction;
    this.validationFraction = validationFraction;
    this.testKey = Hash64.join(Hash64.mix(seed), FOR_TEST);
    this.validationKey = Hash64.join(Hash64.mix(seed), FOR_VALIDATION);
  }

  /** The cut that a request asks for. */
  static Cut of(RatingsRequest request) {
    return new Cut(
        request.split(),
        request.test().isPresent() ? 0 : request.testFraction(),
        request.validationFraction(),
        request.seed());
  }

  /** Whether times decide. */
  boolean byTime() {
    return rule == SplitRule.LATEST && (testFraction > 0 || validationFraction > 0);
  }

  /**
   * Decides for the ratings {@code [from, to)} of one user, sorted by item. Those that are {@link
   * Part#TEST} already stay so.
   *
   * @param itemHashes by item
   * @param time null unless {@link #byTime}
   */
  void user(
      long userHash, long[] itemHashes, int[] item, long[] time, byte[] part, int from, int to) {
    if (testFraction == 0 && validationFraction == 0) {
      return;
    }
    switch (rule) {
      case RANDOM -> random(userHash, itemHashes, item, part, from, to);
      case USER -> whole(userHash, part, from, to);
      case LATEST -> latest(time, part, from, to);
    }
  }

  private void random(long userHash, long[] itemHashes, int[] item, byte[] part, int from, int to) {
    long test = Hash64.join(testKey, userHash);
    long validation = Hash64.join(validationKey, userHash);
    for (int k = from; k < to; k++) {
      if (part[k] != Part.TRAIN.code()) {
        continue;
      }
      long itemHash = itemHashes[item[k]];
      if (falls(test, itemHash, testFraction)) {
        part[k] = Part.TEST.code();
      } else if (falls(validation, itemHash, validationFraction)) {
        part[k] = Part.VALIDATION.code();
      }
    }
  }

  private void whole(long userHash, byte[] part, int from, int to) {
    Part all = Part.TRAIN;
    if (falls(testKey, userHash, testFraction)) {
      all = Part.TEST;
    } else if (falls(validationKey, userHash, validationFraction)) {
      all = Part.VALIDATION;
    }
    for (int k = from; k < to; k++) {
      if (part[k] == Part.TRAIN.code()) {
        part[k] = all.code();
      }
    }
  }

  private static boolean falls(long key, long hash, double fraction) {
    return fraction > 0 && Hash64.unit(Hash64.join(key, hash)) < fraction;
  }

  private void latest(long[] time, byte[] part, int from, int to) {
    int n = 0;
    for (int k = from; k < to; k++) {
      n += part[k] == Part.TRAIN.code() ? 1 : 0;
    }
    int test = held(testFraction, n);
    int validation = held(validationFraction, n - test);
    // The last of all first, and the test part over them.
    markLast(Part.VALIDATION, test + validation, n, time, part, from, to);
    markLast(Part.TEST, test, n, time, part, from, to);
  }

  /** How many of a user's n ratings are held out: rounded half up, and one at least stays. */
  private static int held(double fraction, int n) {
    return Math.max(0, Math.min(n - 1, (int) Math.floor(fraction * n + 0.5)));
  }

  /**
   * Marks the last {@code count} of the ratings that were not given as test ratings, by (time,
   * item): those after the count-th last time, and of those at that time the last by item.
   */
  private static void markLast(
      Part as, int count, int n, long[] time, byte[] part, int from, int to) {
    if (count == 0) {
      return;
    }
    byte given = Part.TEST.code();
    long[] times = new long[n];
    int t = 0;
    for (int k = from; k < to; k++) {
      if (part[k] != given) {
        times[t++] = time[k];
      }
    }
    Arrays.sort(times);
    long threshold = times[n - count];
    int after = 0;
    for (int i = n - count; i < n; i++) {
      after += times[i] > threshold ? 1 : 0;
    }
    int atThreshold = count - after;
    for (int k = to - 1; k >= from; k--) {
      if (part[k] == given || time[k] < threshold) {
        continue;
      }
      if (time[k] > threshold || atThreshold-- > 0) {
        part[k] = as.code();
      }
    }
  }
}
