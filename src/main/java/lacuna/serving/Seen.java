// What each row has ratings with already, so that it is not recommended again.
package lacuna.serving;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import lacuna.factorisation.Initialisation.Side;
import lacuna.ratings.Ids;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingTable;

/**
 * For each row of one side the rows of the other that it has ratings with, in the model's indices,
 * ascending. Takes four bytes a rating in every process that works. A class of plain fields, since
 * it is broadcast.
 */
public final class Seen implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing. */
  public static final Seen NOTHING = new Seen(new int[1], new int[0]);

  private final int[] starts;
  private final int[] others;

  private Seen(int[] starts, int[] others) {
    this.starts = starts;
    this.others = others;
  }

  /**
   * What the rows of a side have ratings with.
   *
   * @param model whose indices it is in; ids that it does not have are passed over
   * @param ratings all of them, of whatever part
   * @param side whose rows are asked for
   */
  public static Seen of(FactorModel model, RatingTable ratings, Side side) {
    int[] users = indices(ratings.users(), model.users().ids());
    int[] items = indices(ratings.items(), model.items().ids());
    boolean byUser = side == Side.USERS;
    List<long[]> parts =
        ratings.columns().mapPartitions(batches -> List.of(pairs(batches)).iterator()).collect();
    int[] own = byUser ? users : items;
    int[] other = byUser ? items : users;
    int shift = byUser ? 32 : 0;
    int size = model.side(side).size();
    int[] starts = new int[size + 1];
    for (long[] part : parts) {
      for (long pair : part) {
        int row = own[(int) (pair >>> shift)];
        if (row >= 0 && other[(int) (pair >>> (32 - shift))] >= 0) {
          starts[row + 1]++;
        }
      }
    }
    for (int row = 0; row < size; row++) {
      starts[row + 1] = Math.addExact(starts[row + 1], starts[row]);
    }
    int[] others = new int[starts[size]];
    int[] next = Arrays.copyOf(starts, size);
    for (long[] part : parts) {
      for (long pair : part) {
        int row = own[(int) (pair >>> shift)];
        int seen = other[(int) (pair >>> (32 - shift))];
        if (row >= 0 && seen >= 0) {
          others[next[row]++] = seen;
        }
      }
    }
    for (int row = 0; row < size; row++) {
      Arrays.sort(others, starts[row], starts[row + 1]);
    }
    return new Seen(starts, others);
  }

  private static int[] indices(Ids ids, SideIds known) {
    int[] indices = new int[ids.size()];
    Arrays.setAll(indices, k -> known.find(ids.get(k)));
    return indices;
  }

  /** User in the upper, item in the lower half. */
  private static long[] pairs(Iterator<RatingColumns> batches) {
    List<long[]> all = new ArrayList<>();
    int size = 0;
    while (batches.hasNext()) {
      RatingColumns batch = batches.next();
      long[] pairs = new long[batch.size()];
      for (int k = 0; k < pairs.length; k++) {
        pairs[k] = (long) batch.user()[k] << 32 | batch.item()[k];
      }
      all.add(pairs);
      size += pairs.length;
    }
    long[] joined = new long[size];
    int at = 0;
    for (long[] pairs : all) {
      System.arraycopy(pairs, 0, joined, at, pairs.length);
      at += pairs.length;
    }
    return joined;
  }

  /** The rows that a row has ratings with, ascending; null for none. */
  int[] of(int row) {
    if (row < 0 || row + 1 >= starts.length || starts[row] == starts[row + 1]) {
      return null;
    }
    return Arrays.copyOfRange(others, starts[row], starts[row + 1]);
  }
}
