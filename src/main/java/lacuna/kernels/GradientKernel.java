// The innermost loops of full gradients: errors of a tile, and their products with factor rows.
package lacuna.kernels;

/**
 * Errors and gradients along a range of ratings, in double and in the order of the ratings, so that
 * the bits depend on nothing but the arguments. Stateless; safe for any number of threads that add
 * into different arrays.
 *
 * <p>Decision: double throughout, with four running sums in an inner product. Because: a gradient
 * is the difference of many terms, and a step of 1e-5 moves a row by less than a float's last
 * digit. Costs: about twice the time of floats, on a method that is no fast one anyway.
 */
public final class GradientKernel {
  private GradientKernel() {}

  /**
   * Squared errors of a range of ratings.
   *
   * @param squared Σ e²
   * @param weighted Σ weight e²
   */
  public record Loss(double squared, double weighted) {}

  /**
   * Writes {@code weight · e} with {@code e = rating − mean − b_u − b_i − w·h} of rating {@code t}
   * to {@code out[t]}, for {@code t} in {@code [from, to)}.
   *
   * @return the sums of their squares, before {@code e} is rounded to a float
   */
  public static Loss errors(
      TileRatings ratings, int from, int to, Rows users, Rows items, double mean, float[] out) {
    Checks.range(ratings, from, to);
    Checks.strides(users, items);
    int stride = users.stride();
    float[] weights = ratings.weight();
    double squared = 0;
    double weighted = 0;
    for (int t = from; t < to; t++) {
      int u = ratings.user()[t];
      int i = ratings.item()[t];
      double e =
          ratings.rating()[t]
              - mean
              - at(users.bias(), u)
              - at(items.bias(), i)
              - dot(users.factors(), u * stride, items.factors(), i * stride, stride);
      double weight = weights == null ? 1 : weights[t];
      squared += e * e;
      weighted += weight * e * e;
      out[t] = (float) (weight * e);
    }
    return new Loss(squared, weighted);
  }

  /**
   * Adds {@code errors[t] · other row} to the row of each rating: {@code err V} with users as rows
   * and items as the others, {@code errᵀ U} the other way round.
   *
   * @param rows row of each rating in the sum
   * @param others row of each rating in {@code factors}
   * @param factors rows x stride
   * @param sum rows x stride, added to
   */
  public static void addProducts(
      char[] rows,
      char[] others,
      float[] errors,
      int from,
      int to,
      float[] factors,
      int stride,
      double[] sum) {
    for (int t = from; t < to; t++) {
      double error = errors[t];
      int rowFrom = rows[t] * stride;
      int otherFrom = others[t] * stride;
      for (int k = 0; k < stride; k++) {
        sum[rowFrom + k] += error * factors[otherFrom + k];
      }
    }
  }

  /**
   * Adds {@code values[t]} to the place of each rating's row.
   *
   * @param sum places {@code [first, first + number of rows)} are added to
   */
  public static void addValues(
      char[] rows, float[] values, int from, int to, double[] sum, int first) {
    for (int t = from; t < to; t++) {
      sum[first + rows[t]] += values[t];
    }
  }

  private static double at(float[] column, int row) {
    return column == null ? 0 : column[row];
  }

  /** Four running sums, since one would wait for each addition. */
  private static double dot(float[] a, int aFrom, float[] b, int bFrom, int stride) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int k = 0; k < stride; k += 4) {
      s0 += (double) a[aFrom + k] * b[bFrom + k];
      s1 += (double) a[aFrom + k + 1] * b[bFrom + k + 1];
      s2 += (double) a[aFrom + k + 2] * b[bFrom + k + 2];
      s3 += (double) a[aFrom + k + 3] * b[bFrom + k + 3];
    }
    return (s0 + s2) + (s1 + s3);
  }
}
