// Full gradients by the Vector API: twin of ScalarGradientKernel with the same bits.
package lacuna.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link GradientKernel} on vectors of four doubles, each widened from four floats. Rows of eight
 * entries, ranks up to eight, have loops of their own, in which a row stays in registers.
 */
final class VectorGradientKernel implements GradientKernel {
  private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;
  private static final VectorSpecies<Float> FOUR_FLOATS = FloatVector.SPECIES_128;
  private static final int LANES = 4;

  /** The classes of such vectors, for what {@link VectorOfEight} says. */
  private static final Class<? extends DoubleVector> DOUBLES =
      FOUR.vectorType().asSubclass(DoubleVector.class);

  private static final Class<? extends FloatVector> FLOATS =
      FOUR_FLOATS.vectorType().asSubclass(FloatVector.class);

  @Override
  public String name() {
    return "vector";
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
    return users.stride() == 2 * LANES
        ? errors8(ratings, from, to, users, items, mean, out, gradient, before)
        : errorsLong(ratings, from, to, users, items, mean, out, gradient, before);
  }

  private static Loss errors8(
      TileRatings ratings,
      int from,
      int to,
      Rows users,
      Rows items,
      double mean,
      float[] out,
      double[] gradient,
      Loss before) {
    char[] user = ratings.user();
    char[] item = ratings.item();
    float[] rating = ratings.rating();
    float[] weights = ratings.weight();
    float[] w = users.factors();
    float[] h = items.factors();
    float[] userBias = users.bias();
    float[] itemBias = items.bias();
    double[] lanes = new double[LANES];
    double squared = before.squared();
    double weighted = before.weighted();
    for (int t = from; t < to; t++) {
      int a = user[t] * 8;
      int b = item[t] * 8;
      DoubleVector h0 = wide(h, b);
      DoubleVector h1 = wide(h, b + LANES);
      wide(w, a)
          .mul(h0)
          .add(DoubleVector.zero(FOUR))
          .add(wide(w, a + LANES).mul(h1))
          .intoArray(lanes, 0);
      double e =
          rating[t]
              - mean
              - ScalarGradientKernel.at(userBias, user[t])
              - ScalarGradientKernel.at(itemBias, item[t])
              - join(lanes);
      double weight = weights == null ? 1 : weights[t];
      squared += e * e;
      weighted += weight * e * e;
      float error = (float) (weight * e);
      out[t] = error;
      DoubleVector times = DoubleVector.broadcast(FOUR, error);
      DOUBLES
          .cast(DoubleVector.fromArray(FOUR, gradient, a))
          .add(h0.mul(times))
          .intoArray(gradient, a);
      DOUBLES
          .cast(DoubleVector.fromArray(FOUR, gradient, a + LANES))
          .add(h1.mul(times))
          .intoArray(gradient, a + LANES);
    }
    return new Loss(squared, weighted);
  }

  private static Loss errorsLong(
      TileRatings ratings,
      int from,
      int to,
      Rows users,
      Rows items,
      double mean,
      float[] out,
      double[] gradient,
      Loss before) {
    float[] weights = ratings.weight();
    float[] w = users.factors();
    float[] h = items.factors();
    int stride = users.stride();
    double[] lanes = new double[LANES];
    double squared = before.squared();
    double weighted = before.weighted();
    for (int t = from; t < to; t++) {
      int u = ratings.user()[t];
      int i = ratings.item()[t];
      DoubleVector sum = DoubleVector.zero(FOUR);
      for (int k = 0; k < stride; k += LANES) {
        sum = DOUBLES.cast(sum).add(wide(w, u * stride + k).mul(wide(h, i * stride + k)));
      }
      DOUBLES.cast(sum).intoArray(lanes, 0);
      double e =
          ratings.rating()[t]
              - mean
              - ScalarGradientKernel.at(users.bias(), u)
              - ScalarGradientKernel.at(items.bias(), i)
              - join(lanes);
      double weight = weights == null ? 1 : weights[t];
      squared += e * e;
      weighted += weight * e * e;
      out[t] = (float) (weight * e);
      add(out[t], h, i * stride, gradient, u * stride, stride);
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
    if (stride == 2 * LANES) {
      addProducts8(rows, others, errors, from, to, factors, sum);
      return;
    }
    for (int t = from; t < to; t++) {
      add(errors[t], factors, others[t] * stride, sum, rows[t] * stride, stride);
    }
  }

  private static void addProducts8(
      char[] rows, char[] others, float[] errors, int from, int to, float[] factors, double[] sum) {
    for (int t = from; t < to; t++) {
      DoubleVector times = DoubleVector.broadcast(FOUR, errors[t]);
      int a = rows[t] * 8;
      int b = others[t] * 8;
      DOUBLES
          .cast(DoubleVector.fromArray(FOUR, sum, a))
          .add(wide(factors, b).mul(times))
          .intoArray(sum, a);
      DOUBLES
          .cast(DoubleVector.fromArray(FOUR, sum, a + LANES))
          .add(wide(factors, b + LANES).mul(times))
          .intoArray(sum, a + LANES);
    }
  }

  private static void add(float error, float[] h, int from, double[] sum, int at, int stride) {
    DoubleVector times = DoubleVector.broadcast(FOUR, error);
    for (int k = 0; k < stride; k += LANES) {
      DOUBLES
          .cast(DoubleVector.fromArray(FOUR, sum, at + k))
          .add(wide(h, from + k).mul(times))
          .intoArray(sum, at + k);
    }
  }

  private static DoubleVector wide(float[] values, int from) {
    return DOUBLES.cast(
        FLOATS
            .cast(FloatVector.fromArray(FOUR_FLOATS, values, from))
            .convertShape(VectorOperators.F2D, FOUR, 0));
  }

  private static double join(double[] x) {
    return (x[0] + x[2]) + (x[1] + x[3]);
  }
}
