// What a search says of itself at its end.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lacuna.factorisation.Settings;
import lacuna.tuning.Trial;
import org.junit.jupiter.api.Test;

class TrialTableTest {
  private static Trial trial(int number, Trial.Status status, double... errors) {
    List<Double> each = java.util.Arrays.stream(errors).boxed().toList();
    return new Trial(number, Settings.builder().build(), status, each, 1);
  }

  private static final Trial DEFAULTS = trial(0, Trial.Status.DONE, 0.9, 0.8);

  @Test
  void saysHowMuchTheBestGains() {
    Trial best = trial(3, Trial.Status.DONE, 0.7, 0.72);
    assertThat(TrialTable.sentence(List.of(DEFAULTS, best), best))
        .isEqualTo(
            "Trial 3 has a validation RMSE of 0.7000, the defaults 0.8000: 12.50 % less. The test"
                + " part had no say.");
  }

  @Test
  void saysThatTheDefaultsAreTheBest() {
    Trial worse = trial(1, Trial.Status.DONE, 0.95);
    assertThat(TrialTable.sentence(List.of(DEFAULTS, worse), DEFAULTS))
        .isEqualTo(
            "Trial 0, the defaults, is the best, with a validation RMSE of 0.8000. The test part"
                + " had no say.");
  }

  @Test
  void saysThatTheDefaultsDiverged() {
    Trial diverged = trial(0, Trial.Status.DIVERGED);
    Trial best = trial(1, Trial.Status.DONE, 0.95);
    assertThat(TrialTable.sentence(List.of(diverged, best), best))
        .isEqualTo(
            "Trial 1 has a validation RMSE of 0.9500; the defaults diverged. The test part had no"
                + " say.");
  }
}
