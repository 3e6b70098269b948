// What a race makes of its laps.
package lacuna.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lacuna.SparkForTests;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.race.Trained.Reached;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingTable;
import lacuna.ratings.SyntheticRatings.Plan;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static final List<Reached> FALLING =
      List.of(new Reached(1, 2, 0.9), new Reached(2, 3, 0.8), new Reached(3, 4, 0.7));

  private static Trained trained(String method, List<Reached> reached) {
    return new Trained(method, 5, 1, 0.7, reached, 1e6, 2, 100);
  }

  private static Lap lap(String method, double targetSeconds) {
    return new Lap(1, method, 9, 1, 0.8, targetSeconds, 1, 1e6, 2, 100);
  }

  @Test
  void theTargetIsReachedByTheFirstEpochThatIsNoWorse() {
    Lap lap = trained(Lap.SGD, FALLING).lap(4, 0.8);
    assertThat(lap.targetSeconds()).isEqualTo(3);
    assertThat(lap.targetEpochs()).isEqualTo(2);
    assertThat(lap.repetition()).isEqualTo(4);
  }

  @Test
  void aTargetThatIsNeverReachedHasNoTime() {
    Lap lap = trained(Lap.SGD, FALLING).lap(1, 0.6);
    assertThat(lap.targetSeconds()).isNaN();
    assertThat(lap.targetEpochs()).isZero();
  }

  @Test
  void anEpochEndsBeforeThoseThatFollowItInItsJob() {
    List<EpochRecord> history =
        IntStream.rangeClosed(1, 4)
            .mapToObj(
                epoch ->
                    new EpochRecord(Phase.FINAL, epoch, 9, 9, Double.NaN, 1.0 / epoch, 9, 1, 0.5))
            .toList();
    // The first in a job of its own, then three that are heard of together; the model takes 0.25.
    List<Reached> reached = SgdLap.reached(history, List.of(2.0, 4.0, 4.0, 4.0), 4.25);
    assertThat(reached)
        .containsExactly(
            new Reached(1, 2.25, 1),
            new Reached(2, 3.25, 0.5),
            new Reached(3, 3.75, 1.0 / 3),
            new Reached(4, 4.25, 0.25));
  }

  @Test
  void alsIsAtItsOwnTargetWhenItEnds() {
    List<Reached> end = List.of(new Reached(10, 7, 0.8000001));
    assertThat(trained(Lap.ALS, end).lap(1, 0.8).targetSeconds()).isEqualTo(7);
  }

  @Test
  void alsRunsNoMoreIterationsThanItsErrorTakes() {
    double[] errors = {2.05, 0.918, 0.882, 0.8758, 0.8743, 0.8742, 0.8740, 0.8741, 0.8742, 0.8744};
    assertThat(AlsLap.fewest(10, iterations -> errors[iterations - 1])).isEqualTo(5);
    assertThat(AlsLap.fewest(10, iterations -> 1.0 / iterations)).isEqualTo(10);
    assertThat(AlsLap.fewest(3, iterations -> 0.5)).isEqualTo(1);
  }

  @Test
  void methodsAreComparedByTheMediansOfTheirTimes() {
    List<Lap> laps =
        List.of(
            lap(Lap.ALS, 30),
            lap(Lap.SGD, 2),
            lap(Lap.SGD, 9),
            lap(Lap.ALS, 10),
            lap(Lap.ALS, 20),
            lap(Lap.SGD, 4));
    Race race = new Race(3, 3, 8, 1, 0.8, laps);
    assertThat(race.standing(Lap.SGD).targetSeconds()).isEqualTo(4);
    assertThat(race.standing(Lap.SGD).leastTargetSeconds()).isEqualTo(2);
    assertThat(race.standing(Lap.SGD).greatestTargetSeconds()).isEqualTo(9);
    assertThat(race.speedUp()).isEqualTo(5);
  }

  @Test
  void oneLapWithoutATimeIsNeverHidden() {
    List<Lap> laps =
        List.of(lap(Lap.ALS, 30), lap(Lap.SGD, 2), lap(Lap.SGD, 3), lap(Lap.SGD, Double.NaN));
    Race race = new Race(3, 3, 8, 1, 0.8, laps);
    assertThat(race.standing(Lap.SGD).greatestTargetSeconds()).isNaN();
    assertThat(race.speedUp()).isNaN();
  }

  @Test
  void inventsAsManyRatingsAsAskedForAndNoPairTwice() {
    RatingTable table =
        InventedTable.of(SparkForTests.session(), new Plan(80, 60, 3000, 2, 0.5, 1, 0.5, 1));
    Set<Long> pairs = new HashSet<>();
    for (RatingColumns columns : table.columns().collect()) {
      for (int k = 0; k < columns.size(); k++) {
        pairs.add((long) columns.user()[k] << 32 | columns.item()[k]);
      }
    }
    table.unpersist();
    assertThat(pairs).hasSize(3000);
  }
}
