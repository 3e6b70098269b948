// The grid of tiles over a rating matrix: a function of the data and the rank alone.
package lacuna.blocks;

import java.io.Serializable;

/**
 * Users cut into 2^a stripes and items into 2^b stripes of about equal numbers of training ratings;
 * the cells are tiles.
 *
 * <p>Decision: the grid follows from counts and rank by {@link GridRule}, never from the machine.
 * Because: the order of updates is part of the model's definition, and the grid is half of that
 * order ({@link NestedOrder} is the other half). Costs: tiles suit any cache rather than exactly
 * this one's.
 *
 * <p>A worked example, which is {@code data/worked-example.csv}: 20 ratings of 6 users and 5 items
 * on a grid of 4x2.
 *
 * <pre>
 *         i1 i4 | i2 i3 i5
 *  u1      5  1 |  3  4  2     stripe 0: u1        5 ratings    tiles 0 1
 *  u6      2  5 |  0  1  3     stripe 1: u6        5            tiles 2 3
 *  u2      4  . |  2  5  .     stripe 2: u2 u3     5            tiles 4 5
 *  u3      1  5 |  .  .  .
 *  u4      3  4 |  1  .  .     stripe 3: u4 u5     5            tiles 6 7
 *  u5      5  . |  .  4  .
 *       stripe 0: 10 | stripe 1: 10
 * </pre>
 *
 * <p>The users with most ratings go first, each to the stripe with the fewest; a dot is a cell that
 * nobody rated, and the 0 of u6 is a rating. {@link NestedOrder} goes on with this example.
 *
 * <p>A class of plain fields and no record, since it crosses processes and Spark's Kryo can't
 * rebuild a record.
 */
public final class Grid implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Axis users;
  private final Axis items;

  private Grid(Axis users, Axis items) {
    this.users = users;
    this.items = items;
  }

  /** The side of the users. */
  public Axis users() {
    return users;
  }

  /** The side of the items. */
  public Axis items() {
    return items;
  }

  /**
   * The grid for ids with these numbers of training ratings.
   *
   * @param userCounts training ratings by user id, 0 for a cold one
   * @param itemCounts training ratings by item id
   * @param shape numbers of stripes
   */
  public static Grid balanced(int[] userCounts, int[] itemCounts, Shape shape) {
    return new Grid(
        Axis.balanced(userCounts, shape.users()), Axis.balanced(itemCounts, shape.items()));
  }

  /** One tile with rows in the order of the ids: the textbook's matrix, for row-major order. */
  public static Grid sequential(int[] userCounts, int[] itemCounts) {
    return new Grid(Axis.sequential(userCounts), Axis.sequential(itemCounts));
  }

  /** The largest number of workers that this grid feeds, a power of two. */
  public int maxWorkers() {
    return Math.min(users.stripes(), items.stripes());
  }

  /**
   * Numbers of stripes of a grid.
   *
   * @param users stripes of users, a power of two up to 32,768
   * @param items stripes of items, likewise
   */
  public record Shape(int users, int items) implements Serializable {
    private static final int MAX = 1 << 15;

    public Shape {
      if (!isSide(users) || !isSide(items)) {
        throw new lacuna.UsageException(
            "--grid takes UxI with powers of two from 1 to "
                + MAX
                + " on both sides, given "
                + users
                + "x"
                + items);
      }
    }

    private static boolean isSide(int stripes) {
      return stripes >= 1 && stripes <= MAX && Integer.bitCount(stripes) == 1;
    }

    @Override
    public String toString() {
      return users + "x" + items;
    }
  }
}
