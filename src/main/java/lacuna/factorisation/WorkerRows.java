// A worker's ratings laid out row by row along both sides, beside its rating blocks.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import lacuna.blocks.Axis;
import lacuna.blocks.FeatureBlock;
import lacuna.blocks.Grid;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.RowBlock;
import lacuna.blocks.RowBlocking;
import lacuna.factorisation.Initialisation.Side;
import lacuna.ratings.FeatureRows;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/** What one worker of a row solver is given; no record, since it may cross processes. */
public final class WorkerRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RowBlock[] users;
  private final RowBlock[] items;
  private final RatingBlock[] blocks;

  private WorkerRows(RowBlock[] users, RowBlock[] items, RatingBlock[] blocks) {
    this.users = users;
    this.items = items;
    this.blocks = blocks;
  }

  /** One for each worker, cached: passes read them many times. The caller releases them. */
  public static JavaRDD<WorkerRows> of(TrainingData data) {
    RowBlocking blocking = new RowBlocking(data.grid(), data.workers().count());
    JavaRDD<RatingBlock> blocks = data.blocks();
    Broadcast<KnownFeatures> features = data.features();
    Broadcast<Grid> grid = data.grid();
    JavaRDD<WorkerRows> rows =
        blocking
            .users(blocks)
            .zipPartitions(blocking.items(blocks), WorkerRows::bothSides)
            .zipPartitions(blocks, WorkerRows::withBlocks)
            .map(both -> features == null ? both : both.with(features.value(), grid.value()))
            .setName("ratings row by row")
            .persist(StorageLevel.MEMORY_AND_DISK());
    return data.workers().placed(rows);
  }

  private static Iterator<WorkerRows> bothSides(
      Iterator<RowBlock> users, Iterator<RowBlock> items) {
    return one(new WorkerRows(array(users), array(items), null));
  }

  private static Iterator<WorkerRows> withBlocks(
      Iterator<WorkerRows> rows, Iterator<RatingBlock> blocks) {
    WorkerRows both = rows.next();
    List<RatingBlock> own = new ArrayList<>();
    blocks.forEachRemaining(own::add);
    return one(new WorkerRows(both.users, both.items, own.toArray(new RatingBlock[0])));
  }

  private WorkerRows with(KnownFeatures features, Grid grid) {
    return new WorkerRows(
        with(users, features.of(Side.USERS), grid.users()),
        with(items, features.of(Side.ITEMS), grid.items()),
        blocks);
  }

  private static RowBlock[] with(RowBlock[] stripes, FeatureRows features, Axis axis) {
    return features == null
        ? stripes
        : Arrays.stream(stripes)
            .map(block -> block.with(FeatureBlock.of(features, axis, block.stripe())))
            .toArray(RowBlock[]::new);
  }

  private static Iterator<WorkerRows> one(WorkerRows rows) {
    return List.of(rows).iterator();
  }

  private static RowBlock[] array(Iterator<RowBlock> blocks) {
    List<RowBlock> list = new ArrayList<>();
    blocks.forEachRemaining(list::add);
    return list.toArray(new RowBlock[0]);
  }

  /** The worker's user stripes, in order. */
  public RowBlock[] users() {
    return users;
  }

  /** The item stripes at home with it, in order. */
  public RowBlock[] items() {
    return items;
  }

  /** Its rating blocks of all roles. */
  public WorkerBlocks blocks() {
    return new WorkerBlocks(Arrays.asList(blocks).iterator(), users[0].stripe(), users.length);
  }

  /** Empty sums over samples for each of its rating blocks. */
  public SampledBlock[] unsampled() {
    return Arrays.stream(blocks)
        .map(block -> SampledBlock.empty(block.role(), block.userStripe(), block.size()))
        .toArray(SampledBlock[]::new);
  }
}
