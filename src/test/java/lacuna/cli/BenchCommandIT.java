// The race between SGD and ALS: run by the command, read back from its tables.
package lacuna.cli;

import static lacuna.cli.InProcess.run;
import static org.apache.spark.sql.functions.desc;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lacuna.SparkForTests;
import lacuna.output.OutputDirectory;
import lacuna.report.Chromium;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandIT {
  @TempDir private Path folder;

  private Dataset<Row> table(String name) {
    return SparkForTests.session().read().parquet(folder.resolve("raced/" + name).toString());
  }

  @Test
  void tellsWhenSgdReachesTheHeldOutErrorOfAls() throws Exception {
    InProcess result =
        run(
            "bench",
            "--ratings",
            "data/sample/ratings.csv",
            "--output",
            folder.resolve("raced").toString(),
            "--repetitions",
            "2",
            "--rank",
            "4",
            "--als-iterations",
            "3");
    assertThat(result.exitCode()).as(result.err().toString()).isZero();
    List<Row> laps = table("laps").orderBy("repetition", "method").collectAsList();
    assertThat(laps).hasSize(4);
    assertThat(laps)
        .extracting(lap -> lap.getInt(0) + lap.getString(1))
        .containsExactly("1als", "1sgd", "2als", "2sgd");
    double target = laps.get(0).getAs("target_rmse");
    // The truth of these ratings leaves an error of 0.5, and their standard deviation is below 1.
    assertThat(target).isBetween(0.5, 1.0);
    for (Row lap : laps) {
      double seconds = lap.getAs("seconds");
      assertThat(lap.<Double>getAs("seconds_to_target")).isPositive().isLessThanOrEqualTo(seconds);
      assertThat(lap.<Double>getAs("updates_per_second")).isPositive();
      assertThat(lap.<Double>getAs("cores")).isPositive();
      boolean sgd = lap.getAs("method").equals("sgd");
      assertThat(lap.isNullAt(lap.fieldIndex("setup_seconds"))).isEqualTo(!sgd);
      // 5,000 ratings take 8 bytes each as blocks, and more as the columns that these come from.
      assertThat(lap.<Long>getAs("cached_bytes")).isGreaterThan(sgd ? 100_000 : 10_000);
    }
    // The same ratings and seed give the same factors, and so the same error after each epoch.
    assertThat(laps.get(1).<Double>getAs("heldout_rmse"))
        .isEqualTo(laps.get(3).<Double>getAs("heldout_rmse"))
        .isLessThanOrEqualTo(target);
    assertThat(laps.get(1).<Integer>getAs("epochs_to_target"))
        .isEqualTo(laps.get(3).<Integer>getAs("epochs_to_target"));
    Row sgd = table("standings").where("method = 'sgd'").first();
    assertThat(sgd.<Long>getAs("train_ratings") + sgd.<Long>getAs("heldout_ratings"))
        .isBetween(4_990L, 5_000L);
    assertThat(result.out().get(result.out().size() - 1))
        .startsWith("Sgd reached the held-out RMSE of als");
    thePageShowsThem(laps, table("standings").orderBy(desc("method")).collectAsList());
    givesWayToAnother();
  }

  private void givesWayToAnother() {
    String output = folder.resolve("raced").toString();
    OutputDirectory.claim(
            SparkForTests.session().sparkContext().hadoopConfiguration(), output, true, List.of())
        .close();
  }

  private void thePageShowsThem(List<Row> laps, List<Row> standings) throws Exception {
    try (Chromium browser = Chromium.start()) {
      browser.open(folder.resolve("raced/report.html"));
      browser.assertDrawn(2);
      assertThat(browser.value("document.querySelector('h1').textContent").asText())
          .contains("error of ALS");
      List<List<String>> shown = browser.table("standings");
      for (int k = 0; k < standings.size(); k++) {
        Row standing = standings.get(k);
        assertThat(shown.get(k).get(0)).isEqualTo(standing.getAs("method"));
        assertThat(shown.get(k).get(1)).isEqualTo(fixed(2, standing.getAs("seconds_to_target")));
        assertThat(shown.get(k).get(5)).isEqualTo(fixed(4, standing.getAs("heldout_rmse")));
      }
      assertThat(browser.table("settings"))
          .extracting(row -> row.get(0))
          .contains("ratings", "rank")
          .doesNotContain("users", "items", "count");
      List<List<String>> whole = browser.table("whole");
      assertThat(whole).hasSize(2);
      assertThat(whole.get(0).get(2)).isEqualTo(fixed(2, laps.get(0).getAs("seconds")));
      assertThat(whole.get(0).get(1)).isEqualTo(fixed(2, laps.get(1).getAs("seconds")));
      assertThat(browser.table("laps")).hasSize(4);
    }
  }

  private static String fixed(int decimals, double value) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  @Test
  void refusesARaceOfNoRepetitions() {
    InProcess result =
        run("bench", "--output", folder.resolve("o").toString(), "--repetitions", "0");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.error()).contains("--repetitions").contains("given 0");
    assertThat(InProcess.isClean(folder.resolve("o"))).isTrue();
  }
}
