// The kernel on the Vector API: eight lanes of 256 bits. Kernels finds it by name where the module
// is there.
package lacuna.kernels;

import jdk.incubator.vector.FloatVector;

/**
 * {@link SgdKernel} on {@code jdk.incubator.vector}. The unrolled loops are {@link VectorSteps} and
 * {@link VectorAdaGrad}; a rule with non-negative factors takes its inner products from {@link
 * VectorDots} and moves rows in plain loops.
 */
final class VectorSgdKernel implements SgdKernel {
  /** Number of floats that the processor's vector registers hold. */
  static int width() {
    return FloatVector.SPECIES_PREFERRED.length();
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public Loss update(TileRatings ratings, int from, int to, Rows users, Rows items, SgdRule rule) {
    Checks.update(ratings, from, to, users, items, rule);
    Tile tile = new Tile(ratings, users, items, rule);
    if (rule.nonnegative()) {
      return clamped(tile, from, to);
    }
    return rule.adaGrad() ? VectorAdaGrad.along(tile, from, to) : VectorSteps.along(tile, from, to);
  }

  private static Loss clamped(Tile tile, int from, int to) {
    float[] x = new float[Lanes.COUNT];
    double sum = 0;
    double weighted = 0;
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      float error = tile.rest(t, u, i) - dot(tile, u, i, x);
      sum += (double) error * error;
      weighted += (double) (tile.weight(t) * error) * error;
      tile.update(t, u, i, error);
    }
    return tile.loss(sum, weighted);
  }

  @Override
  public double squaredErrors(
      TileRatings ratings, int from, int to, Rows users, Rows items, float mean) {
    Checks.range(ratings, from, to);
    Checks.strides(users, items);
    Tile tile = new Tile(ratings, users, items, mean);
    float[] x = new float[Lanes.COUNT];
    double sum = 0;
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      float error = tile.rest(t, u, i) - dot(tile, u, i, x);
      sum += (double) error * error;
    }
    return sum;
  }

  @Override
  public void predict(
      TileRatings ratings,
      int from,
      int to,
      Rows users,
      Rows items,
      float mean,
      float[] out,
      int outFrom) {
    Checks.strides(users, items);
    Tile tile = new Tile(ratings, users, items, mean);
    float[] x = new float[Lanes.COUNT];
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      out[outFrom + t - from] = tile.base(u, i) + dot(tile, u, i, x);
    }
  }

  private static float dot(Tile tile, int u, int i, float[] x) {
    int stride = tile.users.stride();
    return VectorDots.dot(
        tile.users.factors(), u * stride, tile.items.factors(), i * stride, stride, x);
  }
}
