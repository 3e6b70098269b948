// The third step of loading: brings each user's ratings together, by a shuffle or in place.
package lacuna.ratings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
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

  /** By one shuffle: one element a partition; not yet persisted. */
  JavaRDD<RatingColumns> byShuffle(JavaRDD<RatingChunk> chunks, int partitions) {
    JavaPairRDD<Integer, byte[]> slices = chunks.flatMapToPair(chunk -> keyed(chunk, partitions));
    return slices
        .partitionBy(new HashPartitioner(partitions))
        .mapPartitionsWithIndex(
            (partition, packed) -> {
              List<byte[]> arrived = new ArrayList<>();
              packed.forEachRemaining(slice -> arrived.add(slice._2()));
              return columns(arrived, partition, partitions);
            },
            true);
  }

  /**
   * The batches cut by partition, for {@link #inPlace}: a slice is null where a partition gets
   * nothing.
   */
  JavaRDD<byte[][]> cut(JavaRDD<RatingChunk> chunks, int partitions) {
    return chunks.map(chunk -> slices(chunk, partitions));
  }

  /**
   * The same columns from batches that are cut and cached in this one process: each partition takes
   * its slices from where they are.
   *
   * <p>Decision: no shuffle in one process. Because: a third of its processor time was compression
   * and serialisation. Costs: a partition that the cache loses is read from the input again, where
   * a shuffle has its files.
   */
  JavaRDD<RatingColumns> inPlace(JavaRDD<byte[][]> cut, int partitions) {
    JavaRDD<byte[][]> all = cut.coalesce(1);
    return JavaSparkContext.fromSparkContext(cut.context())
        .union(copies(all, partitions))
        .mapPartitionsWithIndex(
            (partition, batches) -> {
              List<byte[]> own = new ArrayList<>();
              batches.forEachRemaining(slices -> own.add(slices[partition]));
              own.removeIf(Objects::isNull);
              return columns(own, partition, partitions);
            },
            true);
  }

  @SuppressWarnings("unchecked")
  private static <T> JavaRDD<T>[] copies(JavaRDD<T> one, int times) {
    return Collections.nCopies(times, one).toArray(JavaRDD[]::new);
  }

  private byte[][] slices(RatingChunk chunk, int partitions) {
    return PackedRatings.cut(
        chunk,
        indices(chunk.users, users.value()),
        indices(chunk.items, items.value()),
        partitions);
  }

  private Iterator<Tuple2<Integer, byte[]>> keyed(RatingChunk chunk, int partitions) {
    byte[][] cutBatch = slices(chunk, partitions);
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

  private Iterator<RatingColumns> columns(List<byte[]> slices, int partition, int partitions) {
    return List.of(
            new UserGroups(slices, partition, partitions, weighted, timed)
                .columns(users.value(), items.value(), duplicates, cut))
        .iterator();
  }
}
