// The items with the greatest predictions of one user by one method, and what they are worth.
package lacuna.evaluation;

import java.util.Arrays;

/**
 * A list of at most N items, best first. Not safe for several threads.
 *
 * <p>Decision: items with equal predictions stand in an order that the seed draws. Because: ids
 * often grow with an item's age and fame, so that in their order the lists of {@code mean} would
 * look as if it knew something. Costs: none.
 */
final class TopItems {
  /** Places of the metrics in an array of sums. */
  static final int PRECISION = 0;

  static final int RECALL = 1;
  static final int NDCG = 2;
  static final int MAP = 3;
  static final int METRICS = 4;

  private final int[] item;
  private final float[] score;
  private final int[] turn;
  private int size;

  /**
   * @param top N
   * @param turn by item: of two with equal predictions the one with the smaller turn is first
   */
  TopItems(int top, int[] turn) {
    this.turn = turn;
    this.item = new int[top];
    this.score = new float[top];
  }

  /** Whether an item with this prediction would stand in the list now. */
  boolean takes(int candidate, float prediction) {
    return size < item.length ? !Float.isNaN(prediction) : before(candidate, prediction, size - 1);
  }

  private boolean before(int candidate, float prediction, int at) {
    return prediction > score[at] || prediction == score[at] && turn[candidate] < turn[item[at]];
  }

  /** Puts an item that the list takes in its place. */
  void add(int candidate, float prediction) {
    int at = size < item.length ? size++ : size - 1;
    while (at > 0 && before(candidate, prediction, at - 1)) {
      item[at] = item[at - 1];
      score[at] = score[at - 1];
      at--;
    }
    item[at] = candidate;
    score[at] = prediction;
  }

  /** The items, best first. */
  int[] items() {
    return Arrays.copyOf(item, size);
  }

  /**
   * Adds the list's metrics to sums.
   *
   * @param relevant the user's relevant items, sorted; at least one
   */
  void judge(int[] relevant, double[] sums, int at) {
    int top = item.length;
    int hits = 0;
    double gain = 0;
    double best = 0;
    double precisions = 0;
    for (int k = 0; k < Math.min(top, Math.max(size, relevant.length)); k++) {
      double discounted = 1 / Math.log(k + 2);
      if (k < size && Arrays.binarySearch(relevant, item[k]) >= 0) {
        hits++;
        gain += discounted;
        precisions += (double) hits / (k + 1);
      }
      best += k < relevant.length ? discounted : 0;
    }
    sums[at + PRECISION] += (double) hits / top;
    sums[at + RECALL] += (double) hits / relevant.length;
    sums[at + NDCG] += gain / best;
    sums[at + MAP] += precisions / Math.min(top, relevant.length);
  }
}
