// From rating blocks to the ratings of each row, along either side: one shuffle for the items.
package lacuna.blocks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Lays training ratings out row by row along either side of the grid.
 *
 * <p>Decision: solvers that need all ratings of an item at once get a second copy of the ratings,
 * laid out along the items. Because: the other way, sums of the items' K x K products by each
 * worker, would move K²/2 floats an item and worker in each sweep, where a second copy moves each
 * rating once. Costs: eight bytes a rating and side, and one shuffle.
 *
 * @param grid the grid, as sent to the workers
 * @param workers P, the number of partitions
 */
public record RowBlocking(Broadcast<Grid> grid, int workers) {
  /** Ratings on their way to their stripe, in any order; no record, for Kryo's sake. */
  private static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    final int stripe;
    final char[] row;
    final int[] other;
    final float[] rating;
    final float[] weight;

    Part(int stripe, char[] row, int[] other, float[] rating, float[] weight) {
      this.stripe = stripe;
      this.row = row;
      this.other = other;
      this.rating = rating;
      this.weight = weight;
    }
  }

  /** The users' rows: partition p has the p-th run of user stripes, in order, each once. */
  public JavaRDD<RowBlock> users(JavaRDD<RatingBlock> blocks) {
    Broadcast<Grid> sent = grid;
    int count = workers;
    return blocks.mapPartitionsWithIndex(
        (worker, partition) -> {
          List<Part> parts = new ArrayList<>();
          partition.forEachRemaining(
              block -> {
                if (block.role() == Role.TRAIN) {
                  parts.add(alongUsers(block));
                }
              });
          return build(sent.value().users(), worker, count, parts).iterator();
        },
        true);
  }

  /** The items' rows: partition p has the p-th run of item stripes, in order, each once. */
  public JavaRDD<RowBlock> items(JavaRDD<RatingBlock> blocks) {
    Broadcast<Grid> sent = grid;
    int count = workers;
    int share = grid.value().items().stripes() / workers;
    return blocks
        .filter(block -> block.role() == Role.TRAIN)
        .flatMapToPair(
            block ->
                IntStream.range(0, block.itemStripes())
                    .filter(item -> block.tileStart(item) < block.tileStart(item + 1))
                    .mapToObj(item -> new Tuple2<>(item / share, alongItems(block, item)))
                    .iterator())
        .partitionBy(new ToPartition(workers))
        .values()
        .mapPartitionsWithIndex(
            (worker, partition) -> {
              List<Part> parts = new ArrayList<>();
              partition.forEachRemaining(parts::add);
              return build(sent.value().items(), worker, count, parts).iterator();
            },
            true);
  }

  private static Part alongUsers(RatingBlock block) {
    int[] other = new int[block.size()];
    for (int item = 0; item < block.itemStripes(); item++) {
      for (int t = block.tileStart(item); t < block.tileStart(item + 1); t++) {
        other[t] = item << 16 | block.item(t);
      }
    }
    return new Part(block.userStripe(), block.users(), other, block.ratings(), block.weights());
  }

  private static Part alongItems(RatingBlock block, int item) {
    int from = block.tileStart(item);
    int to = block.tileStart(item + 1);
    int[] other = new int[to - from];
    for (int t = from; t < to; t++) {
      other[t - from] = block.userStripe() << 16 | block.user(t);
    }
    return new Part(
        item,
        Arrays.copyOfRange(block.items(), from, to),
        other,
        Arrays.copyOfRange(block.ratings(), from, to),
        block.weights() == null ? null : Arrays.copyOfRange(block.weights(), from, to));
  }

  private static List<RowBlock> build(Axis axis, int worker, int workers, List<Part> parts) {
    int share = axis.stripes() / workers;
    Map<Integer, List<Part>> byStripe =
        parts.stream().collect(Collectors.groupingBy(part -> part.stripe));
    return IntStream.range(worker * share, (worker + 1) * share)
        .mapToObj(stripe -> block(axis, stripe, byStripe.getOrDefault(stripe, List.of())))
        .toList();
  }

  private static RowBlock block(Axis axis, int stripe, List<Part> parts) {
    int rows = axis.rows(stripe);
    int[] key = new int[rows];
    for (int row = 0; row < rows; row++) {
      key[row] = axis.key(axis.idAt(stripe, row));
    }
    int[] start = starts(rows, parts);
    int size = start[rows];
    // Other place in the upper, number of arrival in the lower half: sorting orders by place.
    long[] order = new long[size];
    float[] rating = new float[size];
    float[] weight = parts.isEmpty() || parts.get(0).weight == null ? null : new float[size];
    int[] next = Arrays.copyOf(start, rows);
    int arrival = 0;
    for (Part part : parts) {
      for (int t = 0; t < part.row.length; t++) {
        order[next[part.row[t]]++] = (long) part.other[t] << 32 | arrival;
        rating[arrival] = part.rating[t];
        if (weight != null) {
          weight[arrival] = part.weight[t];
        }
        arrival++;
      }
    }
    for (int row = 0; row < rows; row++) {
      Arrays.sort(order, start[row], start[row + 1]);
    }
    return laidOut(stripe, key, start, order, rating, weight);
  }

  private static int[] starts(int rows, List<Part> parts) {
    int[] start = new int[rows + 1];
    for (Part part : parts) {
      for (char row : part.row) {
        start[row + 1]++;
      }
    }
    for (int row = 0; row < rows; row++) {
      start[row + 1] = Math.addExact(start[row], start[row + 1]);
    }
    return start;
  }

  private static RowBlock laidOut(
      int stripe, int[] key, int[] start, long[] order, float[] rating, float[] weight) {
    int[] other = new int[order.length];
    float[] ratings = new float[order.length];
    float[] weights = weight == null ? null : new float[order.length];
    for (int t = 0; t < order.length; t++) {
      int from = (int) order[t];
      other[t] = (int) (order[t] >>> 32);
      ratings[t] = rating[from];
      if (weights != null) {
        weights[t] = weight[from];
      }
    }
    return new RowBlock(stripe, key, start, other, ratings, weights);
  }

  /**
   * One stripe's rows without Spark.
   *
   * @param row row of each rating, in any order
   * @param other place of the other side's row of each rating
   * @param weight weight of each rating, or null when all are 1
   */
  public static RowBlock block(
      Axis axis, int stripe, char[] row, int[] other, float[] rating, float[] weight) {
    return block(axis, stripe, List.of(new Part(stripe, row, other, rating, weight)));
  }
}
