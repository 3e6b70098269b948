// The kernel in plain Java: the fallback where there is no vector unit, and the twin that says what
// the vector kernel's bits must be.
package lacuna.kernels;

/** {@link SgdKernel} without the Vector API; one rating after the other. */
final class ScalarSgdKernel implements SgdKernel {
  static final ScalarSgdKernel INSTANCE = new ScalarSgdKernel();

  private ScalarSgdKernel() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public double update(
      TileRatings ratings, int from, int to, Rows users, Rows items, SgdRule rule) {
    Checks.update(ratings, from, to, users, items, rule);
    float[] gradient = rule.adaGrad() ? new float[users.stride()] : null;
    double sum = 0;
    for (int t = from; t < to; t++) {
      int u = ratings.user()[t];
      int i = ratings.item()[t];
      float error = error(ratings.rating()[t], u, i, users, items, rule.mean());
      sum += (double) error * error;
      float v = ratings.weight() == null ? error : ratings.weight()[t] * error;
      float lambdaUser = at(users.lambda(), u, rule.lambdaUser());
      float lambdaItem = at(items.lambda(), i, rule.lambdaItem());
      float lambdaBiasUser = at(users.lambdaBias(), u, rule.lambdaBiasUser());
      float lambdaBiasItem = at(items.lambdaBias(), i, rule.lambdaBiasItem());
      if (rule.adaGrad()) {
        moveAdaptively(users, u, items, i, v, lambdaUser, gradient, rule);
        moveAdaptively(items, i, users, u, v, lambdaItem, gradient, rule);
        moveBiasAdaptively(users, u, v, lambdaBiasUser, rule);
        moveBiasAdaptively(items, i, v, lambdaBiasItem, rule);
      } else {
        float g = rule.step() * v;
        move(users, u, items, i, g, 1 - rule.step() * lambdaUser, rule);
        move(items, i, users, u, g, 1 - rule.step() * lambdaItem, rule);
        moveBias(users, u, v, lambdaBiasUser, rule);
        moveBias(items, i, v, lambdaBiasItem, rule);
      }
    }
    return sum;
  }

  @Override
  public double squaredErrors(
      TileRatings ratings, int from, int to, Rows users, Rows items, float mean) {
    Checks.strides(users, items);
    double sum = 0;
    for (int t = from; t < to; t++) {
      float error =
          error(ratings.rating()[t], ratings.user()[t], ratings.item()[t], users, items, mean);
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
    for (int t = from; t < to; t++) {
      int u = ratings.user()[t];
      int i = ratings.item()[t];
      out[outFrom + t - from] =
          mean + at(users.bias(), u, 0) + at(items.bias(), i, 0) + dot(users, u, items, i);
    }
  }

  private static float error(float rating, int u, int i, Rows users, Rows items, float mean) {
    return rating
        - mean
        - at(users.bias(), u, 0)
        - at(items.bias(), i, 0)
        - dot(users, u, items, i);
  }

  private static float dot(Rows users, int u, Rows items, int i) {
    int stride = users.stride();
    return Lanes.dot(users.factors(), u * stride, items.factors(), i * stride, stride);
  }

  private static float at(float[] column, int row, float otherwise) {
    return column == null ? otherwise : column[row];
  }

  private static void move(
      Rows rows, int row, Rows others, int other, float g, float keep, SgdRule rule) {
    float[] w = rows.factors();
    float[] h = others.factors();
    int stride = rows.stride();
    int wFrom = row * stride;
    int hFrom = other * stride;
    for (int k = 0; k < stride; k++) {
      w[wFrom + k] = Math.fma(g, h[hFrom + k], w[wFrom + k] * keep);
    }
    if (rule.nonnegative()) {
      clamp(w, wFrom, stride);
    }
  }

  private static void moveAdaptively(
      Rows rows,
      int row,
      Rows others,
      int other,
      float v,
      float lambda,
      float[] gradient,
      SgdRule rule) {
    float[] w = rows.factors();
    float[] h = others.factors();
    int stride = rows.stride();
    int wFrom = row * stride;
    int hFrom = other * stride;
    float rate = rule.step() / squareRoot(rows.squares()[row]);
    for (int k = 0; k < stride; k++) {
      gradient[k] = Math.fma(v, h[hFrom + k], -(lambda * w[wFrom + k]));
    }
    for (int k = 0; k < stride; k++) {
      w[wFrom + k] = Math.fma(rate, gradient[k], w[wFrom + k]);
    }
    if (rule.nonnegative()) {
      clamp(w, wFrom, stride);
    }
    float squares = Lanes.dot(gradient, 0, gradient, 0, stride);
    rows.squares()[row] = Math.fma(squares, 1f / stride, rows.squares()[row]);
  }

  private static void clamp(float[] w, int from, int stride) {
    for (int k = 0; k < stride; k++) {
      w[from + k] = Math.max(w[from + k], 0f);
    }
  }

  private static void moveBias(Rows rows, int row, float v, float lambda, SgdRule rule) {
    float[] bias = rows.bias();
    if (bias != null) {
      bias[row] = Math.fma(rule.biasStep(), v, bias[row] * (1 - rule.biasStep() * lambda));
    }
  }

  private static void moveBiasAdaptively(Rows rows, int row, float v, float lambda, SgdRule rule) {
    float[] bias = rows.bias();
    if (bias != null) {
      float[] squares = rows.biasSquares();
      float gradient = Math.fma(-lambda, bias[row], v);
      bias[row] = Math.fma(rule.biasStep() / squareRoot(squares[row]), gradient, bias[row]);
      squares[row] = Math.fma(gradient, gradient, squares[row]);
    }
  }

  /** Rounded once: the square root of a float, taken in double, rounds to the nearest float. */
  private static float squareRoot(float x) {
    return (float) Math.sqrt(x);
  }
}
