// A search from the command line, and a run with what it found.
package lacuna.cli;

import static lacuna.cli.InProcess.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lacuna.SparkForTests;
import lacuna.report.Chromium;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandIT {
  private static final String SAMPLE = "data/sample/ratings.csv";

  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void findsSettingsThatRunTakes() throws Exception {
    InProcess tuned =
        run(
            ("tune --ratings " + SAMPLE + " --output " + path("tuned"))
                .concat(" --trials 6 --epochs 8 --rank 2,4 --step-schedule linear,adagrad")
                .split(" "));
    assertThat(tuned.err()).isEmpty();
    assertThat(tuned.exitCode()).isZero();
    assertThat(tuned.out())
        .allMatch(line -> line.length() <= Console.WIDTH)
        .anyMatch(line -> line.startsWith("trial  rank"))
        .anyMatch(line -> line.startsWith("tune") && line.contains("to epoch 8"));
    List<Row> trials =
        SparkForTests.session().read().parquet(path("tuned/trials")).sort("trial").collectAsList();
    assertThat(trials).hasSize(6);
    assertThat(trials.get(0).<Object>getAs("lambda")).isNull();
    assertThat(folder.resolve("tuned/_SUCCESS")).exists();
    JsonNode record = new ObjectMapper().readTree(folder.resolve("tuned/run.json").toFile());
    assertThat(record.path("command").asText()).isEqualTo("tune");
    assertThat(record.at("/settings/trials").asInt()).isEqualTo(6);
    assertThat(record.at("/data/0/fingerprint").asText()).matches("[0-9a-f]{32}");
    assertThat(record.at("/trials/done").asInt() + record.at("/trials/stopped").asInt())
        .isEqualTo(6);
    assertThat(record.at("/timings/search").asDouble()).isPositive();
    InProcess ran =
        run(
            ("run --ratings " + SAMPLE + " --methods sgd --config ")
                .concat(path("tuned/best.properties") + " --output " + path("out"))
                .split(" "));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    // A run by these settings goes through the epochs that the search saw, to its best one.
    Row searched =
        SparkForTests.session()
            .read()
            .parquet(path("out/history"))
            .where("method = 'sgd' and phase = 'search'")
            .selectExpr("min(validation_rmse)", "min_by(epoch, validation_rmse)")
            .first();
    assertThat(searched.getDouble(0))
        .isCloseTo(record.at("/best/validationRmse").asDouble(), within(1e-9));
    assertThat(searched.getInt(1)).isEqualTo(record.at("/best/epoch").asInt());
    thePageShowsThem(trials);
  }

  private void thePageShowsThem(List<Row> trials) throws Exception {
    try (Chromium browser = Chromium.start()) {
      browser.open(folder.resolve("tuned/report.html"));
      browser.assertDrawn(5);
      List<List<String>> shown = browser.table("trials");
      assertThat(shown).hasSize(trials.size());
      double before = 0;
      for (List<String> row : shown) {
        Row trial = trials.get(Integer.parseInt(row.get(0)));
        double error = trial.getAs("validation_rmse");
        assertThat(row.get(1)).isEqualTo(String.format(Locale.ROOT, "%.4f", error));
        assertThat(row.get(2)).isEqualTo(String.valueOf(trial.<Integer>getAs("best_epoch")));
        assertThat(row.get(4)).isEqualTo(String.valueOf(trial.<Integer>getAs("rank")));
        assertThat(error).isGreaterThanOrEqualTo(before);
        before = error;
      }
      assertThat(browser.table("by-rank")).hasSize(trials.size());
      assertThat(browser.tooltip("by-rank", 0)).matches("(trial \\d: 0\\.\\d{4},?)+");
    }
  }

  @Test
  void ratingsThatAreAllTheSameAreRefused() throws IOException {
    Path same =
        Files.writeString(folder.resolve("same.csv"), "1,1,4\n1,2,4\n2,1,4\n2,3,4\n3,3,4\n");
    for (String command : List.of("tune --trials 2 --folds 2", "bench --repetitions 1", "run")) {
      InProcess refused =
          run((command + " --ratings " + same + " --output " + path("no")).split(" "));
      assertThat(refused.exitCode()).as(command).isEqualTo(3);
      assertThat(refused.error())
          .startsWith("lacuna: All ")
          .contains(" training ratings are 4: ")
          .contains("implicitPrefs");
      assertThat(InProcess.isClean(folder.resolve("no"))).isTrue();
    }
  }

  @Test
  void choosesByGivenPairsAndByFolds() throws IOException {
    String ratings = "u,i,r\na,x,1\na,y,2\nb,x,3\nb,y,4\nc,x,2\nc,z,5\nd,z,1\nd,y,3\n";
    Path base = Files.writeString(folder.resolve("u1.base"), ratings);
    Path test = Files.writeString(folder.resolve("u1.test"), "u,i,r\na,z,2\nc,y,3\n");
    Path other = Files.writeString(folder.resolve("u2.test"), "u,i,r\nb,z,4\nz,y,3\n");
    InProcess tuned =
        run(
            ("tune --pairs " + base + "," + test + "," + base + "," + other)
                .concat(" --output " + path("tuned") + " --trials 2")
                .concat(" --search random --epochs 3 --rank 2")
                .split(" "));
    assertThat(tuned.err()).isEmpty();
    assertThat(tuned.exitCode()).isZero();
    JsonNode record = new ObjectMapper().readTree(folder.resolve("tuned/run.json").toFile());
    assertThat(record.path("data")).hasSize(2);
    Path all = Files.writeString(folder.resolve("all"), ratings + "a,z,2\nc,y,3\n");
    InProcess crossed =
        run(
            ("tune --ratings " + all + " --output " + path("crossed"))
                .concat(" --trials 3 --search grid --epochs 3 --rank 2 --folds 2")
                .split(" "));
    assertThat(crossed.exitCode()).isZero();
    assertThat(SparkForTests.session().read().parquet(path("crossed/trials")).count()).isEqualTo(3);
  }

  @Test
  void refusesWhatCannotBeSearched() {
    for (String wrong :
        List.of(
            "--rank 0.5|--rank takes whole numbers, given 0.5",
            "--lambda a|--lambda takes numbers above 0",
            "--step-schedule linaer|--step-schedule takes a list of linear, constant",
            "--trials 0|--trials takes",
            "--trials 10001|--trials takes",
            "--folds 0|--folds takes",
            "--validation-fraction 0|--validation-fraction 0 leaves nothing to choose by",
            "--pairs a,b|tune needs --output")) {
      String[] parts = wrong.split("\\|");
      InProcess refused =
          run(("tune --ratings r --output " + path("no") + " " + parts[0]).split(" "));
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.error()).startsWith("lacuna: " + parts[1]);
    }
    assertThat(InProcess.isClean(folder.resolve("no"))).isTrue();
  }
}
