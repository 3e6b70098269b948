// How many stripes a grid has: fixed rules on counts and rank.
package lacuna.blocks;

/**
 * Chooses the grid's shape from counts and rank alone.
 *
 * <p>Each side is cut until its factor rows of one stripe fit a budget: items, which a tile visits
 * in any order, half of a small L2 cache; users, which it visits one after the other, what streams
 * well. Both sides are cut further, so that threads and workers find work, to {@value
 * #FEWEST_STRIPES} stripes and beyond as long as tiles keep {@value #AMPLE_RATINGS} ratings. No cut
 * leaves a tile fewer than {@value #FEWEST_RATINGS}; a stripe never has more rows than 16 bits
 * count.
 *
 * <p>Decision: these budgets. Because: over 9 million ratings of 71,567 users and 10,681 items the
 * shape matters little once tiles go from user to user: between 8x8 and 64x32 an epoch varied by 5
 * % at ranks 32 and 64 and by 10 % at rank 128; 64x64 and finer cost 5 to 20 %. So cuts are made
 * for small caches and for many threads. Costs: on one thread with a large cache, those 5 to 10 %.
 */
public final class GridRule {
  private static final int USER_STRIPE_BYTES = 2 * 1024 * 1024;
  private static final int ITEM_STRIPE_BYTES = 256 * 1024;
  private static final int FEWEST_STRIPES = 8;
  private static final int FEWEST_RATINGS = 1024;
  private static final int AMPLE_RATINGS = 8192;

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
    double stripes = Math.max(FEWEST_STRIPES, Math.sqrt((double) ratings / AMPLE_RATINGS));
    while (ratings / (2L * userStripes * itemStripes) >= FEWEST_RATINGS) {
      double userExcess = excess(users, userStripes, stripes, 4.0 * stride / USER_STRIPE_BYTES);
      double itemExcess = excess(items, itemStripes, stripes, 4.0 * stride / ITEM_STRIPE_BYTES);
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

  /**
   * How far a side is from its aim: above 1 it wants to be cut.
   *
   * @param wanted stripes that give threads and workers enough to do
   * @param share of its budget that one row takes
   */
  private static double excess(int ids, int stripes, double wanted, double share) {
    double parallel = 2 * stripes <= wanted && ids >= 2L * stripes ? 1.5 : 0;
    return Math.max(share * ids / stripes, parallel);
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
