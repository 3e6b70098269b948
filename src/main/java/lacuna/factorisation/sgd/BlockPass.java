// One pass over a worker's block: the tiles in their order, on the task's threads.
package lacuna.factorisation.sgd;

import java.util.Arrays;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.factorisation.EpochEnd.TrainErrors;
import lacuna.factorisation.TileSchedule;
import lacuna.factorisation.WorkerBlocks;
import lacuna.kernels.Loss;
import lacuna.kernels.Rows;
import lacuna.kernels.SgdKernel;
import lacuna.kernels.SgdRule;

/**
 * Updates the rows of a worker's users and of one run of item stripes along that block's training
 * ratings.
 *
 * @param blocks the worker's ratings
 * @param users rows of the worker's user stripes, the task's own
 * @param items rows of the item stripes at hand, the task's own
 * @param firstItem number of the first of them
 * @param itemStripes item stripes of the whole grid
 * @param kernel runs a tile
 * @param threads threads of the task
 */
record BlockPass(
    WorkerBlocks blocks,
    Rows[] users,
    Rows[] items,
    int firstItem,
    int itemStripes,
    SgdKernel kernel,
    int threads) {

  /**
   * Squared errors of tiles: {@code [user stripe of the worker][item stripe at hand]}.
   *
   * @param squared as they are
   * @param weighted times the ratings' weights
   */
  record Met(double[][] squared, double[][] weighted) {
    /** Sums over the item stripes. */
    TrainErrors byUserStripe() {
      return new TrainErrors(sums(squared), sums(weighted));
    }

    private static double[] sums(double[][] errors) {
      return Arrays.stream(errors).mapToDouble(DyadicSum::of).toArray();
    }
  }

  /**
   * Runs the tiles.
   *
   * @param tiles the block's tiles in their order, numbered over the whole grid
   * @return squared errors as met, of each tile
   */
  Met run(int[] tiles, SgdRule rule) {
    Met errors =
        new Met(new double[users.length][items.length], new double[users.length][items.length]);
    // Tiles are numbered from the worker's first user stripe on, so that the schedule is as small
    // as the block.
    int before = blocks.firstStripe() * itemStripes;
    int[] local = new int[tiles.length];
    for (int k = 0; k < tiles.length; k++) {
      local[k] = tiles[k] - before;
    }
    TileSchedule.run(local, itemStripes, threads, tile -> update(tile, rule, errors));
    return errors;
  }

  /** Training ratings of the block. */
  long ratings() {
    long ratings = 0;
    for (int user = 0; user < users.length; user++) {
      RatingBlock block = blocks.block(Role.TRAIN, user);
      if (block != null) {
        ratings += block.tileStart(firstItem + items.length) - block.tileStart(firstItem);
      }
    }
    return ratings;
  }

  private void update(int tile, SgdRule rule, Met errors) {
    int user = tile / itemStripes;
    int item = tile % itemStripes;
    RatingBlock block = blocks.block(Role.TRAIN, user);
    if (block == null) {
      return;
    }
    Loss loss =
        kernel.update(
            blocks.ratings(Role.TRAIN, user),
            block.tileStart(item),
            block.tileStart(item + 1),
            users[user],
            items[item - firstItem],
            rule);
    errors.squared[user][item - firstItem] = loss.squared();
    errors.weighted[user][item - firstItem] = loss.weighted();
  }
}
