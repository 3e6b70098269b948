// A rating table on its grid: hands out the blocks of each training.
package lacuna.factorisation;

import lacuna.UsageException;
import lacuna.blocks.Blocking;
import lacuna.blocks.Grid;
import lacuna.blocks.GridRule;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.blocks.RoleOf;
import lacuna.factorisation.Settings.Order;
import lacuna.kernels.Lanes;
import lacuna.ratings.RatingTable;
import lacuna.ratings.SideFeatures;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The ratings of one run with the grid that all of its trainings share. The grid is made from
 * training and validation ratings together; test ratings have no say in it.
 *
 * <p>For use by the driver's thread alone. Closing releases what the executors hold of the grid;
 * the table stays.
 */
public final class BlockedRatings implements AutoCloseable {
  /** Tiles that any number of ratings may be cut into. */
  private static final int MOST_EMPTY_TILES = 1 << 16;

  private final JavaSparkContext spark;
  private final RatingTable table;
  private final Settings settings;
  private final Workers workers;
  private final Counts[] byPart;
  private final Broadcast<Grid> grid;
  private Broadcast<WarmStart> warmStart;
  private Broadcast<KnownFeatures> features;
  private int checkpointEvery;

  private BlockedRatings(
      JavaSparkContext spark,
      RatingTable table,
      Settings settings,
      Workers workers,
      Counts[] byPart,
      Broadcast<Grid> grid) {
    this.spark = spark;
    this.table = table;
    this.settings = settings;
    this.workers = workers;
    this.byPart = byPart;
    this.grid = grid;
  }

  /**
   * Counts, makes the grid and settles how many workers run it.
   *
   * @param requested workers and threads as asked for
   */
  public static BlockedRatings of(
      JavaSparkContext spark, RatingTable table, Settings settings, Workers.Request requested) {
    Counts[] byPart = Counts.byPart(table);
    Counts training = Counts.training(byPart, RoleOf.FINAL);
    Grid grid = grid(table, training, settings);
    Workers workers = Workers.choose(spark, grid, requested);
    return new BlockedRatings(spark, table, settings, workers, byPart, spark.broadcast(grid));
  }

  private static Grid grid(RatingTable table, Counts training, Settings settings) {
    if (settings.order() == Order.SEQUENTIAL) {
      return Grid.sequential(training.users(), training.items());
    }
    checkTiles(settings.grid(), table);
    Grid.Shape shape =
        settings.grid() != null
            ? settings.grid()
            : GridRule.shape(
                table.users().size(),
                table.items().size(),
                table.train() + table.validation(),
                Lanes.stride(settings.rank()));
    return Grid.balanced(training.users(), training.items(), shape);
  }

  /** A tile takes memory whether or not ratings are in it. */
  private static void checkTiles(Grid.Shape asked, RatingTable table) {
    long most = Math.max(MOST_EMPTY_TILES, table.train() + table.validation());
    if (asked != null && (long) asked.users() * asked.items() > most) {
      throw new UsageException(
          "--grid "
              + asked
              + " makes more tiles than there are ratings to train on; give fewer stripes, at most "
              + most
              + " tiles, or auto");
    }
  }

  /** Blocks with the validation part held back, to choose by. */
  public TrainingData search() {
    return training(RoleOf.SEARCH);
  }

  /**
   * Blocks that models come from: of all training ratings, or without the validation part where
   * that is withheld.
   */
  public TrainingData full() {
    return training(settings.refit() ? RoleOf.FINAL : RoleOf.SEARCH);
  }

  /** Makes the trainings that are asked for from now on begin with rows of an earlier model. */
  public void beginWith(WarmStart rows) {
    warmStart = spark.broadcast(rows);
  }

  /** Tells the trainings that are asked for from now on what is known of users and items. */
  public void describe(SideFeatures known) {
    features =
        known.any() ? spark.broadcast(KnownFeatures.of(known, table.users(), table.items())) : null;
  }

  /** What is known of users and items; null where nothing is. */
  public KnownFeatures features() {
    return features == null ? null : features.value();
  }

  /**
   * Says how often the trainings that are asked for from now on cut their lineage.
   *
   * @param epochs most of them between two cuts in the context's checkpoint directory, below 0 to
   *     leave that directory alone; until this is called, stages decide
   */
  public void checkpointEvery(int epochs) {
    checkpointEvery = epochs;
  }

  /** Whether there is a validation part. */
  public boolean hasValidation() {
    return table.validation() > 0;
  }

  private TrainingData training(RoleOf roles) {
    Blocking blocking =
        new Blocking(
            grid,
            roles,
            settings.seed(),
            settings.order() == Order.NESTED,
            workers.count(),
            workers.threads());
    // Every stage of a training has the blocks in it, and with them a whole executor for a task.
    JavaRDD<RatingBlock> blocks = workers.placed(blocking.block(table.columns()));
    Broadcast<Counts> counts = spark.broadcast(Counts.training(byPart, roles));
    Statistics statistics = Statistics.of(table, roles.validation() == Role.TRAIN);
    return new TrainingData(
        spark,
        grid,
        blocks,
        counts,
        statistics,
        workers,
        warmStart,
        features,
        checkpointEvery,
        spark.sc().longAccumulator("ratings processed"));
  }

  /** The grid. */
  public Grid grid() {
    return grid.value();
  }

  /** The grid as the workers have it. */
  public Broadcast<Grid> sentGrid() {
    return grid;
  }

  /** The ratings. */
  public RatingTable table() {
    return table;
  }

  /** Workers and threads. */
  public Workers workers() {
    return workers;
  }

  @Override
  public void close() {
    // Not destroyed: factors that were learnt on it may still be asked for, and computed again if
    // lost.
    grid.unpersist(false);
    if (warmStart != null) {
      warmStart.unpersist(false);
    }
    if (features != null) {
      features.unpersist(false);
    }
  }
}
