// The moving side of a kernel's input: what is learnt for the rows of one stripe of users or items.
package lacuna.kernels;

/**
 * The columns of one stripe's rows. Arrays are shared, and a kernel's update writes {@code
 * factors}, {@code bias}, {@code squares} and {@code biasSquares} in place: give it a task's own
 * copy.
 *
 * @param factors rows x stride, row-major; entries from the rank up to the stride are zero and stay
 *     zero
 * @param stride distance between rows: the rank rounded up to {@link Lanes#COUNT}, see {@link
 *     Lanes#stride}
 * @param bias one for each row; null without biases
 * @param squares AdaGrad's sum for each row, above zero from the start: running sum of the mean
 *     over the stride of squared gradients of the factor row; null otherwise
 * @param biasSquares AdaGrad's sum of squared gradients of each bias, above zero from the start;
 *     null otherwise
 * @param lambda lambda of each factor row (plain regularisation: lambda over the row's number of
 *     ratings); null: the rule's for all
 * @param lambdaBias the same of each bias; null: the rule's for all
 */
public record Rows(
    float[] factors,
    int stride,
    float[] bias,
    float[] squares,
    float[] biasSquares,
    float[] lambda,
    float[] lambdaBias) {

  /** Checks the stride. */
  public Rows {
    if (stride <= 0 || stride % Lanes.COUNT != 0) {
      throw new IllegalArgumentException(
          "stride is " + stride + "; it must be a positive multiple of " + Lanes.COUNT);
    }
  }
}
