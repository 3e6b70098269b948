// The whole job: ratings in, a published result out, read back as anybody would read it.
package lacuna.cli;

import static lacuna.cli.InProcess.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lacuna.SparkForTests;
import lacuna.output.ModelReader;
import lacuna.ratings.InputException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandIT {
  private static final String SAMPLE = "data/sample/ratings.csv";
  private static final List<String> METHODS = List.of("sgd", "als", "svd", "mean", "bias");

  @TempDir private Path folder;

  private String output() {
    return folder.resolve("out").toString();
  }

  private Dataset<Row> table(String name) {
    return SparkForTests.session().read().parquet(output() + "/" + name);
  }

  private JsonNode record() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out/run.json").toFile());
  }

  private InProcess runSample(String... options) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("run", "--ratings", SAMPLE, "--output", output(), "--rank", "4"));
    arguments.addAll(List.of("--epochs", "6", "--als-iterations", "2"));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void publishesAWholeResultAndTellsOfIt() throws IOException {
    InProcess result = runSample("--predict", "observed");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(folder.resolve("out/_SUCCESS")).exists();
    assertThat(folder.resolve("out.partial")).doesNotExist();
    assertThat(result.out()).allMatch(line -> line.length() <= Console.WIDTH);
    assertThat(result.out())
        .anyMatch(line -> line.startsWith("read ") && line.contains("delimited"))
        .anyMatch(line -> line.contains("5,000 ratings of 200 users and 120 items"))
        .anyMatch(line -> line.startsWith("grid "))
        .anyMatch(line -> line.startsWith("write "))
        .anyMatch(line -> line.startsWith(output() + " holds it all"));
    assertThat(record().path("factorHash").asText()).matches("[0-9a-f]{32}");
    showsTheTotals(result, totals("test"));
    totalsFollowFromPredictions();
  }

  private Map<String, Row> totals(String split) {
    Map<String, Row> rows = new HashMap<>();
    table("squared_errors")
        .filter("split = '" + split + "'")
        .collectAsList()
        .forEach(row -> rows.put(row.getAs("method"), row));
    assertThat(rows).containsOnlyKeys(METHODS);
    return rows;
  }

  private static void showsTheTotals(InProcess result, Map<String, Row> totals) {
    for (String method : METHODS) {
      String rmse = Figures.error(totals.get(method).<Double>getAs("rmse"), 4);
      assertThat(result.out())
          .anyMatch(line -> line.matches(method + "\\s+[\\d,]+\\s+\\S+\\s+" + rmse + "\\s.*"));
    }
  }

  private void totalsFollowFromPredictions() {
    for (String split : List.of("train", "test")) {
      Map<String, Row> totals = totals(split);
      for (String method : METHODS) {
        Row again =
            table("predictions")
                .filter("split = '" + split + "' and method = '" + method + "'")
                .selectExpr(
                    "count(*)",
                    "sum(pow(double(rating) - double(prediction), 2))",
                    "sum(abs(double(rating) - double(prediction)))")
                .first();
        Row told = totals.get(method);
        double sse = told.getAs("sse");
        assertThat(again.getLong(0)).isEqualTo(told.<Long>getAs("count"));
        assertThat(again.getDouble(1)).isCloseTo(sse, within(1e-9 * sse));
        assertThat(again.getDouble(2) / again.getLong(0))
            .isCloseTo(told.<Double>getAs("mae"), within(1e-9));
      }
    }
  }

  @Test
  void recordsTheOptionsOfTheFileAndOfTheCommandLine() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.properties"), "seed = 7\nlambda = 0.2\n");
    assertThat(runSample("--config", file.toString(), "--methods", "bias").exitCode()).isZero();
    JsonNode options = record().path("settings");
    assertThat(options.path("seed").asInt()).isEqualTo(7);
    assertThat(options.path("lambda").asDouble()).isEqualTo(0.2);
    assertThat(options.path("rank").asInt()).isEqualTo(4);
    assertThat(options.path("lambda-bias").isNull()).isTrue();
  }

  @Test
  void keepsAnEarlierResultUnlessToldToReplaceIt() throws IOException {
    assertThat(runSample("--methods", "mean").exitCode()).isZero();
    InProcess second = runSample("--methods", "bias");
    assertThat(second.exitCode()).isEqualTo(6);
    assertThat(second.error()).contains(output()).contains("--overwrite");
    assertThat(record().at("/methods/0/method").asText()).isEqualTo("mean");
    assertThat(runSample("--methods", "bias", "--overwrite").exitCode()).isZero();
    assertThat(record().at("/methods/0/method").asText()).isEqualTo("bias");
  }

  @Test
  void neverReplacesWhatLacunaDidNotWrite() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Path thesis = Files.writeString(folder.resolve("out/thesis.tex"), "years of work");
    assertThat(runSample("--methods", "mean", "--overwrite").exitCode()).isEqualTo(6);
    assertThat(thesis).hasContent("years of work");
  }

  @Test
  void publishesNothingWhenThePrimaryMethodDiverges() {
    InProcess result = runSample("--step-size", "1e6", "--methods", "sgd,als");
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.error()).startsWith("lacuna: sgd diverged").contains("--step-size");
    assertThat(InProcess.isClean(folder.resolve("out"))).isTrue();
  }

  @Test
  void keepsTheEarlierResultAndMovesAsideWhatMissesTheGate() throws IOException {
    InProcess good = runSample("--methods", "sgd", "--require", "rmse<5 and rmse<mean.rmse");
    assertThat(good.exitCode()).isZero();
    assertThat(good.out()).anyMatch(line -> line.matches("required +rmse<5 holds: .* against 5"));
    assertThat(record().path("published").asBoolean()).isTrue();
    String hash = record().path("factorHash").asText();
    InProcess missed =
        runSample("--methods", "bias", "--require", "rmse<5, bias.mae<=0.01", "--overwrite");
    assertThat(missed.exitCode()).isEqualTo(5);
    assertThat(missed.error())
        .startsWith("lacuna: bias.mae<=0.01 does not hold: ")
        .contains("nothing is published", output() + ".rejected");
    assertThat(missed.out()).noneMatch(line -> line.contains("holds it all"));
    assertThat(record().path("factorHash").asText()).isEqualTo(hash);
    assertThat(folder.resolve("out.partial")).doesNotExist();
    Path rejected = folder.resolve("out.rejected");
    assertThat(rejected.resolve("_SUCCESS")).doesNotExist();
    assertThat(rejected.resolve("_REJECTED")).content().contains("bias.mae<=0.01");
    JsonNode record = new ObjectMapper().readTree(rejected.resolve("run.json").toFile());
    assertThat(record.path("published").asBoolean()).isFalse();
    assertThat(record.at("/require/0/met").asBoolean()).isTrue();
    assertThat(record.at("/require/1/met").asBoolean()).isFalse();
    assertThat(record.at("/require/1/value").asDouble())
        .isEqualTo(record.at("/methods/0/test/mae").asDouble());
    for (String model : List.of("out.rejected", "out.rejected/model")) {
      String path = folder.resolve(model).toString();
      assertThatThrownBy(() -> ModelReader.read(SparkForTests.session(), path))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("missed its --require");
    }
  }

  @Test
  void saysWhyAMethodWasSkippedAndGoesOn() throws IOException {
    InProcess result = runSample("--methods", "sgd,svd", "--svd-max-cells", "1000");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).anyMatch(line -> line.startsWith("svd") && line.contains("skipped:"));
    assertThat(result.err()).anyMatch(line -> line.startsWith("warning: "));
    assertThat(record().at("/methods/1/status").asText()).isEqualTo("skipped");
  }

  @Test
  void judgesOnTrainingRatingsWhenNothingIsHeldOut() {
    InProcess result = runSample("--test-fraction", "0", "--methods", "bias");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).anyMatch(line -> line.startsWith("Nothing was held out"));
  }

  @Test
  void sameFactorsForAnyWorkersAndThreads() throws IOException {
    assertThat(runSample("--methods", "sgd", "--threads", "1").exitCode()).isZero();
    String hash = record().path("factorHash").asText();
    InProcess other =
        runSample(
            "--methods", "sgd", "--grid", "1x4", "--workers", "2", "--threads", "2", "--overwrite");
    assertThat(other.err()).anyMatch(line -> line.contains("2 workers lowered to 1"));
    assertThat(record().path("factorHash").asText()).isEqualTo(hash);
  }

  @Test
  void startsAfreshWhereThereIsNothingToResume() {
    InProcess result = runSample("--methods", "mean", "--resume");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .anyMatch(line -> line.startsWith("resume ") && line.contains("starts afresh"));
  }

  @Test
  void refusesToResumeWithOtherSettingsAndResumesWithTheSame() throws Exception {
    String[] settings = {
      "run",
      "--ratings",
      SAMPLE,
      "--output",
      output(),
      "--methods",
      "sgd",
      "--rank",
      "4",
      "--epochs",
      "200",
      "--patience",
      "0"
    };
    interrupted(with(settings, "--checkpoint-interval", "1"));
    InProcess refused = run(with(settings, "--resume", "--lambda", "0.5"));
    assertThat(refused.exitCode()).isEqualTo(6);
    assertThat(refused.error()).contains("--lambda not given, now 0.5");
    InProcess conflict = run(settings);
    assertThat(conflict.exitCode()).isEqualTo(6);
    assertThat(conflict.error()).contains("--resume");
    InProcess resumed = run(with(settings, "--resume", "--threads", "1"));
    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.out())
        .anyMatch(line -> line.matches("resume    goes on from epoch \\d+ of sgd final"));
    String hash = record().path("factorHash").asText();
    assertThat(table("history").filter("method = 'sgd'").count()).isEqualTo(200);
    assertThat(folder.resolve("out/checkpoints")).doesNotExist();
    assertThat(run(with(settings, "--overwrite")).exitCode()).isZero();
    assertThat(record().path("factorHash").asText()).isEqualTo(hash);
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  /** Runs until there is a checkpoint, and ends as a run that is interrupted. */
  private void interrupted(String... options) throws InterruptedException {
    Thread run = new Thread(() -> run(options));
    run.start();
    while (checkpoints() == 0) {
      assertThat(run.isAlive()).isTrue();
      Thread.sleep(1);
    }
    while (run.isAlive()) {
      run.interrupt();
      run.join(100);
    }
    assertThat(checkpoints()).isBetween(1, 3);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private int checkpoints() {
    String[] names = folder.resolve("out.partial/checkpoints").toFile().list();
    return names == null
        ? 0
        : (int) Stream.of(names).filter(name -> name.startsWith("epoch-")).count();
  }
}
