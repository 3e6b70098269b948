// The best few of many scores, in memory for these alone.
package lacuna.serving;

import java.util.Arrays;

/**
 * A heap of the N highest scores that were offered, the worst of them on top. Of equal scores the
 * one with the lower index is better. Not safe for several threads.
 */
final class BestScores {
  private final float[] scores;
  private final int[] indices;
  private int size;

  BestScores(int most) {
    this.scores = new float[most];
    this.indices = new int[most];
  }

  /**
   * The score that one with a higher index than all before has to exceed to come in. No number is
   * below it until the heap is full.
   */
  float threshold() {
    return size < scores.length ? Float.NEGATIVE_INFINITY : scores[0];
  }

  /** Takes a score in if it is among the best so far. */
  void offer(float score, int index) {
    if (size < scores.length) {
      int at = size++;
      while (at > 0 && worse(score, index, (at - 1) / 2)) {
        move((at - 1) / 2, at);
        at = (at - 1) / 2;
      }
      put(at, score, index);
    } else if (size > 0 && !worse(score, index, 0)) {
      sink(score, index, size);
    }
  }

  private void sink(float score, int index, int end) {
    int at = 0;
    while (2 * at + 1 < end) {
      int child = 2 * at + 1;
      if (child + 1 < end && worse(scores[child + 1], indices[child + 1], child)) {
        child++;
      }
      if (worse(score, index, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, score, index);
  }

  private boolean worse(float score, int index, int than) {
    return score < scores[than] || score == scores[than] && index > indices[than];
  }

  private void move(int from, int to) {
    scores[to] = scores[from];
    indices[to] = indices[from];
  }

  private void put(int at, float score, int index) {
    scores[at] = score;
    indices[at] = index;
  }

  /**
   * What was best, the best first.
   *
   * @param indices of the rows
   * @param scores theirs
   */
  record Best(int[] indices, float[] scores) {}

  /** Empties the heap. */
  Best drain() {
    int[] best = new int[size];
    float[] theirs = new float[size];
    for (int end = size - 1; end >= 0; end--) {
      best[end] = indices[0];
      theirs[end] = scores[0];
      float lastScore = scores[end];
      int lastIndex = indices[end];
      size = end;
      if (end > 0) {
        sink(lastScore, lastIndex, end);
      }
    }
    Arrays.fill(scores, 0);
    return new Best(best, theirs);
  }
}
