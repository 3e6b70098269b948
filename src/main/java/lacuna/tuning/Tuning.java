// Trains the trials of a search side by side and tells the better from the worse.
package lacuna.tuning;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import lacuna.blocks.Grid;
import lacuna.blocks.GridRule;
import lacuna.blocks.RatingBlock;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Counts;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Frozen;
import lacuna.factorisation.LocalEpochs;
import lacuna.factorisation.Progress;
import lacuna.factorisation.Settings;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.WorkerState;
import lacuna.factorisation.WorkerTask;
import lacuna.factorisation.Workers;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.kernels.Lanes;
import lacuna.ratings.InputException;
import lacuna.ratings.RatingTable;
import lacuna.tuning.Trial.Status;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * A search over settings of sgd. A rung is one Spark job with a task for each trial and fold that
 * is still in it; the task runs the trial's epochs up to the rung on one thread, on the blocks that
 * all trials share. For the driver's thread alone.
 */
public final class Tuning implements AutoCloseable {
  private final JavaSparkContext spark;
  private final List<RatingTable> folds;
  private final Map<String, Blocked> blocked = new HashMap<>();

  /** One fold on a grid. */
  private record Blocked(BlockedRatings ratings, TrainingData data) {}

  /**
   * How a search goes.
   *
   * @param halving whether trials are stopped early
   * @param told hears of each rung in one line
   */
  public record Plan(boolean halving, Consumer<String> told) {}

  /** A trial on a fold between two rungs; of plain fields, as Spark's Kryo needs. */
  private static final class Paused implements Serializable {
    private static final long serialVersionUID = 1L;
    private final WorkerState state;
    private final Frozen<Progress> progress;

    Paused(WorkerState state, Progress progress) {
      this.state = state;
      this.progress = Frozen.of(progress);
    }
  }

  /** A trial on a fold: where it stands, and how it goes on. */
  private static final class Run {
    private final TrainingData data;
    private final LocalEpochs.Factory epochs;
    private JavaRDD<Paused> held;
    private Progress progress;

    Run(TrainingData data, SgdSolver.Local local) {
      this.data = data;
      this.epochs = local.epochs();
      Progress before = Progress.start(local.plan().epochs());
      this.progress = before;
      this.held = local.first().map(state -> new Paused(state, before));
    }
  }

  /**
   * @param folds tables of training and validation ratings, over the same ids or not; they stay the
   *     caller's
   * @throws InputException if there is nothing to learn from or to choose by in one of them
   */
  public Tuning(JavaSparkContext spark, List<RatingTable> folds) {
    this.spark = spark;
    this.folds = List.copyOf(folds);
    for (RatingTable fold : folds) {
      if (fold.train() == 0 || fold.validation() == 0) {
        throw new InputException(
            fold.train()
                + " ratings to learn from and "
                + fold.validation()
                + " to choose settings by are too few; give more ratings, or another"
                + " --validation-fraction or --folds");
      }
    }
  }

  /**
   * Tries settings.
   *
   * @param tried the first one is what the others are held against
   * @return a trial for each, in their order
   */
  public List<Trial> search(List<Settings> tried, Plan plan) {
    int epochs = tried.stream().mapToInt(Settings::epochs).max().orElseThrow();
    Halving halving = plan.halving() ? Halving.of(epochs) : Halving.none(epochs);
    List<List<Run>> runs = tried.stream().map(this::runs).toList();
    Status[] status = new Status[tried.size()];
    List<Integer> alive = IntStream.range(0, tried.size()).boxed().toList();
    for (int rung : halving.rungs()) {
      boolean last = rung == epochs;
      advance(alive.stream().flatMap(t -> runs.get(t).stream()).toList(), rung, last);
      double[] errors = new double[tried.size()];
      for (int trial : alive) {
        errors[trial] = trial(trial, tried.get(trial), runs.get(trial), Status.DONE).error();
      }
      List<Integer> kept = last ? alive : Halving.survivors(alive, errors);
      for (int trial : alive) {
        boolean diverged = !Double.isFinite(errors[trial]);
        status[trial] =
            diverged ? Status.DIVERGED : kept.contains(trial) ? Status.DONE : Status.STOPPED;
        if (last || !kept.contains(trial)) {
          runs.get(trial).forEach(run -> run.held.unpersist(false));
        }
      }
      plan.told().accept(told(rung, alive, kept, errors, last));
      alive = kept;
    }
    return IntStream.range(0, tried.size())
        .mapToObj(t -> trial(t, tried.get(t), runs.get(t), status[t]))
        .toList();
  }

  private static String told(
      int rung, List<Integer> alive, List<Integer> kept, double[] errors, boolean last) {
    double best = alive.stream().mapToDouble(t -> errors[t]).min().orElse(Double.NaN);
    return alive.size()
        + (alive.size() == 1 ? " setting" : " settings")
        + " to epoch "
        + rung
        + String.format(java.util.Locale.ROOT, ", best validation RMSE %.4f", best)
        + (last ? "" : ", " + kept.size() + " go on");
  }

  private List<Run> runs(Settings settings) {
    List<Run> runs = new ArrayList<>();
    for (int fold = 0; fold < folds.size(); fold++) {
      TrainingData data = data(fold, settings);
      runs.add(new Run(data, new SgdSolver().local(data, settings, TrainingTask.search())));
    }
    return runs;
  }

  /** The blocks of a fold on the grid of a rank, made once. */
  private TrainingData data(int fold, Settings settings) {
    RatingTable table = folds.get(fold);
    Grid.Shape shape =
        settings.grid() != null
            ? settings.grid()
            : GridRule.shape(
                table.users().size(),
                table.items().size(),
                table.train() + table.validation(),
                Lanes.stride(settings.rank()));
    return blocked
        .computeIfAbsent(
            fold + " " + shape,
            none -> {
              BlockedRatings ratings =
                  BlockedRatings.of(
                      spark,
                      table,
                      settings.toBuilder().grid(shape).build(),
                      new Workers.Request(1, 1));
              TrainingData data = ratings.search();
              data.blocks().count(); // else the first tasks side by side would each make them
              return new Blocked(ratings, data);
            })
        .data();
  }

  /** Runs epochs up to a rung: one job for all. */
  private void advance(List<Run> runs, int rung, boolean last) {
    List<JavaRDD<Paused>> before = new ArrayList<>();
    List<JavaRDD<Frozen<Progress>>> after = new ArrayList<>();
    for (Run run : runs) {
      before.add(run.held);
      run.held = advanced(run, rung);
      if (!last) {
        // The next rung goes on from it, and must not train again.
        run.held.persist(StorageLevel.MEMORY_AND_DISK());
      }
      after.add(run.held.map(paused -> paused.progress));
    }
    spark.setJobDescription("tune: " + runs.size() + " trainings to epoch " + rung);
    try {
      List<Frozen<Progress>> progress = all(after).collect();
      for (int k = 0; k < progress.size(); k++) {
        runs.get(k).progress = progress.get(k).thaw();
      }
    } finally {
      spark.setJobDescription(null);
    }
    before.forEach(rdd -> rdd.unpersist(false));
  }

  @SuppressWarnings("unchecked")
  private JavaRDD<Frozen<Progress>> all(List<JavaRDD<Frozen<Progress>>> each) {
    return spark.union(each.toArray(JavaRDD[]::new));
  }

  /** One task: its partition is all of the fold's blocks and the trial's state. */
  private static JavaRDD<Paused> advanced(Run run, int rung) {
    LocalEpochs.Factory epochs = run.epochs;
    Broadcast<Grid> grid = run.data.grid();
    Broadcast<Counts> counts = run.data.counts();
    return run.data
        .blocks()
        .glom()
        .cartesian(run.held)
        .map(
            both -> {
              List<RatingBlock> blocks = both._1();
              Paused from = both._2();
              // Spark holds what was handed in and may hand it to another attempt.
              WorkerState state = from.state.copy();
              Progress progress = from.progress.thaw();
              WorkerTask task =
                  WorkerTask.of(0, 1, blocks.iterator(), grid.value(), counts.value(), 1);
              LocalEpochs.Epochs running = epochs.from(task, state);
              while (progress.running() && progress.epoch() < rung) {
                progress = running.next(progress);
              }
              return new Paused(state, progress);
            });
  }

  /** What is known of a trial so far: epochs that all folds ran. */
  private Trial trial(int number, Settings settings, List<Run> runs, Status status) {
    int epochs = runs.stream().mapToInt(run -> run.progress.epoch()).min().orElse(0);
    List<Double> errors = new ArrayList<>();
    double seconds = 0;
    boolean diverged = false;
    for (Run run : runs) {
      diverged |= run.progress.outcome() == Progress.Outcome.DIVERGED;
      seconds += run.progress.history().stream().mapToDouble(EpochRecord::seconds).sum();
    }
    for (int epoch = 0; epoch < epochs; epoch++) {
      double sse = 0;
      long count = 0;
      for (int fold = 0; fold < runs.size(); fold++) {
        double rmse = runs.get(fold).progress.history().get(epoch).validationRmse();
        long validation = folds.get(fold).validation();
        sse += rmse * rmse * validation;
        count += validation;
      }
      errors.add(Math.sqrt(sse / count));
    }
    return new Trial(number, settings, diverged ? Status.DIVERGED : status, errors, seconds);
  }

  @Override
  public void close() {
    blocked.values().forEach(each -> each.data().close());
    blocked.values().forEach(each -> each.ratings().close());
  }
}
