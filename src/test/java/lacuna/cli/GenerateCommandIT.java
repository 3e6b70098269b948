// Made-up ratings: written, read back, and learnt from.
package lacuna.cli;

import static lacuna.cli.InProcess.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import lacuna.SparkForTests;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandIT {
  @TempDir private Path folder;

  private String output() {
    return folder.resolve("made").toString();
  }

  private InProcess generate(String... options) {
    String[] all =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("generate", "--output", output()),
                java.util.stream.Stream.of(options))
            .toArray(String[]::new);
    return run(all);
  }

  @Test
  void writesSoManyDistinctPairsOfUsersAndItemsCountedFromZero() {
    InProcess result =
        generate("--users", "60", "--items", "40", "--count", "900", "--noise", "0.3");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    Dataset<Row> ratings =
        SparkForTests.session()
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(output() + "/ratings");
    assertThat(ratings.columns()).containsExactly("user", "item", "rating", "timestamp");
    assertThat(ratings.count()).isEqualTo(900);
    assertThat(ratings.select("user", "item").distinct().count()).isEqualTo(900);
    Row ends = ratings.selectExpr("min(user)", "max(user)", "min(item)", "max(item)").first();
    assertThat(ends.getInt(0)).isZero();
    assertThat(ends.getInt(1)).isLessThan(60);
    assertThat(ends.getInt(2)).isZero();
    assertThat(ends.getInt(3)).isLessThan(40);
  }

  @Test
  void tellsTheErrorThatTheTruthItselfMakes() {
    InProcess result = generate("--noise", "0.3", "--step", "0");
    String last = result.out().get(result.out().size() - 1);
    assertThat(last).startsWith(output() + "/ratings holds them");
    double rmse = Double.parseDouble(last.substring(last.lastIndexOf(' ') + 1));
    assertThat(rmse).isCloseTo(0.3, within(0.01));
  }

  @Test
  void makesRatingsThatTheJobReads() {
    assertThat(generate("--count", "2000").exitCode()).isZero();
    InProcess result =
        run(
            "run",
            "--ratings",
            output() + "/ratings",
            "--output",
            folder.resolve("out").toString(),
            "--methods",
            "bias");
    assertThat(result.exitCode()).as(result.err().toString()).isZero();
    assertThat(result.out()).anyMatch(line -> line.contains("2,000 ratings of"));
  }

  @Test
  void refusesMorePairsThanThereAre() {
    InProcess result = generate("--users", "3", "--items", "4", "--count", "13");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.error()).contains("--count is 13");
    assertThat(InProcess.isClean(folder.resolve("made"))).isTrue();
  }
}
