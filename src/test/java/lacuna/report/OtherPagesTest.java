// Pages of a race and of a search where figures are missing or texts are hostile: they say so, and
// break nothing.
package lacuna.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;
import lacuna.race.Lap;
import lacuna.race.Race;
import lacuna.tuning.Trial;
import lacuna.tuning.Trial.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherPagesTest {
  @TempDir private Path folder;

  private static final Settings SETTINGS = Settings.builder().build();

  private static Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("ratings", List.of("<b>r</b>.csv"));
    options.put("lambda", null);
    return options;
  }

  private static Lap lap(String method, double rmse, double target) {
    return new Lap(1, method, 3, Double.NaN, rmse, target, target > 0 ? 4 : 0, 1e6, 1.5, 1000);
  }

  private static String race(double sgdTarget) {
    List<Lap> laps = List.of(lap(Lap.ALS, 0.9, 3), lap(Lap.SGD, 0.95, sgdTarget));
    return RacePage.of(new Race(10, 5, 40, 4, 0.9, laps), options(), "Lacuna 1").toHtml();
  }

  @Test
  void aRaceThatWasNotWon() {
    assertThat(race(Double.NaN))
        .contains("sgd did not reach the error of ALS in every lap")
        .contains("&lt;b&gt;r&lt;/b&gt;.csv")
        .doesNotContain("NaN</bdi>");
    assertThat(race(6)).contains("sgd takes 2.0 times as long to the error of ALS");
    assertThat(race(1)).contains("sgd is at the error of ALS 3.0 times as fast");
  }

  @Test
  void pathsOfAnyKindComeOutAsText() throws Exception {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("ratings", HostileTexts.ALL);
    List<Lap> laps = List.of(lap(Lap.ALS, 0.9, 3), lap(Lap.SGD, 0.85, 1));
    Settings given =
        Settings.builder()
            .regularisation(new Regularisation(Form.WEIGHTED, 0.1, 0.1, 0.1))
            .step(new Step(Schedule.LINEAR, 0.1))
            .build();
    Trial only = new Trial(0, given, Status.DONE, List.of(0.9, 0.8), 1);
    List<Page> pages =
        List.of(
            RacePage.of(new Race(10, 5, 40, 4, 0.9, laps), options, HostileTexts.ALL.get(0)),
            TuningPage.of(List.of(only), only, options, HostileTexts.ALL.get(0)));
    try (Chromium browser = Chromium.start()) {
      for (Page page : pages) {
        browser.open(Files.writeString(folder.resolve("page.html"), page.toHtml()));
        browser.assertDrawn(1);
        HostileTexts.assertHarmless(browser);
      }
    }
  }

  private static String search(Trial... trials) {
    List<Trial> all = List.of(trials);
    Trial best = all.stream().min(java.util.Comparator.comparingDouble(Trial::error)).orElseThrow();
    return TuningPage.of(all, best, options(), "Lacuna 1").toHtml();
  }

  @Test
  void aSearchThatGainedNothingOrWasSavedFromTheDefaults() {
    Trial first = new Trial(0, SETTINGS, Status.DONE, List.of(0.9, 0.8), 1);
    Trial worse = new Trial(1, SETTINGS, Status.STOPPED, List.of(0.95), 1);
    Trial better = new Trial(2, SETTINGS, Status.DONE, List.of(0.9, 0.76), 1);
    Trial diverged = new Trial(0, SETTINGS, Status.DIVERGED, List.of(9.0), 1);
    assertThat(search(first, worse)).contains("No trial was better than the defaults");
    assertThat(search(first, worse, better)).contains("Trial 2 is 5.00 % better than the defaults");
    assertThat(search(diverged, worse))
        .contains("Trial 1 learnt where the defaults diverged")
        .contains("1 diverged");
    assertThat(search(first)).contains("Of 1 trials none were stopped");
  }
}
