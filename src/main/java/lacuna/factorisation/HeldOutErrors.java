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
 *
 * @param blocks a worker's ratings
 * @param users rows of the worker's user stripes
 * @param items rows of all item stripes
 * @param mean μ
 * @param kernel predicts
 */
record HeldOutErrors(
    WorkerBlocks blocks, Rows[] users, Rows[] items, float mean, SgdKernel kernel) {

  /** The sum for each user stripe of the worker. */
  double[] byStripe(Role role, int threads) {
    double[] sums = new double[blocks.stripes()];
    ParallelLoop.run(sums.length, threads, k -> sums[k] = ofStripe(role, k));
    return sums;
  }

  /** The sum for one of the worker's user stripes; 0 where it has no such ratings. */
  double ofStripe(Role role, int stripe) {
    RatingBlock block = blocks.block(role, stripe);
    if (block == null) {
      return 0;
    }
    double[] tiles = new double[items.length];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] =
          kernel.squaredErrors(
              blocks.ratings(role, stripe),
              block.tileStart(i),
              block.tileStart(i + 1),
              users[stripe],
              items[i],
              mean);
    }
    return DyadicSum.of(tiles);
  }
}
