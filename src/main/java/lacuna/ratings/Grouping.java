// The third step of loading: one shuffle that brings each user's ratings together.
package lacuna.ratings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Recodes batches by the global ids, moves each rating to the partition of its user (index modulo
 * the number of partitions), and groups, merges and splits there.
 */
final class Grouping implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long MOST_IN_PARTITION = 2_000_000;
  private static final long FEWEST_IN_PARTITION = 20_000;

  private final Broadcast<Ids> users;
  private final Broadcast<Ids> items;
  private final Duplicates duplicates;
  private final Cut cut;
  private final boolean weighted;
  private final boolean timed;

  /**
   * @param timed whether the batches have times
   */
  Grouping(
      Broadcast<Ids> users,
      Broadcast<Ids> items,
      Duplicates duplicates,
      Cut cut,
      boolean weighted,
      boolean timed) {
    this.users = users;
    this.items = items;
    this.duplicates = duplicates;
    this.cut = cut;
    this.weighted = weighted;
    this.timed = timed;
  }

  /** Enough partitions for all cores, none so large that sorting it takes much memory. */
  static int partitions(long ratings, int cores) {
    long rounds = 1 + (ratings - 1) / (MOST_IN_PARTITION * cores);
    long worthwhile = 1 + ratings / FEWEST_IN_PARTITION;
    return (int) Math.min(rounds * cores, worthwhile);
  }

  /** One element a partition; not yet persisted. */
  JavaRDD<RatingColumns> group(JavaRDD<RatingChunk> chunks, int partitions) {
    JavaPairRDD<Integer, byte[]> slices = chunks.flatMapToPair(chunk -> slices(chunk, partitions));
    return slices
        .partitionBy(new HashPartitioner(partitions))
        .mapPartitions(packed -> columns(packed, partitions));
  }

  private Iterator<Tuple2<Integer, byte[]>> slices(RatingChunk chunk, int partitions) {
    byte[][] cutBatch =
        PackedRatings.cut(
            chunk,
            indices(chunk.users, users.value()),
            indices(chunk.items, items.value()),
            partitions);
    List<Tuple2<Integer, byte[]>> slices = new ArrayList<>(partitions);
    for (int s = 0; s < partitions; s++) {
      if (cutBatch[s] != null) {
        slices.add(new Tuple2<>(s, cutBatch[s]));
      }
    }
    return slices.iterator();
  }

  private static int[] indices(IdList batch, Ids all) {
    int[] indices = new int[batch.size()];
    for (int code = 0; code < indices.length; code++) {
      indices[code] = all.list().find(batch, code);
    }
    return indices;
  }

  private Iterator<RatingColumns> columns(
      Iterator<Tuple2<Integer, byte[]>> packed, int partitions) {
    List<byte[]> slices = new ArrayList<>();
    packed.forEachRemaining(slice -> slices.add(slice._2()));
    return List.of(
            new UserGroups(slices, partitions, weighted, timed)
                .columns(users.value(), items.value(), duplicates, cut))
        .iterator();
  }
}
