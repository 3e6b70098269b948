// Several ratings of one item by one user become one. Used while grouping.
package lacuna.ratings;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Merges repeated ratings by a {@link Duplicates} rule. They are put in an order of their own
 * values first, so that the result doesn't depend on where they stood. Not safe for several
 * threads.
 */
final class Repetition {
  private final Duplicates rule;
  private final float[] rating;
  private final float[] weight;
  private final long[] time;

  /** The merged rating. */
  float value;

  /** Its weight; 1 where there are none. */
  float itsWeight;

  /** The latest time, or that of the rating that stands; 0 where there are none. */
  long itsTime;

  /**
   * @param weight null where there are none; likewise {@code time}
   */
  Repetition(Duplicates rule, float[] rating, float[] weight, long[] time) {
    this.rule = rule;
    this.rating = rating;
    this.weight = weight;
    this.time = time;
  }

  /**
   * Merges the ratings at some positions, at least one, and leaves the result in the fields.
   *
   * @throws InputException if a sum is beyond what a float holds
   */
  void merge(int[] positions) {
    if (positions.length == 1 || rule == Duplicates.ERROR) {
      take(positions[0]);
      return;
    }
    Integer[] ordered = Arrays.stream(positions).boxed().toArray(Integer[]::new);
    Comparator<Integer> byValue =
        Comparator.<Integer>comparingDouble(k -> rating[k]).thenComparingDouble(this::weightOf);
    if (rule.needsTimestamps()) {
      Comparator<Integer> byTime = Comparator.comparingLong(k -> time[k]);
      Arrays.sort(ordered, byTime.thenComparing(byValue));
      take(rule == Duplicates.FIRST ? ordered[0] : ordered[ordered.length - 1]);
      return;
    }
    Arrays.sort(ordered, byValue);
    blend(ordered);
  }

  /** The ratings at some positions, ascending. */
  float[] ratings(int[] positions) {
    float[] values = new float[positions.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = rating[positions[k]];
    }
    Arrays.sort(values);
    return values;
  }

  private void take(int k) {
    value = rating[k];
    itsWeight = (float) weightOf(k);
    itsTime = time == null ? 0 : time[k];
  }

  private void blend(Integer[] ordered) {
    double sum = 0;
    double weighted = 0;
    double weights = 0;
    itsTime = Long.MIN_VALUE;
    for (int k : ordered) {
      sum += rating[k];
      weighted += weightOf(k) * rating[k];
      weights += weightOf(k);
      itsTime = Math.max(itsTime, time == null ? 0 : time[k]);
    }
    int n = ordered.length;
    double mean = weights > 0 ? weighted / weights : sum / n;
    value = (float) (rule == Duplicates.SUM ? sum : mean);
    itsWeight = (float) (weights / n);
    if (Float.isInfinite(value)) {
      throw new InputException(
          n
              + " ratings of one pair add up to "
              + sum
              + ", more than a rating can be; use"
              + " --duplicates mean");
    }
  }

  private double weightOf(int k) {
    return weight == null ? 1 : weight[k];
  }
}
