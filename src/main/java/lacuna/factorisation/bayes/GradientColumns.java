// Columns and inner products of the conjugate gradients.
package lacuna.factorisation.bayes;

/** Names of the columns that conjugate gradients keep, and sums over them. */
final class GradientColumns {
  /** Rows of this side on their way through Xᵀ. */
  static final String SENT = "sent";

  /** Right-hand side and then residual. */
  static final String RESIDUAL = "gradientResidual";

  /** Direction. */
  static final String DIRECTION = "gradientDirection";

  /** (XᵀX + λ_B I) times the direction. */
  static final String IMAGE = "gradientImage";

  /** Diagonal of XᵀX, one a row. */
  static final String LEVERAGE = "leverage";

  private GradientColumns() {}

  /** Adds Σ a b / divisor of one row to sums[from ..]; the divisor is 1 / scale. */
  static void addProducts(
      float[] a, float[] b, int at, int rank, double scale, double[] sums, int from) {
    for (int k = 0; k < rank; k++) {
      sums[from + k] += scale * a[at + k] * b[at + k];
    }
  }
}
