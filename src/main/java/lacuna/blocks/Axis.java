// One side of the grid: which stripe and row each user (or item) stands in.
package lacuna.blocks;

import java.io.Serializable;
import java.util.Arrays;
import lacuna.UsageException;

/**
 * One side of a {@link Grid}: 2^a stripes of users (or items) with about equal numbers of training
 * ratings each.
 *
 * <p>An id is its index in the sorted ids of that side. A row is a position within a stripe, below
 * 65,536, so that it fits 16 bits. An id without training ratings is cold: it has a row too, after
 * all others of its stripe, whose factors stay zero. Cold ids never influence where the others
 * stand.
 *
 * <p>Immutable and safe for any thread; sent to the workers as a broadcast.
 */
public final class Axis implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rows in a stripe: row numbers take 16 bits. */
  public static final int MAX_ROWS = 1 << 16;

  private final int[] count;
  private final int[] place;
  private final int[][] members;
  private final int[] ordinal;
  private final int trained;

  private Axis(int[] count, int[][] members) {
    this.count = count;
    this.members = members;
    this.place = new int[count.length];
    for (int stripe = 0; stripe < members.length; stripe++) {
      for (int row = 0; row < members[stripe].length; row++) {
        place[members[stripe][row]] = stripe << 16 | row;
      }
    }
    this.ordinal = new int[count.length];
    int next = 0;
    for (int id = 0; id < count.length; id++) {
      ordinal[id] = count[id] > 0 ? next++ : -1;
    }
    this.trained = next;
  }

  /**
   * Cuts ids into stripes of about equal numbers of ratings: the id with the most ratings first,
   * each to the stripe that has the fewest so far (Graham 1969, longest processing time first), no
   * stripe taking more than twice its share of rows. Within a stripe the most rated rows stand
   * first, where the cache keeps them.
   *
   * @param count training ratings by id; not copied
   * @param stripes a power of two
   * @throws UsageException with more ids than so many stripes have rows
   */
  public static Axis balanced(int[] count, int stripes) {
    int[] ids = byDescendingCount(count);
    int trained = trained(count);
    checkRows((trained + stripes - 1) / stripes, stripes); // or no stripe would take the last ones
    int rowLimit = Math.min(MAX_ROWS, 2 * (trained / stripes + 1));
    int[][] rows = new int[stripes][Math.min(rowLimit, 16)];
    int[] filled = new int[stripes];
    long[] load = new long[stripes];
    Lightest lightest = new Lightest(load, filled);
    for (int k = 0; k < trained; k++) {
      int id = ids[k];
      int stripe = lightest.first();
      if (filled[stripe] == rows[stripe].length) {
        rows[stripe] = Arrays.copyOf(rows[stripe], Math.min(rowLimit, 2 * filled[stripe]));
      }
      rows[stripe][filled[stripe]++] = id;
      load[stripe] += count[id];
      if (filled[stripe] == rowLimit) {
        load[stripe] = Long.MAX_VALUE;
      }
      lightest.moved(stripe);
    }
    int[][] members = new int[stripes][];
    int cold = count.length - trained;
    int next = trained;
    for (int stripe = 0; stripe < stripes; stripe++) {
      int share = (int) ((long) cold * (stripe + 1) / stripes - (long) cold * stripe / stripes);
      members[stripe] = Arrays.copyOf(rows[stripe], filled[stripe] + share);
      System.arraycopy(ids, next, members[stripe], filled[stripe], share);
      next += share;
      checkRows(members[stripe].length, stripes);
    }
    return new Axis(count, members);
  }

  /**
   * One stripe with the ids in their order: the textbook's matrix.
   *
   * @throws UsageException with more ids than a stripe has rows
   */
  public static Axis sequential(int[] count) {
    if (count.length > MAX_ROWS) {
      throw new UsageException(
          "--order sequential runs on one tile, which has room for "
              + MAX_ROWS
              + " users and as many items, given "
              + count.length
              + "; use --order nested");
    }
    int[] all = new int[count.length];
    Arrays.setAll(all, id -> id);
    return new Axis(count, new int[][] {all});
  }

  private static void checkRows(int rows, int stripes) {
    if (rows > MAX_ROWS) {
      throw new UsageException(
          "a grid side of "
              + stripes
              + " stripes puts "
              + rows
              + " rows into one, and a stripe has room for "
              + MAX_ROWS
              + "; give --grid more stripes");
    }
  }

  private static int trained(int[] count) {
    int trained = 0;
    for (int ratings : count) {
      trained += ratings > 0 ? 1 : 0;
    }
    return trained;
  }

  /** Finds the stripe with the least load, then with the fewest rows, then the first. */
  private static final class Lightest {
    private final long[] load;
    private final int[] rows;

    /** A tournament: place k holds the winner of places 2k and 2k + 1. */
    private final int[] winner;

    Lightest(long[] load, int[] rows) {
      this.load = load;
      this.rows = rows;
      int stripes = load.length;
      winner = new int[2 * stripes];
      for (int k = 2 * stripes - 1; k > 0; k--) {
        winner[k] = k >= stripes ? k - stripes : lighter(winner[2 * k], winner[2 * k + 1]);
      }
    }

    private int lighter(int a, int b) {
      if (load[a] != load[b]) {
        return load[a] < load[b] ? a : b;
      }
      return rows[a] <= rows[b] ? a : b;
    }

    int first() {
      return winner[1];
    }

    /** To be told when a stripe's load has changed. */
    void moved(int stripe) {
      for (int k = (stripe + load.length) / 2; k > 0; k /= 2) {
        winner[k] = lighter(winner[2 * k], winner[2 * k + 1]);
      }
    }
  }

  private static int[] byDescendingCount(int[] count) {
    long[] keys = new long[count.length];
    for (int id = 0; id < count.length; id++) {
      keys[id] = ((long) (Integer.MAX_VALUE - count[id]) << 32) | id;
    }
    Arrays.sort(keys);
    int[] ids = new int[count.length];
    Arrays.setAll(ids, k -> (int) keys[k]);
    return ids;
  }

  /** Number of stripes, a power of two. */
  public int stripes() {
    return members.length;
  }

  /** Rows of a stripe, cold ones included. */
  public int rows(int stripe) {
    return members[stripe].length;
  }

  /** Number of ids, cold ones included. */
  public int size() {
    return count.length;
  }

  /** Number of ids with training ratings. */
  public int trained() {
    return trained;
  }

  /** Stripe of an id. */
  public int stripeOf(int id) {
    return place[id] >>> 16;
  }

  /** Row of an id within its stripe. */
  public int rowOf(int id) {
    return place[id] & 0xFFFF;
  }

  /** The id that stands in a row of a stripe. */
  public int idAt(int stripe, int row) {
    return members[stripe][row];
  }

  /** Rank of the id among the ids with training ratings, in sorted order; -1 for a cold id. */
  public int ordinal(int id) {
    return ordinal[id];
  }

  /** What names an id whatever else is in the data: its ordinal, below zero for a cold one. */
  public int key(int id) {
    return ordinal[id] >= 0 ? ordinal[id] : -1 - id;
  }

  /** Training ratings of an id. */
  public int count(int id) {
    return count[id];
  }

  /** Training ratings of all ids of a stripe. */
  public long ratings(int stripe) {
    long sum = 0;
    for (int id : members[stripe]) {
      sum += count[id];
    }
    return sum;
  }
}
