// The ratings themselves, summed up for the page: how they are spread, and over which blocks.
package lacuna.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import lacuna.blocks.Grid;
import lacuna.blocks.ParallelLoop;
import lacuna.blocks.RatingBlock;
import lacuna.evaluation.ComparisonResult;
import org.apache.spark.broadcast.Broadcast;

/** Made in the tasks in one pass, joined on the driver; for one thread. */
final class RatingSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Values that a histogram shows one by one; with more, it shows bins. */
  private static final int MOST_VALUES = 30;

  /** Squares that a side of the heat map has at most; a power of two, as stripes are. */
  static final int MOST_SQUARES = 16;

  /** Ratings by value, as long as there are few values. */
  final TreeMap<Float, Long> values = new TreeMap<>();

  /** Ratings by bin. */
  final long[] binned = new long[Bins.RATINGS];

  /** Ratings by stripe of users and of items, several stripes to a square where there are many. */
  final long[][] squares;

  private boolean many;

  private RatingSums(int users, int items) {
    squares = new long[users][items];
  }

  private static RatingSums none(Grid grid) {
    return new RatingSums(
        Math.min(MOST_SQUARES, grid.users().stripes()),
        Math.min(MOST_SQUARES, grid.items().stripes()));
  }

  /** Runs the job. */
  static RatingSums of(ComparisonResult result, Bins bins) {
    Broadcast<Grid> grid = result.data().grid();
    int threads = result.data().workers().threads();
    RatingSums total = none(grid.value());
    result
        .data()
        .blocks()
        .mapPartitions(blocks -> List.of(summed(blocks, grid.value(), bins, threads)).iterator())
        .collect()
        .forEach(total::add);
    return total;
  }

  private static RatingSums summed(
      Iterator<RatingBlock> blocks, Grid grid, Bins bins, int threads) {
    List<RatingBlock> all = new ArrayList<>();
    blocks.forEachRemaining(all::add);
    RatingSums[] sums = new RatingSums[all.size()];
    ParallelLoop.run(sums.length, threads, k -> sums[k] = summed(all.get(k), grid, bins));
    RatingSums total = none(grid);
    Arrays.stream(sums).forEach(total::add);
    return total;
  }

  private static RatingSums summed(RatingBlock block, Grid grid, Bins bins) {
    RatingSums sums = none(grid);
    int userShift = Integer.numberOfTrailingZeros(grid.users().stripes() / sums.squares.length);
    int itemShift = Integer.numberOfTrailingZeros(grid.items().stripes() / sums.squares[0].length);
    long[] row = sums.squares[block.userStripe() >> userShift];
    for (int i = 0; i < block.itemStripes(); i++) {
      row[i >> itemShift] += block.tileStart(i + 1) - block.tileStart(i);
    }
    for (float rating : block.ratings()) {
      sums.count(rating, bins);
    }
    if (!sums.many) {
      sums.fillFromSeen(bins);
    }
    return sums;
  }

  /**
   * Values that came up in a block, in no order, with their counts; a few, so they are searched.
   */
  private final float[] seen = new float[MOST_VALUES];

  private final long[] times = new long[MOST_VALUES];
  private int distinct;

  /** A rating falls in its bin by itself only once there are too many values to tell apart. */
  private void count(float rating, Bins bins) {
    if (!many) {
      int at = 0;
      while (at < distinct && seen[at] != rating) {
        at++;
      }
      if (at < MOST_VALUES) {
        distinct = Math.max(distinct, at + 1);
        seen[at] = rating;
        times[at]++;
        return;
      }
      fillFromSeen(bins);
      many = true;
    }
    binned[bins.ofRating(rating)]++;
  }

  private void fillFromSeen(Bins bins) {
    for (int k = 0; k < distinct; k++) {
      values.put(seen[k], times[k]);
      binned[bins.ofRating(seen[k])] += times[k];
    }
  }

  private void forgetMany() {
    if (values.size() > MOST_VALUES) {
      many = true;
      values.clear();
    }
  }

  private void add(RatingSums other) {
    many |= other.many;
    other.values.forEach((value, count) -> values.merge(value, count, Long::sum));
    forgetMany();
    if (many) {
      values.clear();
    }
    for (int k = 0; k < binned.length; k++) {
      binned[k] += other.binned[k];
    }
    for (int u = 0; u < squares.length; u++) {
      for (int i = 0; i < squares[u].length; i++) {
        squares[u][i] += other.squares[u][i];
      }
    }
  }
}
