// Rows times a triangle, four at a time.
package lacuna.factorisation.bayes;

import lacuna.kernels.Lanes;
import lacuna.kernels.SystemBatchKernel;
import lacuna.kernels.SystemBatchKernels;

/**
 * Products of one triangle with rows of floats, in double. Scratch space of one thread; a row's
 * product does not depend on the others.
 */
final class RowProducts {
  static final int ROWS = SystemBatchKernel.LANES;

  private final SystemBatchKernel kernel = SystemBatchKernels.best();
  private final int rank;
  private final boolean transposed;
  private final double[] upper;
  private final double[] x;
  private final double[] y;

  private RowProducts(double[] lower, int rank, boolean transposed) {
    this.rank = rank;
    this.transposed = transposed;
    this.upper = new double[rank * rank];
    this.x = new double[rank * ROWS];
    this.y = new double[rank * ROWS];
    for (int i = 0; i < rank; i++) {
      for (int k = 0; k <= i; k++) {
        // From its last row and column to its first, a lower triangle is an upper one.
        int at = transposed ? k * rank + i : (rank - 1 - i) * rank + rank - 1 - k;
        upper[at] = lower[i * rank + k];
      }
    }
  }

  /** T times rows, for a lower triangle T, {@code K x K}. */
  static RowProducts lower(double[] lower, int rank) {
    return new RowProducts(lower, rank, false);
  }

  /** Tᵀ times rows. */
  static RowProducts transposed(double[] lower, int rank) {
    return new RowProducts(lower, rank, true);
  }

  /**
   * Writes the products of up to four rows.
   *
   * @param rows one after the other, as many entries each as {@link Lanes#stride} says
   * @param from first entry of the first
   * @param count number of rows
   * @param out likewise, with zeros beyond the rank
   * @param to first entry there
   */
  void write(float[] rows, int from, int count, float[] out, int to) {
    int stride = Lanes.stride(rank);
    for (int row = 0; row < count; row++) {
      for (int k = 0; k < rank; k++) {
        x[place(k) * ROWS + row] = rows[from + row * stride + k];
      }
    }
    kernel.upperTimes(upper, rank, x, y);
    for (int row = 0; row < count; row++) {
      for (int k = 0; k < rank; k++) {
        out[to + row * stride + k] = (float) y[place(k) * ROWS + row];
      }
    }
  }

  private int place(int k) {
    return transposed ? k : rank - 1 - k;
  }
}
