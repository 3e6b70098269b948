// A training that ends early and is taken up again, by any solver that has checkpoints, on any
// number of workers: same bits, same history.
package lacuna.factorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import lacuna.blocks.Grid;
import lacuna.blocks.RatingBlock;
import lacuna.checkpoints.Checkpoints;
import lacuna.checkpoints.Job;
import lacuna.checkpoints.StopRequest;
import lacuna.checkpoints.StoppedException;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.als.PlainAlsSolver;
import lacuna.factorisation.bayes.BayesSolver;
import lacuna.factorisation.gd.GdSolver;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.ratings.RatingTable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumedTrainingTest {
  private static final int EVERY = 3;
  private static final int LAST_HEARD = 7;
  private static final int NEVER = 1000;

  /** Who is asked by tasks that hang; null where none do. Tasks of this session share this JVM. */
  private static final AtomicReference<StopRequest> HANGING = new AtomicReference<>();

  @TempDir private Path folder;

  private RatingTable table;

  @BeforeAll
  void splits() {
    table = Problems.table(Problems.split().weightColumn("w"), Problems.noisy(60, 40, 900, 5));
  }

  private static SettingsBuilder settings() {
    return Settings.builder().rank(5).epochs(12).grid(new Grid.Shape(4, 4));
  }

  static Stream<Arguments> trainings() {
    Settings bold =
        settings().step(new Settings.Step(Schedule.BOLD, Double.NaN)).patience(9).build();
    Settings adaGrad =
        settings().step(new Settings.Step(Schedule.ADAGRAD, Double.NaN)).patience(9).build();
    Settings descent =
        settings()
            .patience(9)
            .gradient(new Settings.Gradient(12, Double.NaN, Settings.Update.ALTERNATING))
            .build();
    Settings sampler = settings().bayes(sweeps(BayesSettings.Side.BOTH)).build();
    Settings bare = settings().bayes(sweeps(BayesSettings.Side.NONE)).build();
    return Stream.of(
        Arguments.of(new SgdSolver(), bold, 1, 1),
        Arguments.of(new SgdSolver(), adaGrad, 1, 4),
        Arguments.of(new SgdSolver(), bold, 2, 1),
        Arguments.of(new GdSolver(), descent, 1, 2),
        Arguments.of(new GdSolver(), descent, 2, 2),
        Arguments.of(new PlainAlsSolver(), settings().alsIterations(12).build(), 2, 1),
        Arguments.of(new BayesSolver(), sampler, 1, 1),
        Arguments.of(new BayesSolver(), bare, 2, 4));
  }

  private static BayesSettings sweeps(BayesSettings.Side side) {
    return new BayesSettings(12, 5, side, 2, 1e-3, 3, BayesSettings.Noise.STUDENT);
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void endsAsIfNothingHadHappened(Solver solver, Settings settings, int workers, int thenWorkers)
      throws Exception {
    Solution undisturbed = undisturbed(solver, settings);
    Path directory = Files.createTempDirectory(folder, "run");
    Checkpoints lost = checkpoints(settings, directory, EVERY);
    TrainingListener losing =
        (method, epoch, planned) -> {
          if (epoch.epoch() > LAST_HEARD) {
            throw new IllegalStateException("the driver is gone");
          }
        };
    assertThatThrownBy(() -> train(solver, settings, workers, lost, losing))
        .hasMessage("the driver is gone");
    assertThat(names(directory)).contains("epoch-000006").hasSize(2);
    Checkpoints next = checkpoints(settings, directory, EVERY);
    Solution resumed = train(solver, settings, thenWorkers, next, TrainingListener.NONE);
    assertSame(resumed, undisturbed);
    // Once more, now from what the training came to.
    Checkpoints last = checkpoints(settings, directory, EVERY);
    TrainingListener deaf =
        (method, epoch, planned) -> {
          throw new AssertionError("trained again");
        };
    Solution kept = train(solver, settings, 1, last, deaf);
    assertThat(Problems.bits(kept.factors())).isEqualTo(Problems.bits(undisturbed.factors()));
    samePredictions(kept.factors(), undisturbed.factors());
    assertThat(kept.note()).isEqualTo(undisturbed.note());
  }

  @ParameterizedTest
  @MethodSource("stops")
  void goesOnFromWhereItWasAskedToStop(Solver solver, Settings settings, int workers, int asked)
      throws Exception {
    Solution undisturbed = undisturbed(solver, settings);
    Path directory = Files.createTempDirectory(folder, "run");
    Checkpoints checkpoints = checkpoints(settings, directory, NEVER);
    TrainingListener asking =
        (method, epoch, planned) -> {
          if (epoch.epoch() == asked) {
            assertThat(checkpoints.stop().ask()).isTrue();
            assertThat(checkpoints.stop().ask()).as("once more").isFalse();
          }
        };
    assertThatThrownBy(() -> train(solver, settings, workers, checkpoints, asking))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("--resume goes on from there");
    assertThat(names(directory)).hasSize(1);
    Checkpoints next = checkpoints(settings, directory, NEVER);
    assertSame(train(solver, settings, 1, next, TrainingListener.NONE), undisturbed);
  }

  static Stream<Arguments> stops() {
    Settings settings = settings().patience(0).build();
    return Stream.of(
        Arguments.of(new SgdSolver(), settings, 1, 1),
        Arguments.of(new SgdSolver(), settings, 2, 5),
        Arguments.of(new SgdSolver(), settings, 2, 12), // the last one: what it came to is kept
        Arguments.of(
            new BayesSolver(), settings().bayes(sweeps(BayesSettings.Side.NONE)).build(), 1, 1));
  }

  /** Within it, what was before is gone: nothing since the newest checkpoint would be kept. */
  @Test
  void anIterationOfSeveralWorkersEndsHoweverLateItIs() throws Exception {
    Settings settings = settings().bayes(sweeps(BayesSettings.Side.NONE)).build();
    Path directory = Files.createTempDirectory(folder, "run");
    Checkpoints checkpoints = checkpoints(settings, directory, NEVER, Duration.ZERO);
    AtomicBoolean heard = new AtomicBoolean();
    SparkListener asking =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            if (heard.get()) {
              checkpoints.stop().ask();
            }
          }
        };
    TrainingListener hearing = (method, epoch, planned) -> heard.set(true);
    Problems.spark().sc().addSparkListener(asking);
    try {
      assertThatThrownBy(() -> train(new BayesSolver(), settings, 2, checkpoints, hearing))
          .isInstanceOf(StoppedException.class)
          .hasMessageContaining("--resume goes on from there");
    } finally {
      Problems.spark().sc().removeSparkListener(asking);
    }
    assertThat(names(directory)).hasSize(1);
  }

  /** An epoch that does not end by itself once one has been heard of: what asks is in its tasks. */
  @ParameterizedTest
  @MethodSource("passesOverBlocks")
  void goesOnFromTheEpochBeforeOneThatWouldNotEnd(Solver solver, Settings settings, int workers)
      throws Exception {
    Solution undisturbed = undisturbed(solver, settings);
    Path directory = Files.createTempDirectory(folder, "run");
    Checkpoints checkpoints = checkpoints(settings, directory, NEVER, Duration.ZERO);
    var own = checkpoints.of(solver.method() + " final");
    TrainingListener hanging = (method, epoch, planned) -> HANGING.set(checkpoints.stop());
    try (BlockedRatings blocked = Problems.described(table, settings, workers, 1);
        TrainingData data = blocked.full()) {
      TrainingData slow = withBlocks(data, data.blocks().map(ResumedTrainingTest::late));
      assertThatThrownBy(() -> solver.solve(slow, settings, TrainingTask.only().with(own), hanging))
          .isInstanceOf(StoppedException.class)
          .hasMessageContaining("stopped at epoch 1 of ")
          .hasMessageContaining("--resume goes on from there");
    } finally {
      HANGING.set(null);
    }
    assertThat(names(directory)).containsExactly("epoch-000001");
    Checkpoints next = checkpoints(settings, directory, NEVER);
    assertSame(train(solver, settings, 1, next, TrainingListener.NONE), undisturbed);
  }

  static Stream<Arguments> passesOverBlocks() {
    Settings settings = settings().patience(0).build();
    return Stream.of(
        Arguments.of(new SgdSolver(), settings, 1),
        Arguments.of(new SgdSolver(), settings, 2),
        Arguments.of(new GdSolver(), settings, 2));
  }

  private static RatingBlock late(RatingBlock block) throws InterruptedException {
    StopRequest stop = HANGING.get();
    if (stop != null) {
      stop.ask();
      Thread.sleep(600_000); // until the task is cancelled
    }
    return block;
  }

  private static TrainingData withBlocks(TrainingData data, JavaRDD<RatingBlock> blocks) {
    return new TrainingData(
        data.spark(),
        data.grid(),
        blocks,
        data.counts(),
        data.statistics(),
        data.workers(),
        data.warmStart(),
        data.features(),
        data.checkpointEvery(),
        data.processed());
  }

  private static List<String> names(Path directory) throws Exception {
    try (Stream<Path> kept = Files.list(directory)) {
      return kept.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static void assertSame(Solution one, Solution other) {
    assertThat(Problems.bits(one.factors())).isEqualTo(Problems.bits(other.factors()));
    assertThat(Problems.withoutTimes(one)).isEqualTo(Problems.withoutTimes(other));
    assertThat(one.epochs()).isEqualTo(other.epochs());
    samePredictions(one.factors(), other.factors());
  }

  private Solution undisturbed(Solver solver, Settings settings) {
    try (BlockedRatings blocked = Problems.described(table, settings, 1, 2);
        TrainingData data = blocked.full()) {
      return solver.solve(data, settings, TrainingTask.only(), TrainingListener.NONE);
    }
  }

  private static void samePredictions(Factors one, Factors other) {
    if (other.sampled() == null) {
      assertThat(one.sampled()).isNull();
      return;
    }
    assertThat(means(one)).isEqualTo(means(other)).isNotEmpty();
  }

  private static List<Integer> means(Factors factors) {
    return factors
        .sampled()
        .workers()
        .flatMap(
            worker ->
                worker.pieces().stream()
                    .map(
                        piece ->
                            java.util.Arrays.hashCode(piece.columns().get("mean"))
                                + 31 * java.util.Arrays.hashCode(piece.columns().get("squares"))
                                + 97 * piece.index())
                    .iterator())
        .collect()
        .stream()
        .sorted()
        .toList();
  }

  private static Checkpoints checkpoints(Settings settings, Path directory, int every) {
    return checkpoints(settings, directory, every, StopRequest.PATIENCE);
  }

  private static Checkpoints checkpoints(
      Settings settings, Path directory, int every, Duration patience) {
    return Checkpoints.at(
        Problems.spark(),
        new org.apache.hadoop.fs.Path(directory.toUri()),
        new Job(Map.of("settings", settings.toString())),
        every,
        warning -> {
          throw new AssertionError(warning);
        },
        System::nanoTime,
        patience);
  }

  /** Trains as a comparison does. */
  private Solution train(
      Solver solver,
      Settings settings,
      int workers,
      Checkpoints checkpoints,
      TrainingListener listener) {
    var own = checkpoints.of(solver.method() + " final");
    try (BlockedRatings blocked = Problems.described(table, settings, workers, 1);
        TrainingData data = blocked.full()) {
      return SavedSolution.read(solver.method(), own, data)
          .orElseGet(
              () -> {
                Solution solution =
                    solver.solve(data, settings, TrainingTask.only().with(own), listener);
                SavedSolution.write(own, solution, data);
                return solution;
              });
    }
  }
}
