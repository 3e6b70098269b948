// Full gradients in plain Java: the fallback, and the twin that says what the vector kernel's bits
// must be.
package lacuna.kernels;

/** {@link GradientKernel} without the Vector API. */
final class ScalarGradientKernel implements GradientKernel {
  static final ScalarGradientKernel INSTANCE = new ScalarGradientKernel();

  private ScalarGradientKernel() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public Loss errors(
      TileRatings ratings,
      int from,
      int to,
      Rows users,
      Rows items,
      double mean,
      float[] out,
      double[] gradient,
      Loss before) {
    Checks.range(ratings, from, to);
    Checks.strides(users, items);
    int stride = users.stride();
    float[] weights = ratings.weight();
    double squared = before.squared();
    double weighted = before.weighted();
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
      add(out[t], items.factors(), i * stride, gradient, u * stride, stride);
    }
    return new Loss(squared, weighted);
  }

  @Override
  public void addProducts(
      char[] rows,
      char[] others,
      float[] errors,
      int from,
      int to,
      float[] factors,
      int stride,
      double[] sum) {
    for (int t = from; t < to; t++) {
      add(errors[t], factors, others[t] * stride, sum, rows[t] * stride, stride);
    }
  }

  private static void add(
      double error, float[] factors, int from, double[] sum, int at, int stride) {
    for (int k = 0; k < stride; k++) {
      sum[at + k] += error * factors[from + k];
    }
  }

  /** A row's bias, 0 in a model without. */
  static double at(float[] column, int row) {
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
