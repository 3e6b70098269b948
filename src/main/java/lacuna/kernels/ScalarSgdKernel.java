// The kernel in plain Java: the fallback where there is no vector unit, and the twin that says what
// the vector kernel's bits must be.
package lacuna.kernels;

/** {@link SgdKernel} without the Vector API. */
final class ScalarSgdKernel implements SgdKernel {
  static final ScalarSgdKernel INSTANCE = new ScalarSgdKernel();

  private ScalarSgdKernel() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public Loss update(TileRatings ratings, int from, int to, Rows users, Rows items, SgdRule rule) {
    Checks.update(ratings, from, to, users, items, rule);
    Tile tile = new Tile(ratings, users, items, rule);
    return along(tile, from, to);
  }

  private static Loss along(Tile tile, int from, int to) {
    int stride = tile.users.stride();
    float[] w = tile.users.factors();
    float[] h = tile.items.factors();
    float[] lanes = new float[Lanes.COUNT];
    float[] next = new float[Lanes.COUNT];
    float[] between = new float[Lanes.COUNT];
    boolean known = false;
    double sum = 0;
    double weighted = 0;
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      int a = u * stride;
      int b = i * stride;
      if (!known) {
        Lanes.lanes(w, a, h, b, stride, lanes);
      }
      float error = tile.rest(t, u, i) - Lanes.join(lanes, 0);
      sum += (double) error * error;
      weighted += (double) (tile.weight(t) * error) * error;
      known = tile.goesOn(t + 1, to);
      if (known) {
        int c = tile.item[t + 1] * stride;
        Lanes.lanes(w, a, h, c, stride, next);
        Lanes.lanes(h, b, h, c, stride, between);
        float g = tile.step * (tile.weight(t) * error);
        float keep = tile.keepUser(u);
        for (int l = 0; l < Lanes.COUNT; l++) {
          lanes[l] = Math.fma(g, between[l], next[l] * keep);
        }
      }
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
    double sum = 0;
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      float error = tile.rest(t, u, i) - dot(users, u, items, i);
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
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      out[outFrom + t - from] = tile.base(u, i) + dot(users, u, items, i);
    }
  }

  private static float dot(Rows users, int u, Rows items, int i) {
    int stride = users.stride();
    return Lanes.dot(users.factors(), u * stride, items.factors(), i * stride, stride);
  }
}
