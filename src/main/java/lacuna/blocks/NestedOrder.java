// The order of an epoch's tiles, as a value; from it the strata of any number of workers follow.
package lacuna.blocks;

import java.io.Serializable;
import lacuna.CounterRandom;

/**
 * The order in which one epoch runs the tiles of a grid of 2^a user stripes and 2^b item stripes.
 *
 * <p>A region with both sides longer than one stripe runs its four quadrants as two pairs, the
 * diagonal pair and the other one, and each quadrant likewise inside. A region with one side of one
 * stripe is cut into halves of the other side, run one after the other. Which pair or half comes
 * first is a coin that every region tosses for itself, keyed by (seed, epoch, its first stripes,
 * its side lengths).
 *
 * <p>The two quadrants of a pair share no stripe, so that they commute exactly. Hence the top log2
 * P levels of this one order are P strata of P independent blocks ({@link #strata}), and P workers
 * that run their blocks at the same time do what one machine does that runs {@link #tiles} from
 * front to back.
 *
 * <p>The example of {@link Grid}, 4x2 tiles, in epoch 1 of seed 1: the whole grid tosses for the
 * other pair first, its upper right quadrant (tiles 1 and 3) tosses for its lower half first, and
 * so on:
 *
 * <pre>
 *   tiles():      3 1 | 4 6 | 0 2 | 7 5
 *
 *   strata(2):               worker 0 (u1 u6)     worker 1 (u2 u3 u4 u5)
 *     stratum 0              items 1: 3 1         items 0: 4 6
 *     stratum 1              items 0: 0 2         items 1: 7 5
 * </pre>
 *
 * <p>One worker runs the four quadrants from left to right. Two run each stratum's quadrants at the
 * same time, with item stripes changing hands in between: every stripe meets its tiles in the same
 * order, and so every factor gets the same bits.
 *
 * <p>Immutable; the same for every thread, machine and number of workers. The stratified idea is
 * that of Gemulla and others, "Large-scale matrix factorization with distributed stochastic
 * gradient descent", KDD 2011; nesting it is what makes the result independent of the number of
 * workers.
 *
 * @param userStripes number of user stripes, a power of two
 * @param itemStripes number of item stripes, a power of two
 * @param seed the run's seed
 * @param epoch the epoch, counted from 1
 */
public record NestedOrder(int userStripes, int itemStripes, long seed, int epoch)
    implements Serializable {
  public NestedOrder {
    if (Integer.bitCount(userStripes) != 1 || Integer.bitCount(itemStripes) != 1) {
      throw new IllegalArgumentException(
          "a grid has a power of two of stripes on each side, given "
              + userStripes
              + "x"
              + itemStripes);
    }
  }

  /** A rectangle of stripes: users [user, user + users), items [item, item + items). */
  private record Region(int user, int item, int users, int items) {
    boolean isTile() {
      return users == 1 && items == 1;
    }

    boolean isLine() {
      return users == 1 || items == 1;
    }

    Region quadrant(int lowerUsers, int lowerItems) {
      return new Region(
          user + lowerUsers * users / 2, item + lowerItems * items / 2, users / 2, items / 2);
    }

    Region half(int which) {
      return users == 1
          ? new Region(user, item + which * items / 2, 1, items / 2)
          : new Region(user + which * users / 2, item, users / 2, 1);
    }
  }

  /**
   * All tiles of the epoch in their order, each as {@code userStripe * itemStripes + itemStripe}.
   */
  public int[] tiles() {
    return tiles(0, userStripes, 0, itemStripes);
  }

  /**
   * The tiles of one worker's block in their order, each as {@code userStripe * itemStripes +
   * itemStripe}.
   *
   * @param firstUser first user stripe of the block
   * @param users user stripes in the block; the block must be one of the regions that the nesting
   *     makes
   * @param firstItem first item stripe of the block
   * @param items item stripes in the block
   */
  public int[] tiles(int firstUser, int users, int firstItem, int items) {
    int[] order = new int[Math.multiplyExact(users, items)];
    int filled = append(new Region(firstUser, firstItem, users, items), order, 0);
    assert filled == order.length;
    return order;
  }

  private int append(Region region, int[] order, int at) {
    if (region.isTile()) {
      order[at] = region.user * itemStripes + region.item;
      return at + 1;
    }
    int coin = coin(region);
    if (region.isLine()) {
      return append(region.half(1 - coin), order, append(region.half(coin), order, at));
    }
    int next = append(region.quadrant(0, coin), order, at);
    next = append(region.quadrant(1, 1 - coin), order, next);
    next = append(region.quadrant(0, 1 - coin), order, next);
    return append(region.quadrant(1, coin), order, next);
  }

  /**
   * The strata of P workers: {@code strata(P)[s][p]} is the item group that worker p runs against
   * its user group in stratum s. Each stratum is a permutation; together they cover each pair of
   * groups once.
   *
   * @param workers P, a power of two, at most the shorter side of the grid
   */
  public int[][] strata(int workers) {
    if (Integer.bitCount(workers) != 1 || workers > Math.min(userStripes, itemStripes)) {
      throw new IllegalArgumentException(
          "workers must be a power of two up to "
              + Math.min(userStripes, itemStripes)
              + ", given "
              + workers);
    }
    int[][] groups = new int[workers][workers];
    fill(new Region(0, 0, userStripes, itemStripes), groups, 0, workers);
    return groups;
  }

  private void fill(Region region, int[][] groups, int firstStratum, int side) {
    int usersInGroup = userStripes / groups.length;
    if (side == 1) {
      groups[firstStratum][region.user / usersInGroup] =
          region.item / (itemStripes / groups.length);
      return;
    }
    int half = side / 2;
    int coin = coin(region);
    fill(region.quadrant(0, coin), groups, firstStratum, half);
    fill(region.quadrant(1, 1 - coin), groups, firstStratum, half);
    fill(region.quadrant(0, 1 - coin), groups, firstStratum + half, half);
    fill(region.quadrant(1, coin), groups, firstStratum + half, half);
  }

  /** 0 or 1, of the region's own: 0 runs the diagonal pair, or the lower half, first. */
  private int coin(Region region) {
    long corner = ((long) region.user << 32) | region.item;
    long sides = ((long) region.users << 32) | region.items;
    long key = CounterRandom.mix(corner ^ CounterRandom.mix(sides));
    return (int) (CounterRandom.bits(seed, CounterRandom.Purpose.EPOCH_ORDER, epoch, key) >>> 63);
  }
}
