// What a search for settings gains on held-out ratings over the defaults, data set by data set.
package lacuna.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lacuna.SparkForTests;
import lacuna.cli.InProcess;

/**
 * Run by {@code mvn -B -Pbench test-compile exec:exec -Dbench.main=lacuna.bench.TuningMeasurement
 * -Dbench="1 5 RATINGS [OPTION ...]"}: first and last seed, the ratings, and options of {@code
 * tune}. Each seed draws another test part, which neither the search nor the trainings see.
 */
public final class TuningMeasurement {
  private TuningMeasurement() {}

  /** Tunes, trains by what was found and by the defaults, and prints both errors. */
  public static void main(String[] arguments) throws IOException {
    SparkForTests.session().sparkContext().setLogLevel("ERROR");
    Path folder = Files.createTempDirectory("lacuna-tuning");
    String ratings = arguments[2];
    double gained = 0;
    int seeds = 0;
    for (int seed = Integer.parseInt(arguments[0]);
        seed <= Integer.parseInt(arguments[1]);
        seed++) {
      String at = folder.resolve("seed" + seed).toString();
      List<String> tune = command("tune", ratings, at + "-tuned", seed);
      tune.addAll(List.of(arguments).subList(3, arguments.length));
      run(tune);
      List<String> run = command("run", ratings, at + "-defaults", seed);
      run.addAll(List.of("--methods", "sgd", "--ranking-top", "0"));
      run(run);
      run.set(run.indexOf("--output") + 1, at + "-best");
      run.addAll(List.of("--config", at + "-tuned/best.properties"));
      run(run);
      JsonNode search = new ObjectMapper().readTree(Path.of(at + "-tuned", "run.json").toFile());
      double defaults = rmse(at + "-defaults");
      double best = rmse(at + "-best");
      gained += (defaults - best) / defaults;
      seeds++;
      System.out.printf(
          "seed %d: defaults %.4f, best of %s %.4f, search %.1f s; %s%n",
          seed,
          defaults,
          search.at("/settings/trials").asText(),
          best,
          search.at("/timings/search").asDouble(),
          search.at("/best/settings"));
    }
    System.out.printf("%s: %.2f %% less on average%n", ratings, 100 * gained / seeds);
    SparkForTests.session().stop();
  }

  private static List<String> command(String name, String ratings, String output, int seed) {
    return new ArrayList<>(
        List.of(name, "--ratings", ratings, "--output", output, "--seed", Integer.toString(seed)));
  }

  private static void run(List<String> arguments) {
    InProcess done = InProcess.on(SparkForTests::session, arguments.toArray(String[]::new));
    if (done.exitCode() != 0) {
      throw new IllegalStateException(arguments + " ended with " + done);
    }
  }

  private static double rmse(String output) throws IOException {
    JsonNode record = new ObjectMapper().readTree(Path.of(output, "run.json").toFile());
    return record.at("/methods/0/test/rmse").asDouble();
  }
}
