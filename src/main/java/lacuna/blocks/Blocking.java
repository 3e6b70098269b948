// From indexed ratings to cached blocks on a grid: one shuffle, none inside one process.
package lacuna.blocks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import lacuna.ratings.RatingColumns;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Builds the blocks of a training: each rating once across the network, if there is one between, to
 * the worker that holds its user stripe.
 *
 * <p>Decision: no shuffle where one worker is in the same process as the ratings. Because: to write
 * them down for one task to read again took twice as long as to block them. Costs: a block that the
 * cache loses is made again from all ratings, where a shuffle has its files.
 *
 * @param grid the grid, as sent to the workers
 * @param roles what each part of the split is for
 * @param seed the run's seed, for the order inside tiles
 * @param shuffled false leaves tiles in the order of (user, item)
 * @param workers P, a power of two up to the grid's {@link Grid#maxWorkers}
 * @param threads threads that build the blocks of one worker
 */
public record Blocking(
    Broadcast<Grid> grid, RoleOf roles, long seed, boolean shuffled, int workers, int threads) {
  /**
   * The blocks, in P partitions: partition p holds user stripes [p S/P, (p+1) S/P), by role and
   * then by stripe. A stripe without ratings of a role has no block of it.
   */
  public JavaRDD<RatingBlock> block(JavaRDD<RatingColumns> ratings) {
    boolean inPlace = workers == 1 && ratings.context().isLocal();
    return (inPlace ? inPlace(ratings) : byShuffle(ratings))
        .setName(
            "rating blocks on "
                + grid.value().users().stripes()
                + "x"
                + grid.value().items().stripes())
        // Read once in each stratum of each epoch, and far cheaper to keep than to make again.
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** One task that cuts all columns by its threads. */
  private JavaRDD<RatingBlock> inPlace(JavaRDD<RatingColumns> ratings) {
    Broadcast<Grid> sent = grid;
    RoleOf roleOf = roles;
    BlockBuilderSettings settings = new BlockBuilderSettings(seed, shuffled, threads);
    return ratings
        .coalesce(1)
        .mapPartitions(
            columns ->
                build(
                    cut(columns, new Slicer(sent.value(), roleOf), settings.threads),
                    sent.value().items().stripes(),
                    settings),
            true);
  }

  /**
   * Slices of all columns. As many columns as threads at a time: those that the cache has on disk
   * come to memory here.
   */
  private static TreeMap<Long, List<Slice>> cut(
      Iterator<RatingColumns> columns, Slicer slicer, int threads) {
    TreeMap<Long, List<Slice>> byBlock = new TreeMap<>();
    while (columns.hasNext()) {
      List<RatingColumns> some = new ArrayList<>();
      while (some.size() < threads && columns.hasNext()) {
        some.add(columns.next());
      }
      List<List<Slice>> slices = new ArrayList<>(Collections.nCopies(some.size(), List.of()));
      ParallelLoop.run(some.size(), threads, k -> slices.set(k, slicer.slices(some.get(k))));
      slices.forEach(ofOne -> ofOne.forEach(slice -> add(slice, byBlock)));
    }
    return byBlock;
  }

  /** Each rating to the task of the worker that holds its stripe. */
  private JavaRDD<RatingBlock> byShuffle(JavaRDD<RatingColumns> ratings) {
    Broadcast<Grid> sent = grid;
    RoleOf roleOf = roles;
    int stripes = grid.value().users().stripes();
    JavaPairRDD<Integer, Slice> slices =
        ratings.flatMapToPair(
            columns -> {
              List<Tuple2<Integer, Slice>> keyed = new ArrayList<>();
              for (Slice slice : new Slicer(sent.value(), roleOf).slices(columns)) {
                keyed.add(new Tuple2<>(slice.userStripe, slice));
              }
              return keyed.iterator();
            });
    BlockBuilderSettings settings = new BlockBuilderSettings(seed, shuffled, threads);
    return slices
        .partitionBy(new ByStripe(workers, stripes))
        .mapPartitions(
            arrived -> {
              TreeMap<Long, List<Slice>> byBlock = new TreeMap<>();
              arrived.forEachRemaining(keyed -> add(keyed._2(), byBlock));
              return build(byBlock, sent.value().items().stripes(), settings);
            },
            true);
  }

  private record BlockBuilderSettings(long seed, boolean shuffled, int threads)
      implements java.io.Serializable {}

  private static void add(Slice slice, TreeMap<Long, List<Slice>> byBlock) {
    long key = (long) slice.role.ordinal() << 32 | slice.userStripe;
    byBlock.computeIfAbsent(key, none -> new ArrayList<>()).add(slice);
  }

  /** Empties the map: its slices go as their blocks are built. */
  private static Iterator<RatingBlock> build(
      TreeMap<Long, List<Slice>> byBlock, int itemStripes, BlockBuilderSettings settings) {
    List<List<Slice>> stripes = new ArrayList<>(byBlock.values());
    byBlock.clear();
    RatingBlock[] blocks = new RatingBlock[stripes.size()];
    BlockBuilder builder = new BlockBuilder(itemStripes, settings.seed, settings.shuffled);
    ParallelLoop.run(
        blocks.length,
        settings.threads,
        k -> {
          blocks[k] = builder.build(stripes.get(k));
          stripes.set(k, null); // lets the slices go while others are still being built
        });
    return List.of(blocks).iterator();
  }

  /** Sends a user stripe to the worker that holds it. */
  private static final class ByStripe extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int workers;
    private final int stripesOfWorker;

    ByStripe(int workers, int stripes) {
      this.workers = workers;
      this.stripesOfWorker = stripes / workers;
    }

    @Override
    public int numPartitions() {
      return workers;
    }

    @Override
    public int getPartition(Object stripe) {
      return (Integer) stripe / stripesOfWorker;
    }
  }
}
