// What a task of one worker finds before it computes anything.
package lacuna.factorisation;

import java.util.Iterator;
import lacuna.blocks.Grid;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Stripe;

/**
 * A worker's ratings and what all workers know. Read only; lives as long as one task.
 *
 * @param worker number of the worker
 * @param workers number of workers
 * @param blocks its ratings
 * @param grid the grid
 * @param counts training ratings of each id
 * @param threads threads of the task
 */
public record WorkerTask(
    int worker, int workers, WorkerBlocks blocks, Grid grid, Counts counts, int threads) {

  /**
   * The task of a worker.
   *
   * @param partition its partition of the training's blocks
   */
  public static WorkerTask of(
      int worker,
      int workers,
      Iterator<RatingBlock> partition,
      Grid grid,
      Counts counts,
      int threads) {
    int share = grid.users().stripes() / workers;
    return new WorkerTask(
        worker, workers, new WorkerBlocks(partition, worker * share, share), grid, counts, threads);
  }

  /** Item stripes that are at home with each worker. */
  public int itemShare() {
    return grid.items().stripes() / workers;
  }

  /** The stripes, out of all items' in order, that are at home with this worker. */
  public Stripe[] home(Stripe[] items) {
    return java.util.Arrays.copyOfRange(items, worker * itemShare(), (worker + 1) * itemShare());
  }

  /** Training ratings of each row of a user stripe. */
  public int[] userRatings(Stripe stripe) {
    return counts.usersOf(grid.users(), stripe);
  }

  /** Training ratings of each row of an item stripe. */
  public int[] itemRatings(Stripe stripe) {
    return counts.itemsOf(grid.items(), stripe);
  }
}
