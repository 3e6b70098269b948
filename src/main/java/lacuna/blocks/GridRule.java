// How many stripes a grid has: fixed rules on counts and rank.
package lacuna.blocks;

/**
 * Chooses the grid's shape from counts and rank alone.
 *
 * <p>Each side is cut until its factor rows of one stripe fit a budget that suits any L2 (users) or
 * L1 cache (items), and until both sides have {@value #FEWEST_STRIPES} stripes so that threads and
 * workers find work, as long as tiles keep {@value #FEWEST_RATINGS} ratings; a stripe never has
 * more rows than 16 bits count.
 */
public final class GridRule {
  private static final int USER_STRIPE_BYTES = 256 * 1024;
  private static final int ITEM_STRIPE_BYTES = 64 * 1024;
  private static final int FEWEST_STRIPES = 8;
  private static final int FEWEST_RATINGS = 1024;

  private GridRule() {}

  /**
   * The shape for a training set.
   *
   * @param users ids on the users' side, cold ones included
   * @param items ids on the items' side, cold ones included
   * @param ratings training ratings
   * @param stride floats a factor row takes, padding included
   */
  public static Grid.Shape shape(int users, int items, long ratings, int stride) {
    int userStripes = stripesForRows(users);
    int itemStripes = stripesForRows(items);
    while (ratings / (2L * userStripes * itemStripes) >= FEWEST_RATINGS) {
      double userExcess = excess(users, userStripes, stride, USER_STRIPE_BYTES);
      double itemExcess = excess(items, itemStripes, stride, ITEM_STRIPE_BYTES);
      if (Math.max(userExcess, itemExcess) <= 1) {
        break;
      }
      if (userExcess > itemExcess) {
        userStripes *= 2;
      } else {
        itemStripes *= 2;
      }
    }
    return new Grid.Shape(userStripes, itemStripes);
  }

  /** How far a side is from its aim: above 1 it wants to be cut. */
  private static double excess(int ids, int stripes, int stride, int budget) {
    double bytes = 4.0 * stride * ids / stripes / budget;
    double parallel = stripes < FEWEST_STRIPES && ids >= 2L * stripes ? 1.5 : 0;
    return Math.max(bytes, parallel);
  }

  /** Stripes that leave room for twice the mean number of rows and for cold ids. */
  private static int stripesForRows(int ids) {
    int stripes = 1;
    while (ids > (long) stripes * (Axis.MAX_ROWS / 3)) {
      stripes *= 2;
    }
    return stripes;
  }
}
