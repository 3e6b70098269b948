// The factors that a training starts from.
package lacuna.factorisation;

import java.io.Serializable;
import lacuna.CounterRandom;
import lacuna.CounterRandom.Purpose;
import lacuna.blocks.Axis;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Settings.Distribution;
import lacuna.kernels.Lanes;

/**
 * Makes a stripe's first columns. An entry depends on the seed, the side, the row's rank among the
 * sorted trained ids and the factor's number alone. A row without ratings in this training starts,
 * and so stays, at zero: its prediction is then that of mean and biases.
 *
 * @param settings the settings
 * @param size half-width of the uniform, standard deviation of the normal distribution
 */
public record Initialisation(Settings settings, double size) implements Serializable {
  /** A side of the grid. */
  public enum Side {
    USERS,
    ITEMS
  }

  /**
   * The first factors and biases of a stripe.
   *
   * @param side whose stripe it is
   * @param axis that side of the grid
   * @param index the stripe
   * @param counts training ratings of each id in this training
   * @param trainedUsers number of trained users, after which torch's sequence goes on with the
   *     items
   */
  public Stripe stripe(Side side, Axis axis, int index, int[] counts, int trainedUsers) {
    int rank = settings.rank();
    int stride = Lanes.stride(rank);
    int rows = axis.rows(index);
    float[] factors = new float[Math.multiplyExact(rows, stride)];
    float[] torch = torch(side, axis, trainedUsers);
    Purpose purpose = side == Side.USERS ? Purpose.USER_FACTORS : Purpose.ITEM_FACTORS;
    for (int row = 0; row < rows; row++) {
      int id = axis.idAt(index, row);
      if (counts[id] == 0) {
        continue;
      }
      int ordinal = axis.ordinal(id);
      for (int k = 0; k < rank; k++) {
        factors[row * stride + k] =
            torch != null ? torch[ordinal * rank + k] : drawn(purpose, ordinal, k);
      }
    }
    Stripe stripe = Stripe.of(index, rows).with(Stripe.FACTORS, factors);
    return settings.biases() ? stripe.with(Stripe.BIAS, new float[rows]) : stripe;
  }

  private float drawn(Purpose purpose, int ordinal, int k) {
    if (settings.init().distribution() == Distribution.NORMAL) {
      double value = size * CounterRandom.normal(settings.seed(), purpose, ordinal, k);
      return (float) (positive() ? Math.abs(value) : value);
    }
    double value = CounterRandom.uniform(settings.seed(), purpose, ordinal, k);
    return (float) (size * (positive() ? value : 2 * value - 1));
  }

  /** Without μ the products have to reach the ratings, which positive factors begin with. */
  private boolean positive() {
    return settings.nonnegative() || !settings.biases();
  }

  private float[] torch(Side side, Axis axis, int trainedUsers) {
    if (settings.init().distribution() != Distribution.TORCH) {
      return null;
    }
    long skipped = side == Side.USERS ? 0 : (long) trainedUsers * settings.rank();
    return TorchUniform.values(
        settings.seed(),
        settings.init().torchSkip() + skipped,
        Math.multiplyExact(axis.trained(), settings.rank()));
  }
}
