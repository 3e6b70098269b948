// Runs the tiles of a block on several threads with the same result as one after the other.
package lacuna.factorisation;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import lacuna.blocks.ParallelLoop;

/**
 * The dataflow rule: a tile may run as soon as every earlier tile of its stripe of users and of its
 * stripe of items is done. No barrier and no race, and every stripe meets its tiles in the given
 * order, so that the result is that of one thread.
 *
 * <p>Decision: of the tiles that may run, the earliest in the order goes first. Because: threads
 * then stay in one neighbourhood of the nested order, which shares stripes, and each core's cache
 * keeps what it holds; in the order of becoming ready two threads went through all item stripes at
 * once, and each tile took 15 to 25 % longer than on one thread. Costs: a heap where a queue would
 * do.
 *
 * <p>One use for each run; the methods that threads call are synchronised.
 */
public final class TileSchedule {
  private static final int NONE = -1;

  private final int[] tiles;
  private final int[] nextOfUsers;
  private final int[] nextOfItems;
  private final byte[] waitingFor;
  private final PriorityQueue<Integer> ready = new PriorityQueue<>();
  private int unfinished;
  private Throwable failure;

  private TileSchedule(int[] tiles, int itemStripes) {
    this.tiles = tiles;
    this.unfinished = tiles.length;
    nextOfUsers = new int[tiles.length];
    nextOfItems = new int[tiles.length];
    waitingFor = new byte[tiles.length];
    int userStripes = Arrays.stream(tiles).max().orElse(0) / itemStripes + 1;
    int[] lastOfUsers = new int[userStripes];
    int[] lastOfItems = new int[itemStripes];
    Arrays.fill(lastOfUsers, NONE);
    Arrays.fill(lastOfItems, NONE);
    for (int at = 0; at < tiles.length; at++) {
      link(nextOfUsers, lastOfUsers, tiles[at] / itemStripes, at);
      link(nextOfItems, lastOfItems, tiles[at] % itemStripes, at);
      if (waitingFor[at] == 0) {
        ready.add(at);
      }
    }
  }

  private void link(int[] next, int[] last, int stripe, int at) {
    next[at] = NONE;
    if (last[stripe] != NONE) {
      next[last[stripe]] = at;
      waitingFor[at]++;
    }
    last[stripe] = at;
  }

  /**
   * Runs all tiles once.
   *
   * @param tiles the tiles in their order, each as {@code userStripe * itemStripes + itemStripe}
   * @param itemStripes item stripes of the numbering
   * @param threads threads to use, the caller's included
   * @param body runs one tile; touches only the rows of its two stripes
   */
  public static void run(int[] tiles, int itemStripes, int threads, IntConsumer body) {
    if (threads <= 1 || tiles.length == 1) {
      for (int tile : tiles) {
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException("interrupted");
        }
        body.accept(tile);
      }
      return;
    }
    TileSchedule schedule = new TileSchedule(tiles, itemStripes);
    ParallelLoop.runOnThreads(() -> schedule.work(body), Math.min(threads, tiles.length));
    ParallelLoop.rethrow(schedule.failure);
  }

  private void work(IntConsumer body) {
    int at = NONE;
    try {
      while ((at = finishAndTake(at)) != NONE) {
        body.accept(tiles[at]);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      fail(new IllegalStateException("interrupted", interrupted));
    } catch (Throwable thrown) { // handed to the caller, who rethrows it
      fail(thrown);
    }
  }

  /** Marks a tile as done, then waits for one that may run; NONE when there is no more to do. */
  private synchronized int finishAndTake(int done) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("within an epoch");
    }
    if (done != NONE) {
      unfinished--;
      release(nextOfUsers[done]);
      release(nextOfItems[done]);
      if (unfinished == 0) {
        notifyAll();
      }
    }
    while (ready.isEmpty() && unfinished > 0 && failure == null) {
      wait();
    }
    return ready.isEmpty() || failure != null ? NONE : ready.remove();
  }

  private void release(int at) {
    if (at != NONE && --waitingFor[at] == 0) {
      ready.add(at);
      notify();
    }
  }

  private synchronized void fail(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
    notifyAll();
  }
}
