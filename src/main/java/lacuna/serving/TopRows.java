// The best rows of the other side for many rows, by blocks of products.
package lacuna.serving;

import lacuna.kernels.ProductKernel;
import lacuna.kernels.ProductKernels;

/**
 * Finds the N highest predictions of rows, block by block: a block of {@value #ROWS} rows against
 * {@value #PANELS} panels is 32 kB of scores, of which a heap for each row takes what is better
 * than its worst. Holds nothing else, however many rows the other side has. Not safe for several
 * threads.
 */
final class TopRows {
  /** Rows that are asked for at a time. */
  static final int ROWS = 32;

  private static final int PANELS = 32;
  private static final int WIDTH = PANELS * ProductKernel.PANEL;

  private final Panels other;
  private final int most;
  private final ProductKernel kernel;
  private final float[] scores = new float[ROWS * WIDTH];

  /**
   * @param other the rows to choose from
   * @param most how many each row is given
   */
  TopRows(Panels other, int most, ProductKernel kernel) {
    this.other = other;
    this.most = Math.min(most, other.size());
    this.kernel = kernel;
  }

  /** With the fastest kernel there is. */
  TopRows(Panels other, int most) {
    this(other, most, ProductKernels.best());
  }

  /**
   * The best of each row.
   *
   * @param w {@code rows x stride}, row-major
   * @param base where each row's scores begin
   * @param rows at most {@value #ROWS}
   * @param leftOut for each row ascending indices of the other side that may not come in; null for
   *     none
   */
  BestScores.Best[] of(float[] w, float[] base, int rows, int[][] leftOut) {
    BestScores[] best = new BestScores[rows];
    int[] next = new int[rows];
    for (int r = 0; r < rows; r++) {
      best[r] = new BestScores(most);
    }
    for (int panel = 0; panel < other.count(); panel += PANELS) {
      int panels = Math.min(PANELS, other.count() - panel);
      int first = panel * ProductKernel.PANEL;
      int count = Math.min(WIDTH, other.size() - first);
      kernel.scores(
          w,
          0,
          rows,
          base,
          other.packed(),
          panel,
          panels,
          other.bias(),
          other.stride(),
          scores,
          WIDTH);
      for (int r = 0; r < rows; r++) {
        if (leftOut[r] != null) {
          next[r] = strike(r * WIDTH, first, count, leftOut[r], next[r]);
        }
        choose(r * WIDTH, first, count, best[r]);
      }
    }
    BestScores.Best[] drained = new BestScores.Best[rows];
    for (int r = 0; r < rows; r++) {
      drained[r] = best[r].drain();
    }
    return drained;
  }

  /** Makes scores that may not come in no numbers; says which index is next. */
  private int strike(int from, int first, int count, int[] leftOut, int next) {
    int k = next;
    while (k < leftOut.length && leftOut[k] < first + count) {
      scores[from + leftOut[k] - first] = Float.NaN;
      k++;
    }
    return k;
  }

  private void choose(int from, int first, int count, BestScores best) {
    int to = from + count;
    int j = kernel.firstAbove(scores, from, to, best.threshold());
    while (j < to) {
      best.offer(scores[j], first + j - from);
      j = kernel.firstAbove(scores, j + 1, to, best.threshold());
    }
  }
}
