// Which trainings a comparison runs on what, and what becomes of methods that go wrong.
package lacuna.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lacuna.UsageException;
import lacuna.blocks.Role;
import lacuna.evaluation.MethodResult.Status;
import lacuna.evaluation.Methods.Cold;
import lacuna.evaluation.Methods.Method;
import lacuna.evaluation.Methods.Search;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.ratings.RatingTable;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final double[][] ROWS = Problems.noisy(40, 30, 400, 8);

  private final List<String> log = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private final ComparisonListener listener =
      new ComparisonListener() {
        @Override
        public void warned(String line) {
          warnings.add(line);
        }
      };

  /** Writes down what it is asked for; a search chooses seven epochs. */
  private Method recording(String name, Search search) {
    return MadeUpSolvers.method(
        name,
        search,
        Cold.WITH_BIASES,
        (method, data, settings, task) -> {
          log.add(
              String.format(
                  "%s %s epochs=%s best=%s train=%d validation=%d",
                  method,
                  task.phase(),
                  task.epochs().isPresent() ? task.epochs().getAsInt() : "-",
                  task.keepBest(),
                  data.statistics().train(),
                  data.statistics().validation()));
          EpochRecord epoch =
              new EpochRecord(
                  task.phase(),
                  1,
                  4,
                  data.statistics().train(),
                  Double.NaN,
                  Double.NaN,
                  5,
                  0.1,
                  0.01);
          return new Solution(
              method,
              Solution.Status.DONE,
              task.phase() == Phase.SEARCH
                  ? null
                  : MadeUpSolvers.factors(data, 3, 2, true, 0.1, 0.1),
              List.of(epoch),
              task.epochs().orElse(7),
              0.25,
              "");
        });
  }

  private static Method ending(String name, Solution.Status status) {
    return MadeUpSolvers.method(
        name,
        Search.NOTHING,
        Cold.NEVER,
        (method, data, settings, task) ->
            new Solution(method, status, null, List.of(), 0, 0.1, "because of a test"));
  }

  /** Fails as what a method does in Spark's tasks does: by an exception that is a checked one. */
  private static Method failingInATask(String name, String message) {
    return MadeUpSolvers.method(
        name,
        Search.NOTHING,
        Cold.NEVER,
        (method, data, settings, task) -> {
          data.blocks()
              .foreach(
                  block -> {
                    throw new ArithmeticException(message);
                  });
          return null;
        });
  }

  private static Method throwing(String name, RuntimeException failure) {
    return MadeUpSolvers.method(
        name,
        Search.NOTHING,
        Cold.NEVER,
        (method, data, settings, task) -> {
          throw failure;
        });
  }

  private ComparisonResult compare(Settings settings, RatingTable table, Method... methods) {
    List<Method> all = new ArrayList<>(List.of(methods));
    all.addAll(MadeUpSolvers.baselines());
    BlockedRatings blocked = Problems.blocked(table, settings, 1, 1);
    return Comparison.run(
        blocked,
        settings,
        Optional.empty(),
        RankingRule.NONE,
        new Trainings(blocked, settings, all, listener));
  }

  private static RatingTable split() {
    return Problems.table(Problems.split().seed(4), ROWS);
  }

  @Test
  void searchesOnTheHeldBackPartAndRefitsOnAll() {
    RatingTable table = split();
    long train = table.train();
    long validation = table.validation();
    assertThat(validation).isPositive();
    try (ComparisonResult result =
        compare(
            Settings.builder().patience(3).build(),
            table,
            recording("a", Search.EPOCHS),
            recording("b", Search.NOTHING))) {
      assertThat(log)
          .containsExactly(
              "a SEARCH epochs=- best=false train=" + train + " validation=" + validation,
              "a FINAL epochs=7 best=false train=" + (train + validation) + " validation=0",
              "b FINAL epochs=- best=true train=" + (train + validation) + " validation=0");
      assertThat(result.primary().history())
          .extracting(EpochRecord::phase)
          .containsExactly(Phase.SEARCH, Phase.FINAL);
      assertThat(result.primary().epochs()).isEqualTo(7);
      assertThat(result.primary().seconds()).isEqualTo(0.5);
      assertThat(result.methods())
          .extracting(MethodResult::method)
          .containsExactly("a", "b", "mean", "bias");
      assertThat(result.primary().validation()).isEmpty();
      assertThat(result.primary().train().orElseThrow().errors().count())
          .isEqualTo(train + validation);
    }
  }

  @Test
  void withoutRefitEveryMethodTrainsOnceAndValidationIsWithheldFromAll() {
    RatingTable table = split();
    String on = " train=" + table.train() + " validation=" + table.validation();
    try (ComparisonResult result =
        compare(
            Settings.builder().patience(3).refit(false).build(),
            table,
            recording("a", Search.EPOCHS),
            recording("b", Search.NOTHING))) {
      assertThat(log)
          .containsExactly("a FINAL epochs=- best=true" + on, "b FINAL epochs=- best=true" + on);
      assertThat(result.primary().train().orElseThrow().errors().count()).isEqualTo(table.train());
      assertThat(result.primary().validation().orElseThrow().errors().count())
          .isEqualTo(table.validation());
    }
  }

  @Test
  void patienceOfZeroIsOneTrainingOnAllTrainingRatings() {
    RatingTable table = split();
    try (ComparisonResult result =
        compare(Settings.builder().patience(0).build(), table, recording("a", Search.EPOCHS))) {
      assertThat(log)
          .containsExactly(
              "a FINAL epochs=- best=true train="
                  + (table.train() + table.validation())
                  + " validation=0");
      assertThat(result.primary().status()).isEqualTo(Status.DONE);
    }
  }

  @Test
  void othersThatGoWrongAreRecordedAndWarnedOf() {
    try (ComparisonResult result =
        compare(
            Settings.builder().patience(0).build(),
            split(),
            recording("a", Search.NOTHING),
            ending("b", Solution.Status.DIVERGED),
            ending("c", Solution.Status.SKIPPED),
            throwing("d", new IllegalStateException("first line\nsecond line")),
            failingInATask("e", "integer overflow"))) {
      assertThat(result.methods())
          .extracting(MethodResult::status)
          .containsExactly(
              Status.DONE,
              Status.DIVERGED,
              Status.SKIPPED,
              Status.FAILED,
              Status.FAILED,
              Status.DONE,
              Status.DONE);
      assertThat(warnings)
          .containsExactly(
              "b diverged: because of a test",
              "c skipped: because of a test",
              "d failed: first line",
              "e failed: has more than 2 billion numbers to hold in one array at --rank 32 on the"
                  + " grid 1x1; give a lower --rank, or more stripes by --grid");
      assertThat(result.methods().get(1).test()).isEmpty();
      assertThat(result.methods().get(5).test()).isPresent();
      assertThat(result.predictions().methods()).containsExactly("a", "mean", "bias");
    }
  }

  @Test
  void predictionsAreTheSameInTheOrderOfBlocksAndOfIds() {
    try (ComparisonResult result =
        compare(Settings.builder().build(), split(), recording("a", Search.NOTHING))) {
      Predictions all = result.predictions();
      List<String> trained = cells(all.unsorted(Role.TRAIN, 1).collect());
      assertThat(trained).hasSize((int) result.data().statistics().train());
      assertThat(trained).containsExactlyInAnyOrderElementsOf(cells(all.observed().collect()));
      List<String> third = cells(all.unsorted(Role.TRAIN, 3).collect());
      assertThat(third).hasSizeBetween(trained.size() / 3, trained.size() * 2 / 3);
      assertThat(trained).containsAll(third);
    }
  }

  /** Training ratings with all that is told of them. */
  private static List<String> cells(List<PredictedRatings> stripes) {
    List<String> cells = new ArrayList<>();
    for (PredictedRatings of : stripes) {
      for (int k = 0; k < of.size(); k++) {
        if (of.role()[k] == Role.TRAIN.ordinal()) {
          StringBuilder cell =
              new StringBuilder(of.user()[k] + " " + of.item()[k] + " " + of.rating()[k]);
          for (float[] raw : of.raw()) {
            cell.append(' ').append(raw[k]);
          }
          cells.add(cell.append(" cold ").append(of.cold()[k]).toString());
        }
      }
    }
    return cells;
  }

  @Test
  void primaryThatDivergesEndsTheComparison() {
    Method never =
        MadeUpSolvers.method(
            "never",
            Search.NOTHING,
            Cold.NEVER,
            (method, data, settings, task) -> {
              log.add("trained");
              return Solution.skipped(method, "");
            });
    try (ComparisonResult result =
        compare(
            Settings.builder().patience(0).build(),
            split(),
            ending("a", Solution.Status.DIVERGED),
            never)) {
      assertThat(result.primaryDiverged()).isTrue();
      assertThat(result.primary().note()).isEqualTo("because of a test");
      assertThat(log).isEmpty();
      assertThatThrownBy(result::predictions).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void primaryThatFailsOrCannotBeTriedIsAnError() {
    Settings settings = Settings.builder().patience(0).build();
    assertThatThrownBy(
            () -> compare(settings, split(), throwing("a", new IllegalStateException("broken"))))
        .hasMessage("broken");
    assertThatThrownBy(() -> compare(settings, split(), failingInATask("a", "integer overflow")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("a has more than 2 billion numbers to hold in one array");
    assertThatThrownBy(() -> compare(settings, split(), failingInATask("a", "/ by zero")))
        .isNotInstanceOf(UsageException.class);
    assertThatThrownBy(() -> compare(settings, split(), ending("a", Solution.Status.SKIPPED)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("because of a test");
    assertThatThrownBy(
            () ->
                compare(
                    settings,
                    split(),
                    recording("a", Search.NOTHING),
                    throwing("b", new UsageException("mistaken"))))
        .isInstanceOf(UsageException.class)
        .hasMessage("mistaken");
  }

  @Test
  void withNothingHeldOutThereIsNothingToCompare() {
    try (ComparisonResult result =
        compare(
            Settings.builder().patience(3).build(),
            Problems.table(ROWS),
            recording("a", Search.EPOCHS))) {
      assertThat(log).hasSize(1).first().asString().contains("FINAL epochs=- best=true");
      assertThat(result.methods())
          .allSatisfy(
              method -> {
                assertThat(method.test()).isEmpty();
                assertThat(method.difference()).isEmpty();
                assertThat(method.train()).isPresent();
              });
    }
  }

  @Test
  void unknownAndRepeatedMethodsAreRefusedByName() {
    assertThatThrownBy(() -> Methods.parse("sgd,magic"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("magic")
        .hasMessageContaining("sgd");
    assertThatThrownBy(() -> Methods.parse("sgd,sgd"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("twice");
    assertThat(Methods.parse(" sgd ")).containsExactly("sgd");
  }
}
