// The cached blocks of one worker, sorted by role, as a task sees them.
package lacuna.factorisation;

import java.util.Iterator;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.kernels.TileRatings;

/**
 * The blocks of one worker's run of user stripes, found by role and stripe. Read only; safe for the
 * task's threads.
 */
public final class WorkerBlocks {
  private final int firstStripe;
  private final RatingBlock[][] blocks;
  private final TileRatings[][] ratings;

  /**
   * @param blocks a partition of the training's blocks
   * @param firstStripe first user stripe of the worker
   * @param stripes number of its user stripes
   */
  public WorkerBlocks(Iterator<RatingBlock> blocks, int firstStripe, int stripes) {
    this.firstStripe = firstStripe;
    this.blocks = new RatingBlock[Role.values().length][stripes];
    this.ratings = new TileRatings[Role.values().length][stripes];
    while (blocks.hasNext()) {
      RatingBlock block = blocks.next();
      int local = block.userStripe() - firstStripe;
      this.blocks[block.role().ordinal()][local] = block;
      this.ratings[block.role().ordinal()][local] =
          new TileRatings(block.users(), block.items(), block.ratings(), block.weights());
    }
  }

  /** Ratings of a role. */
  public long count(Role role) {
    long count = 0;
    for (RatingBlock block : blocks[role.ordinal()]) {
      count += block == null ? 0 : block.ratings().length;
    }
    return count;
  }

  /** Number of user stripes. */
  public int stripes() {
    return blocks[0].length;
  }

  /** First user stripe. */
  public int firstStripe() {
    return firstStripe;
  }

  /** The block of a role and the k-th user stripe of this worker; null when it has no ratings. */
  public RatingBlock block(Role role, int k) {
    return blocks[role.ordinal()][k];
  }

  /** The arrays of that block for the kernels; null when it has no ratings. */
  public TileRatings ratings(Role role, int k) {
    return ratings[role.ordinal()][k];
  }
}
