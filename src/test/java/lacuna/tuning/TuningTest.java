// Searches on small problems: what is tried, what is stopped, and that trials are what run would
// do.
package lacuna.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lacuna.blocks.Grid;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.ratings.Folds;
import lacuna.ratings.InputException;
import lacuna.ratings.Part;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingTable;
import lacuna.tuning.Trial.Status;
import org.junit.jupiter.api.Test;

class TuningTest {
  private static final Settings FIRST =
      Settings.builder().rank(4).epochs(16).grid(new Grid.Shape(4, 4)).build();
  private static final Space SPACE =
      new Space(
          Candidates.of(2, 8),
          Candidates.between(0.03, 0.3),
          Candidates.between(0.005, 0.1),
          Candidates.between(0.02, 0.1),
          List.of(Schedule.LINEAR, Schedule.ADAGRAD),
          List.of(true, false),
          true,
          true);

  private final RatingTable table =
      Problems.table(
          Problems.split().validationFraction(0.2).testFraction(0.2).seed(3),
          Problems.noisy(80, 60, 1500, 5));

  private static List<Trial> search(
      List<RatingTable> folds, List<Settings> tried, boolean halving, List<String> told) {
    try (Tuning tuning = new Tuning(Problems.spark(), folds)) {
      return tuning.search(tried, new Tuning.Plan(halving, told::add));
    }
  }

  @Test
  void aTrialIsTheSearchThatRunWouldDo() {
    Settings other = FIRST.toBuilder().rank(9).build();
    List<Trial> trials =
        search(List.of(Folds.validation(table)), List.of(FIRST, other), false, new ArrayList<>());
    for (Trial trial : trials) {
      double[] errors =
          Problems.train(new SgdSolver(), table, trial.settings(), 1, 2, TrainingTask.search())
              .history()
              .stream()
              .mapToDouble(EpochRecord::validationRmse)
              .toArray();
      assertThat(trial.errors().stream().mapToDouble(e -> e).toArray())
          .containsExactly(errors, within(1e-12));
      assertThat(trial.status()).isEqualTo(Status.DONE);
    }
  }

  @Test
  void halvingStopsTheWorseHalfAndKeepsTheFirst() {
    Settings hopeless = FIRST.toBuilder().step(new Settings.Step(Schedule.CONSTANT, 1e-7)).build();
    Settings wild = FIRST.toBuilder().step(new Settings.Step(Schedule.CONSTANT, 1e6)).build();
    Settings better = FIRST.toBuilder().step(new Settings.Step(Schedule.LINEAR, 0.1)).build();
    List<String> told = new ArrayList<>();
    List<Settings> tried = List.of(FIRST, hopeless, wild, better);
    List<RatingTable> folds = List.of(Folds.validation(table));
    List<Trial> trials = search(folds, tried, true, told);
    assertThat(trials)
        .extracting(Trial::status)
        .containsExactly(Status.DONE, Status.STOPPED, Status.DIVERGED, Status.DONE);
    assertThat(trials.get(1).errors()).hasSize(2);
    assertThat(trials.get(0).errors()).hasSizeGreaterThan(8);
    assertThat(told).hasSize(4).first().asString().contains("4 settings to epoch 2", "2 go on");
    List<Trial> whole = search(folds, tried, false, new ArrayList<>());
    assertThat(trials.get(0).errors()).isEqualTo(whole.get(0).errors());
    assertThat(trials.get(1).errors()).isEqualTo(whole.get(1).errors().subList(0, 2));
  }

  @Test
  void foldsHaveEachRatingOnceToChooseByAndNoTestRating() {
    List<RatingTable> folds = Folds.cross(table, 3, 7);
    Set<Long> chosenBy = new HashSet<>();
    for (RatingTable fold : folds) {
      assertThat(fold.test()).isZero();
      assertThat(fold.train() + fold.validation()).isEqualTo(table.train() + table.validation());
      assertThat(fold.validation()).isBetween(table.train() / 5, table.train() / 2);
      for (RatingColumns columns : fold.columns().collect()) {
        for (int k = 0; k < columns.size(); k++) {
          assertThat(columns.part(k)).isNotEqualTo(Part.TEST);
          if (columns.part(k) == Part.VALIDATION) {
            assertThat(chosenBy.add((long) columns.user()[k] << 32 | columns.item()[k])).isTrue();
          }
        }
      }
    }
    assertThat(chosenBy).hasSize((int) (table.train() + table.validation()));
    RatingTable given = Folds.given(table);
    assertThat(given.validation()).isEqualTo(table.test());
    assertThat(given.train()).isEqualTo(table.train() + table.validation());
    assertThat(given.training().mean()).isEqualTo(table.refitting().mean());
    List<Trial> trials = search(folds, List.of(FIRST), false, new ArrayList<>());
    assertThat(trials.get(0).error()).isLessThan(Math.sqrt(table.refitting().variance()));
  }

  @Test
  void drawsTheFirstSettingsAndOthersWithinTheirBoundsByTheSeed() {
    List<Settings> drawn = SPACE.draw(FIRST, 40, false, 2);
    assertThat(drawn).hasSize(40).isEqualTo(SPACE.draw(FIRST, 40, false, 2)).startsWith(FIRST);
    assertThat(drawn).isNotEqualTo(SPACE.draw(FIRST.toBuilder().seed(2).build(), 40, false, 2));
    assertThat(drawn.subList(1, 40))
        .allMatch(s -> s.rank() == 2 || s.rank() == 8)
        .allMatch(s -> s.regularisation().user() >= 0.06 && s.regularisation().user() <= 0.6)
        .allMatch(s -> s.step().schedule() == Schedule.ADAGRAD || s.step().size() <= 0.05)
        .anyMatch(Settings::biases)
        .anyMatch(s -> !s.biases());
    assertThat(SPACE.draw(FIRST, 1000, true, 2)).hasSize(1 + 2 * 3 * 3 * 3 * 2 * 2);
    assertThat(SPACE.draw(FIRST, 10, true, 2)).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void refusesFoldsThatHaveNothingToChooseBy() {
    RatingTable unvalidated =
        Problems.table(Problems.split().validationFraction(0), Problems.noisy(8, 6, 20, 5));
    assertThatThrownBy(() -> new Tuning(Problems.spark(), List.of(table, unvalidated)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("and 0 to choose settings by are too few");
  }

  @Test
  void rungsAreSharesOfTheEpochs() {
    assertThat(Halving.of(30).rungs()).containsExactly(4, 8, 15, 30);
    assertThat(Halving.of(2).rungs()).containsExactly(1, 2);
    assertThat(Halving.survivors(List.of(0, 1, 2, 4), new double[] {9, 3, 2, 0, Double.NaN}))
        .containsExactly(0, 1, 2);
  }
}
