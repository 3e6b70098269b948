// Squared errors of held-out ratings by one consistent set of factors, inside a worker's task.
package lacuna.factorisation;

import lacuna.blocks.DyadicSum;
import lacuna.blocks.ParallelLoop;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.kernels.Rows;
import lacuna.kernels.SgdKernel;

/**
 * Sums squared errors tile by tile, in double, joined as a tree over the tiles of each user stripe.
 */
public final class HeldOutErrors {
  private HeldOutErrors() {}

  /**
   * The sum for each user stripe of a worker.
   *
   * @param users rows of the worker's user stripes
   * @param items rows of all item stripes
   * @param mean μ
   */
  public static double[] byStripe(
      WorkerBlocks blocks,
      Role role,
      Rows[] users,
      Rows[] items,
      float mean,
      SgdKernel kernel,
      int threads) {
    double[] sums = new double[blocks.stripes()];
    ParallelLoop.run(
        sums.length,
        threads,
        k -> {
          RatingBlock block = blocks.block(role, k);
          if (block == null) {
            return;
          }
          double[] tiles = new double[items.length];
          for (int i = 0; i < tiles.length; i++) {
            tiles[i] =
                kernel.squaredErrors(
                    blocks.ratings(role, k),
                    block.tileStart(i),
                    block.tileStart(i + 1),
                    users[k],
                    items[i],
                    mean);
          }
          sums[k] = DyadicSum.of(tiles);
        });
    return sums;
  }
}
