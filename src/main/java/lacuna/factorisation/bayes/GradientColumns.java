// Columns and sums of the conjugate gradients.
package lacuna.factorisation.bayes;

import lacuna.kernels.Lanes;
import lacuna.kernels.RowKernel;
import lacuna.kernels.RowKernels;

/** Names of the columns that conjugate gradients keep, and sums over them. */
final class GradientColumns {
  /** Rows of this side on their way through Xᵀ. */
  static final String SENT = "sent";

  /** Right-hand side and then residual. */
  static final String RESIDUAL = "gradientResidual";

  /** Direction. */
  static final String DIRECTION = "gradientDirection";

  /** (XᵀX + λ_B I) times the direction; then the residual with the preconditioner. */
  static final String IMAGE = "gradientImage";

  /** Diagonal of XᵀX, one a row. */
  static final String LEVERAGE = "leverage";

  /** Rows that are added up in float before they go to double. */
  static final int ROWS = RowKernel.ROWS;

  private GradientColumns() {}

  /** Number of sums: a {@code K x K} matrix and K numbers after it. */
  static int sums(int rank) {
    return rank * rank + rank;
  }

  /** Adds Σ_t x_t y_tᵀ of some rows to the first K² sums; scratch has stride² entries. */
  static void addCross(
      float[] x,
      int xFrom,
      float[] y,
      int yFrom,
      int rows,
      int rank,
      float[] scratch,
      double[] sums) {
    int stride = Lanes.stride(rank);
    java.util.Arrays.fill(scratch, 0);
    RowKernels.best().cross(x, xFrom, y, yFrom, rows, stride, scratch);
    for (int i = 0; i < rank; i++) {
      for (int k = 0; k < rank; k++) {
        sums[i * rank + k] += scratch[i * stride + k];
      }
    }
  }

  /** Adds the squares of some rows' entries to the last K sums. */
  static void addSquares(float[] x, int from, int rows, int rank, double[] sums) {
    int stride = Lanes.stride(rank);
    for (int at = from; at < from + rows * stride; at += stride) {
      for (int k = 0; k < rank; k++) {
        sums[rank * rank + k] += (double) x[at + k] * x[at + k];
      }
    }
  }

  /** A {@code K x K} matrix as floats, {@code stride x stride} with zeros, times a number. */
  static float[] wide(double[] matrix, int rank, double times) {
    int stride = Lanes.stride(rank);
    float[] wide = new float[stride * stride];
    for (int i = 0; i < rank; i++) {
      for (int k = 0; k < rank; k++) {
        wide[i * stride + k] = (float) (times * matrix[i * rank + k]);
      }
    }
    return wide;
  }
}
