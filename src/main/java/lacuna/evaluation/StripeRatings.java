// The ratings of one user stripe in the order of their ids: how predictions are written.
package lacuna.evaluation;

import java.util.Arrays;
import java.util.Set;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;

/**
 * Ratings of some roles, by user row and then by the item's index. Ratings of row u are elements
 * {@code [start[u], start[u + 1])} of the arrays.
 *
 * @param start by user row, one more than there are rows
 * @param item index of each rating's item
 * @param rating each rating
 * @param role ordinal of each rating's role
 * @param at place of each rating in the block of its role
 */
record StripeRatings(int[] start, int[] item, float[] rating, byte[] role, int[] at) {

  /** The ratings of the k-th user stripe of a worker that play one of these roles. */
  static StripeRatings of(WorkerPredictor predictor, Grid grid, int k, Set<Role> roles) {
    RatingBlock[] blocks = new RatingBlock[Role.values().length];
    for (Role role : roles) {
      blocks[role.ordinal()] = predictor.block(role, k);
    }
    int[] start = starts(blocks, grid.users().rows(predictor.stripe(k)));
    long[] keys = sortedKeys(blocks, grid.items(), start);
    StripeRatings sorted =
        new StripeRatings(
            start,
            new int[keys.length],
            new float[keys.length],
            new byte[keys.length],
            new int[keys.length]);
    sorted.fill(keys, blocks);
    return sorted;
  }

  private static int[] starts(RatingBlock[] blocks, int rows) {
    int[] start = new int[rows + 1];
    for (RatingBlock block : blocks) {
      for (int t = 0; block != null && t < block.size(); t++) {
        start[block.user(t) + 1]++;
      }
    }
    for (int row = 0; row < rows; row++) {
      start[row + 1] = Math.addExact(start[row], start[row + 1]);
    }
    return start;
  }

  /** The item's index in the upper half, the rating's place in all blocks in the lower one. */
  private static long[] sortedKeys(RatingBlock[] blocks, Axis items, int[] start) {
    long[] keys = new long[start[start.length - 1]];
    int[] next = Arrays.copyOf(start, start.length - 1);
    int place = 0;
    for (RatingBlock block : blocks) {
      for (int i = 0; block != null && i < block.itemStripes(); i++) {
        for (int t = block.tileStart(i); t < block.tileStart(i + 1); t++) {
          keys[next[block.user(t)]++] = (long) items.idAt(i, block.item(t)) << 32 | place++;
        }
      }
    }
    for (int row = 0; row + 1 < start.length; row++) {
      Arrays.sort(keys, start[row], start[row + 1]);
    }
    return keys;
  }

  private void fill(long[] keys, RatingBlock[] blocks) {
    int[] first = new int[blocks.length + 1];
    for (int r = 0; r < blocks.length; r++) {
      first[r + 1] = first[r] + (blocks[r] == null ? 0 : blocks[r].size());
    }
    for (int g = 0; g < keys.length; g++) {
      int place = (int) keys[g];
      int r = 0;
      while (place >= first[r + 1]) {
        r++;
      }
      item[g] = (int) (keys[g] >>> 32);
      role[g] = (byte) r;
      at[g] = place - first[r];
      rating[g] = blocks[r].rating(at[g]);
    }
  }

  /** Number of ratings. */
  int size() {
    return item.length;
  }
}
