// The contract of the inner loops of recommending: rows of one side against many of the other.
package lacuna.kernels;

/**
 * Predictions {@code ((mean + b_u) + b_i) + w·h} of whole blocks. Every implementation gives the
 * bits of {@link SgdKernel#predict}, since products are added in the order that {@link Lanes} says.
 * Stateless and safe for any number of threads.
 *
 * <p>The other side is packed in <b>panels</b> of eight rows, column by column: entry k of the
 * panel's row r stands at {@code k * 8 + r}. A panel of fewer than eight rows is filled up with
 * zeros.
 */
public interface ProductKernel {
  /** Rows of a panel. */
  int PANEL = Lanes.COUNT;

  /** A word for run records, such as {@code scalar}. */
  String name();

  /**
   * Inner product of {@code a[aFrom, +stride)} and {@code b[bFrom, +stride)}.
   *
   * @param stride a multiple of {@link Lanes#COUNT}
   */
  float dot(float[] a, int aFrom, float[] b, int bFrom, int stride);

  /**
   * Writes the predictions of {@code rows} rows against {@code panels} panels.
   *
   * @param w rows of the asking side, {@code rows x stride} from {@code wFrom} on, row-major
   * @param base {@code mean + b_u} of each row, from 0 on
   * @param packed panels of the other side, {@code stride x 8} each
   * @param panelFrom number of the first panel
   * @param bias the other side's biases, eight a panel; null without biases
   * @param stride entries of a row
   * @param out row r's prediction for the j-th row of these panels goes to {@code out[r * outStride
   *     + j]}
   */
  void scores(
      float[] w,
      int wFrom,
      int rows,
      float[] base,
      float[] packed,
      int panelFrom,
      int panels,
      float[] bias,
      int stride,
      float[] out,
      int outStride);

  /**
   * The first index in {@code [from, to)} whose score is above the threshold, or {@code to}. What
   * is no number is above nothing.
   */
  int firstAbove(float[] scores, int from, int to, float threshold);
}
