// The contract of the innermost loops of full gradients: errors of a tile, and their products with
// factor rows.
package lacuna.kernels;

/**
 * Errors and gradients along a range of ratings, in double and in the order of the ratings. Every
 * implementation gives the same bits: products are rounded before they are added, and an inner
 * product is four running sums, of the entries equal modulo four, joined as {@code (0 + 2) + (1 +
 * 3)}. Stateless; safe for any number of threads that add into different arrays.
 *
 * <p>Decision: double throughout. Because: a gradient is the difference of many terms, and a step
 * of 1e-5 moves a row by less than a float's last digit. Costs: half the lanes of floats.
 *
 * <p>Decision: errors and the gradient of the users are taken in one pass. Because: both are of the
 * same point, and a pass is bound by the rows it loads. Costs: the gradient of a point that is then
 * not taken, one in about fifteen, is wasted.
 */
public interface GradientKernel {
  /** A word for run records, such as {@code scalar}. */
  String name();

  /**
   * Writes {@code weight · e} with {@code e = rating − mean − b_u − b_i − w·h} of rating {@code t}
   * to {@code out[t]}, for {@code t} in {@code [from, to)}, and adds {@code out[t] · h} to the
   * user's row of the gradient.
   *
   * @param before sums to go on from
   * @param gradient user rows x stride, added to
   * @return {@code before} and the squares of these errors, as they are before they are rounded to
   *     floats
   */
  Loss errors(
      TileRatings ratings,
      int from,
      int to,
      Rows users,
      Rows items,
      double mean,
      float[] out,
      double[] gradient,
      Loss before);

  /**
   * Adds {@code errors[t] · other row} to the row of each rating: {@code err V} with users as rows
   * and items as the others, {@code errᵀ U} the other way round.
   *
   * @param rows row of each rating in the sum
   * @param others row of each rating in {@code factors}
   * @param factors rows x stride
   * @param sum rows x stride, added to
   */
  void addProducts(
      char[] rows,
      char[] others,
      float[] errors,
      int from,
      int to,
      float[] factors,
      int stride,
      double[] sum);

  /**
   * Adds {@code values[t]} to the place of each rating's row.
   *
   * @param sum places {@code [first, first + number of rows)} are added to
   */
  static void addValues(char[] rows, float[] values, int from, int to, double[] sum, int first) {
    for (int t = from; t < to; t++) {
      sum[first + rows[t]] += values[t];
    }
  }
}
