// Seeded inputs that the kernel tests and the forked JVM share.
package lacuna.kernels;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One tile with its rows and rule. Two cases of equal arguments are equal to the bit and share no
 * array.
 */
final class KernelCase {
  /** What an update may meet, each a way of its own through the kernels. */
  enum Variant {
    TEXTBOOK,
    BIASES,
    WEIGHTS,
    PLAIN_LAMBDA,
    NONNEGATIVE,
    ADA_GRAD,
    ADA_GRAD_BIASES,
    ADA_GRAD_EVERYTHING,
    EVERYTHING;

    boolean biases() {
      return this != TEXTBOOK && this != NONNEGATIVE && this != ADA_GRAD;
    }

    boolean weights() {
      return this == WEIGHTS || this == EVERYTHING || this == ADA_GRAD_EVERYTHING;
    }

    boolean plainLambda() {
      return this == PLAIN_LAMBDA || this == EVERYTHING || this == ADA_GRAD_EVERYTHING;
    }

    boolean nonnegative() {
      return this == NONNEGATIVE || this == EVERYTHING || this == ADA_GRAD_EVERYTHING;
    }

    boolean adaGrad() {
      return name().startsWith("ADA_GRAD");
    }
  }

  final int rank;
  final TileRatings ratings;
  final Rows users;
  final Rows items;
  final SgdRule rule;

  KernelCase(long seed, int rank, Variant variant, int userRows, int itemRows, int count) {
    this.rank = rank;
    SplittableRandom random = new SplittableRandom(seed);
    char[] user = new char[count];
    char[] item = new char[count];
    float[] rating = new float[count];
    float[] weight = variant.weights() ? new float[count] : null;
    for (int t = 0; t < count; t++) {
      user[t] = (char) random.nextInt(userRows);
      item[t] = (char) random.nextInt(itemRows);
      rating[t] = (float) random.nextDouble(1, 5);
      if (weight != null) {
        weight[t] = (float) random.nextDouble(0.5, 2);
      }
    }
    ratings = new TileRatings(user, item, rating, weight);
    users = rows(random, userRows, rank, variant);
    items = rows(random, itemRows, rank, variant);
    float mean = variant.biases() ? 3 : 0;
    rule =
        new SgdRule(
            mean,
            variant.adaGrad() ? 0.1f : 0.02f,
            variant.adaGrad() ? 0.07f : 0.013f,
            0.05f,
            0.07f,
            0.02f,
            0.03f,
            variant.nonnegative(),
            variant.adaGrad());
  }

  private static Rows rows(SplittableRandom random, int rows, int rank, Variant variant) {
    int stride = Lanes.stride(rank);
    float[] factors = new float[rows * stride];
    double scale = 1 / Math.sqrt(rank);
    double lowest = variant.nonnegative() ? 0 : -scale;
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < rank; k++) {
        factors[row * stride + k] = (float) random.nextDouble(lowest, scale);
      }
    }
    boolean biases = variant.biases();
    return new Rows(
        factors,
        stride,
        biases ? column(random, rows, -0.5, 0.5) : null,
        variant.adaGrad() ? column(random, rows, 0.5, 1) : null,
        variant.adaGrad() && biases ? column(random, rows, 0.5, 1) : null,
        variant.plainLambda() ? column(random, rows, 0.01, 0.1) : null,
        variant.plainLambda() && biases ? column(random, rows, 0.01, 0.1) : null);
  }

  private static float[] column(SplittableRandom random, int rows, double from, double to) {
    float[] column = new float[rows];
    for (int row = 0; row < rows; row++) {
      column[row] = (float) random.nextDouble(from, to);
    }
    return column;
  }

  int count() {
    return ratings.rating().length;
  }

  /** Whether a rating's user is not that of the one before, or its item is. */
  boolean beginsRun(int t) {
    return ratings.user()[t] != ratings.user()[t - 1] || ratings.item()[t] == ratings.item()[t - 1];
  }

  Loss update(SgdKernel kernel) {
    return kernel.update(ratings, 0, count(), users, items, rule);
  }

  float[] predictions(SgdKernel kernel) {
    float[] out = new float[count()];
    kernel.predict(ratings, 0, count(), users, items, rule.mean(), out, 0);
    return out;
  }

  double squaredErrors(SgdKernel kernel) {
    return kernel.squaredErrors(ratings, 0, count(), users, items, rule.mean());
  }

  /** Every bit that an update may change, and what measuring makes of it. */
  long bits(SgdKernel kernel) {
    long bits = Double.doubleToLongBits(squaredErrors(kernel));
    bits = 31 * bits + Arrays.hashCode(predictions(kernel));
    for (Rows rows : new Rows[] {users, items}) {
      bits = 31 * bits + Arrays.hashCode(rows.factors());
      bits = 31 * bits + Arrays.hashCode(rows.bias());
      bits = 31 * bits + Arrays.hashCode(rows.squares());
      bits = 31 * bits + Arrays.hashCode(rows.biasSquares());
    }
    return bits;
  }

  /** Puts the rows back to those of another case of the same sizes. */
  void restore(KernelCase other) {
    restore(users, other.users);
    restore(items, other.items);
  }

  private static void restore(Rows to, Rows from) {
    copy(from.factors(), to.factors());
    copy(from.bias(), to.bias());
    copy(from.squares(), to.squares());
    copy(from.biasSquares(), to.biasSquares());
  }

  private static void copy(float[] from, float[] to) {
    if (from != null) {
      System.arraycopy(from, 0, to, 0, from.length);
    }
  }
}
