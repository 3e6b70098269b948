// The race between SGD and ALS: run by the command, read back from its tables.
package lacuna.cli;

import static lacuna.cli.InProcess.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import lacuna.SparkForTests;
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
  void tellsWhenSgdReachesTheHeldOutErrorOfAls() {
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
