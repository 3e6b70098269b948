// How many stripes a grid has: fixed rules on counts and rank.
package lacuna.blocks;

/**
 * Chooses the grid's shape from counts and rank alone.
 *
 * <p>A side is cut until its factor rows of one stripe fit a budget that suits an L2 cache, and
 * until it has enough stripes for threads and workers: {@value #FEWEST_STRIPES}, more with many
 * ratings. While tiles keep {@value #AMPLE_RATINGS} ratings, the side with more rows in a stripe is
 * cut further. No cut leaves a tile fewer than {@value #FEWEST_RATINGS}; a stripe never has more
 * rows than 16 bits count.
 *
 * <p>Decision: stripes of about as many users as items. Because: a tile reads and writes the rows
 * of both its stripes once, if they fit the cache, so that an epoch moves users' rows times stripes
 * of items, and the other way round; their sum is least when stripes are alike. Over 9 million
 * ratings of 71,567 users and 10,681 items at rank 128 a grid of 64x16 made 38 million updates a
 * second on one thread and 64 on two, where 32x32 made 37 and 50, and 16x16 37 and 60. Costs: a
 * smaller side with fewer stripes, hence fewer workers.
 */
public final class GridRule {
  private static final int USER_STRIPE_BYTES = 2 * 1024 * 1024;
  private static final int ITEM_STRIPE_BYTES = 512 * 1024;
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
    double fewest = Math.max(FEWEST_STRIPES, 0.5 * Math.sqrt((double) ratings / AMPLE_RATINGS));
    while (ratings / (2L * userStripes * itemStripes) >= FEWEST_RATINGS) {
      double userExcess = excess(users, userStripes, fewest, 4.0 * stride / USER_STRIPE_BYTES);
      double itemExcess = excess(items, itemStripes, fewest, 4.0 * stride / ITEM_STRIPE_BYTES);
      if (Math.max(userExcess, itemExcess) <= 1) {
        if (ratings / (2L * userStripes * itemStripes) < AMPLE_RATINGS) {
          break;
        }
        userExcess = (double) users / userStripes;
        itemExcess = (double) items / itemStripes;
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
   * @param fewest stripes that give threads and workers enough to do
   * @param share of its budget that one row takes
   */
  private static double excess(int ids, int stripes, double fewest, double share) {
    double parallel = 2 * stripes <= fewest && ids >= 2L * stripes ? 1.5 : 0;
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
