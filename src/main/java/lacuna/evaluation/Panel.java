// All models of a comparison side by side: predicts the same ratings by every method.
package lacuna.evaluation;

import java.io.Serializable;
import java.util.List;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Factors;
import lacuna.kernels.Lanes;
import lacuna.kernels.Rows;
import lacuna.kernels.SgdKernel;
import lacuna.kernels.TileRatings;

/**
 * The models that are judged together. In the stripes of {@link SideBySide} the columns of method m
 * carry its name in front.
 *
 * @param seats the methods, the primary first
 * @param speaker place of the method that speaks where another has no prediction
 */
record Panel(List<Seat> seats, int speaker) implements Serializable {
  /**
   * One method.
   *
   * @param method its name
   * @param mean μ
   * @param rank of its factors
   * @param biases whether it has biases
   * @param knowsCold whether it has predictions of its own for unknown ids
   * @param spread whether its predictions have a standard deviation
   */
  record Seat(
      String method, double mean, int rank, boolean biases, boolean knowsCold, boolean spread)
      implements Serializable {
    static Seat of(Methods.Method method, Factors factors) {
      boolean biases = factors.biases();
      return new Seat(
          method.name(),
          factors.mean(),
          factors.rank(),
          biases,
          method.knowsCold(biases),
          factors.sampled() != null);
    }

    /** Name of one of its columns in the common stripes. */
    String column(String name) {
      return method + "/" + name;
    }

    /** Its rows of a common stripe, as the kernels take them. */
    Rows rows(Stripe stripe) {
      return new Rows(
          stripe.column(column(Stripe.FACTORS)),
          Lanes.stride(rank),
          stripe.column(column(Stripe.BIAS)),
          null,
          null,
          null,
          null);
    }
  }

  /** Number of methods. */
  int size() {
    return seats.size();
  }

  /** Rows of a common stripe by method. */
  Rows[] rows(Stripe stripe) {
    return seats.stream().map(seat -> seat.rows(stripe)).toArray(Rows[]::new);
  }

  /** Whether a method's prediction for a rating is its own. */
  boolean own(int method, boolean cold) {
    return !cold || seats.get(method).knowsCold;
  }

  /**
   * Predicts ratings {@code [from, to)} of a tile by every method.
   *
   * @param users rows of the tile's user stripe, by method
   * @param items rows of its item stripe, by method
   * @param cold where an id of the tile has no training ratings
   * @param out by method; rating t goes to {@code out[method][t]}
   */
  void predict(
      SgdKernel kernel,
      TileRatings ratings,
      int from,
      int to,
      Rows[] users,
      Rows[] items,
      ColdRows cold,
      float[][] out) {
    for (int m = 0; m < out.length; m++) {
      float mean = (float) seats.get(m).mean;
      kernel.predict(ratings, from, to, users[m], items[m], mean, out[m], from);
    }
    if (!cold.any()) {
      return;
    }
    for (int t = from; t < to; t++) {
      if (cold.user(ratings.user()[t]) || cold.item(ratings.item()[t])) {
        for (int m = 0; m < out.length; m++) {
          out[m][t] = out[own(m, true) ? m : speaker][t];
        }
      }
    }
  }
}
