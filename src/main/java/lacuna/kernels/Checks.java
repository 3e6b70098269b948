// What both kernels check once a call, so that their inner loops need not.
package lacuna.kernels;

/** Refuses calls whose arrays don't fit together. */
final class Checks {
  private Checks() {}

  static void update(TileRatings ratings, int from, int to, Rows users, Rows items, SgdRule rule) {
    range(ratings, from, to);
    strides(users, items);
    if (rule.adaGrad()) {
      sums(users, "user");
      sums(items, "item");
    }
  }

  static void range(TileRatings ratings, int from, int to) {
    if (from < 0 || from > to || to > ratings.rating().length) {
      throw new IllegalArgumentException(
          "range [" + from + ", " + to + ") is not within " + ratings.rating().length + " ratings");
    }
  }

  static void strides(Rows users, Rows items) {
    if (users.stride() != items.stride()) {
      throw new IllegalArgumentException(
          "users have stride " + users.stride() + ", items " + items.stride() + "; must be equal");
    }
  }

  private static void sums(Rows rows, String side) {
    if (rows.squares() == null || (rows.bias() != null && rows.biasSquares() == null)) {
      throw new IllegalArgumentException(
          "AdaGrad needs squares, and biasSquares with biases, of the " + side + " rows");
    }
  }
}
