// First and second moments of the rows of one side.
package lacuna.factorisation.bayes;

import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * Sums over rows with ratings: their number, Σ d, and the lower triangle of Σ d dᵀ as {@code K x
 * K}, with d a row of a column, less what side information adds to it where that is asked for. In
 * double: a law of the rows may be long in one direction and short in the others.
 *
 * @param rank K
 * @param column rows
 * @param unshifted whether what side information adds is taken off them
 */
record MomentsPass(int rank, String column, boolean unshifted) implements RowPass {
  /** Rows that are taken together. */
  private static final int ROWS = 4;

  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    double[][] sums = new double[rows.own().length][];
    rows.eachStripe(k -> sums[k] = of(rows, k));
    return sums;
  }

  /** Number of rows, from a pass's sums. */
  static double count(double[] sums) {
    return sums[0];
  }

  /** Σ d. */
  double[] sum(double[] sums) {
    return java.util.Arrays.copyOfRange(sums, 1, 1 + rank);
  }

  /** Lower triangle of Σ d dᵀ. */
  double[] squares(double[] sums) {
    return java.util.Arrays.copyOfRange(sums, 1 + rank, 1 + rank + rank * rank);
  }

  private double[] of(SideRows rows, int k) {
    int stride = Lanes.stride(rank);
    RowBlock ratings = rows.ratings()[k];
    float[] values = rows.column(k, column);
    Shift shift = unshifted ? Shift.of(rows, k, rank) : null;
    double[] d = new double[ROWS * rank];
    double[] sums = new double[1 + rank + rank * rank];
    int filled = 0;
    for (int row = 0; row < ratings.rows(); row++) {
      if (ratings.count(row) > 0) {
        for (int j = 0; j < rank; j++) {
          d[filled * rank + j] = values[row * stride + j];
        }
        if (unshifted) {
          shift.add(row, -1, d, filled * rank);
        }
        filled++;
      }
      if (filled == ROWS || row + 1 == ratings.rows()) {
        java.util.Arrays.fill(d, filled * rank, ROWS * rank, 0);
        sums[0] += filled;
        add(d, sums);
        filled = 0;
      }
    }
    return sums;
  }

  private void add(double[] d, double[] sums) {
    int second = rank;
    int third = 2 * rank;
    int fourth = 3 * rank;
    for (int i = 0; i < rank; i++) {
      double a = d[i];
      double b = d[second + i];
      double c = d[third + i];
      double e = d[fourth + i];
      sums[1 + i] += (a + b) + (c + e);
      int at = 1 + rank + i * rank;
      for (int j = 0; j <= i; j++) {
        sums[at + j] += (a * d[j] + b * d[second + j]) + (c * d[third + j] + e * d[fourth + j]);
      }
    }
  }
}
