// One call of a kernel, unpacked. Both kernels take from here all that is not an inner product or
// an unrolled move of a row.
package lacuna.kernels;

/**
 * The arrays and numbers of one call with the scalar half of its arithmetic: what is left of a
 * rating without its inner product, biases, rates, and the plain loops along a row. {@link
 * SgdKernel} has the equations.
 */
final class Tile {
  /** Entries of the longest rows whose inner products are taken ahead. */
  private static final int MOST_ENTRIES_AHEAD = 64;

  final char[] user;
  final char[] item;
  final Rows users;
  final Rows items;
  final float step;
  final float biasStep;
  final float mean;
  final float[] rating;
  final float[] weight;
  final SgdRule rule;

  private final boolean looksAhead;
  private final float[] gradient;

  /** For updates. */
  Tile(TileRatings ratings, Rows users, Rows items, SgdRule rule) {
    this(ratings, users, items, rule, rule.mean());
  }

  /** For measuring and predicting. */
  Tile(TileRatings ratings, Rows users, Rows items, float mean) {
    this(ratings, users, items, null, mean);
  }

  private Tile(TileRatings ratings, Rows users, Rows items, SgdRule rule, float mean) {
    this.user = ratings.user();
    this.item = ratings.item();
    this.users = users;
    this.items = items;
    this.step = rule == null ? 0 : rule.step();
    this.biasStep = rule == null ? 0 : rule.biasStep();
    this.rule = rule;
    this.mean = mean;
    this.rating = ratings.rating();
    this.weight = ratings.weight();
    this.looksAhead =
        rule != null
            && !rule.adaGrad()
            && !rule.nonnegative()
            && users.stride() <= MOST_ENTRIES_AHEAD;
    this.gradient = rule != null && rule.adaGrad() ? new float[users.stride()] : null;
  }

  /** What a rating's prediction is without the inner product. */
  float base(int u, int i) {
    return mean + at(users.bias(), u, 0) + at(items.bias(), i, 0);
  }

  /** A rating's error without the inner product. */
  float rest(int t, int u, int i) {
    return rating[t] - mean - at(users.bias(), u, 0) - at(items.bias(), i, 0);
  }

  /**
   * Whether the inner product of rating {@code t} is taken ahead, in the turn of the one before.
   */
  boolean goesOn(int t, int to) {
    return looksAhead && t < to && user[t] == user[t - 1] && item[t] != item[t - 1];
  }

  float weight(int t) {
    return at(weight, t, 1);
  }

  /** The squared errors of a range; where there are no weights, {@code weighted} is not read. */
  Loss loss(double squared, double weighted) {
    return new Loss(squared, weight == null ? squared : weighted);
  }

  float lambdaUser(int u) {
    return at(users.lambda(), u, rule.lambdaUser());
  }

  float lambdaItem(int i) {
    return at(items.lambda(), i, rule.lambdaItem());
  }

  /** The factor that regularisation leaves of user row {@code u} in one constant step. */
  float keepUser(int u) {
    return 1 - step * lambdaUser(u);
  }

  /** The factor that regularisation leaves of item row {@code i} in one constant step. */
  float keepItem(int i) {
    return 1 - step * lambdaItem(i);
  }

  float keepUserBias(int u) {
    return 1 - biasStep * at(users.lambdaBias(), u, rule.lambdaBiasUser());
  }

  float keepItemBias(int i) {
    return 1 - biasStep * at(items.lambdaBias(), i, rule.lambdaBiasItem());
  }

  /** AdaGrad's step size of a factor row. */
  float rate(Rows rows, int row) {
    return step / squareRoot(rows.squares()[row]);
  }

  /** Adds a row's squared gradient, averaged over the stride, to AdaGrad's sum. */
  void addSquares(Rows rows, int row, float squared) {
    rows.squares()[row] = Math.fma(squared, 1f / rows.stride(), rows.squares()[row]);
  }

  /** All of an update after its error, in plain loops, by whatever the rule says. */
  void update(int t, int u, int i, float error) {
    float v = weight(t) * error;
    if (rule.adaGrad()) {
      adaptBiases(u, i, v);
      adapt(users, u, items, i, v, lambdaUser(u));
      adapt(items, i, users, u, v, lambdaItem(i));
    } else {
      moveBiases(u, i, v);
      move(users, u, items, i, step * v, keepUser(u));
      move(items, i, users, u, step * v, keepItem(i));
    }
  }

  /** Moves both biases of a rating by a constant step. */
  void moveBiases(int u, int i, float v) {
    moveBias(users.bias(), u, v, keepUserBias(u));
    moveBias(items.bias(), i, v, keepItemBias(i));
  }

  private void moveBias(float[] bias, int row, float v, float keep) {
    if (bias != null) {
      bias[row] = Math.fma(biasStep, v, bias[row] * keep);
    }
  }

  /** Moves both biases of a rating by AdaGrad's steps. */
  void adaptBiases(int u, int i, float v) {
    adaptBias(users, u, v, rule.lambdaBiasUser());
    adaptBias(items, i, v, rule.lambdaBiasItem());
  }

  private void adaptBias(Rows rows, int row, float v, float lambdaOfAll) {
    float[] bias = rows.bias();
    if (bias != null) {
      float[] squares = rows.biasSquares();
      float slope = Math.fma(-at(rows.lambdaBias(), row, lambdaOfAll), bias[row], v);
      bias[row] = Math.fma(biasStep / squareRoot(squares[row]), slope, bias[row]);
      squares[row] = Math.fma(slope, slope, squares[row]);
    }
  }

  private void move(Rows rows, int row, Rows others, int other, float g, float keep) {
    float[] w = rows.factors();
    float[] h = others.factors();
    int stride = rows.stride();
    int a = row * stride;
    int b = other * stride;
    for (int k = 0; k < stride; k++) {
      w[a + k] = Math.fma(g, h[b + k], w[a + k] * keep);
    }
    clamp(w, a, stride);
  }

  private void adapt(Rows rows, int row, Rows others, int other, float v, float lambda) {
    float[] w = rows.factors();
    float[] h = others.factors();
    int stride = rows.stride();
    int a = row * stride;
    int b = other * stride;
    for (int k = 0; k < stride; k++) {
      gradient[k] = Math.fma(v, h[b + k], -(lambda * w[a + k]));
    }
    float rate = rate(rows, row);
    for (int k = 0; k < stride; k++) {
      w[a + k] = Math.fma(rate, gradient[k], w[a + k]);
    }
    clamp(w, a, stride);
    addSquares(rows, row, Lanes.dot(gradient, 0, gradient, 0, stride));
  }

  private void clamp(float[] w, int a, int stride) {
    if (rule.nonnegative()) {
      for (int k = a; k < a + stride; k++) {
        w[k] = Math.max(w[k], 0f);
      }
    }
  }

  private static float at(float[] column, int row, float otherwise) {
    return column == null ? otherwise : column[row];
  }

  /** Rounded once: the square root of a float, taken in double, rounds to the nearest float. */
  private static float squareRoot(float x) {
    return (float) Math.sqrt(x);
  }
}
