// The promise across processes: other masters, other numbers of cores, no vector unit.
package lacuna.factorisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import lacuna.blocks.Grid;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingTables;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class SameBitsIT {
  private static final String RESULT = "bits of the factors: ";

  @Test
  void sameFactorsOnEveryMasterWithAnyWorkersAndWithoutAVectorUnit() throws Exception {
    Set<String> bits = new TreeSet<>();
    bits.addAll(run("local[1]", true));
    bits.addAll(run("local[2]", true));
    bits.addAll(run("local[4]", true));
    bits.addAll(run("local[2]", false));
    assertThat(bits).hasSize(1);
  }

  /** Trains in a JVM of its own; the bits for 1, 2, 4 and 8 workers. */
  private static List<String> run(String master, boolean vectors)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(new File(System.getProperty("java.home"), "bin/java").getPath());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--add-opens")
          || argument.startsWith("-D") && argument.contains("reflect")) {
        command.add(argument);
      }
    }
    if (vectors) {
      command.add("--add-modules=jdk.incubator.vector");
    }
    command.addAll(
        List.of(
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            Training.class.getName(),
            master));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    List<String> bits = printed.lines().filter(line -> line.startsWith(RESULT)).toList();
    assertThat(bits).as(printed).hasSize(4);
    return bits;
  }

  /** What the other JVM runs. */
  static final class Training {
    private Training() {}

    public static void main(String[] arguments) {
      SparkSession session =
          SparkSession.builder()
              .master(arguments[0])
              .config("spark.ui.enabled", "false")
              .config("spark.driver.host", "localhost")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .getOrCreate();
      RatingTable table =
          RatingTables.of(
              session,
              Problems.split().weightColumn("w").build(),
              Problems.noisy(300, 200, 12_000, 21));
      Settings settings =
          Settings.builder().rank(11).epochs(8).grid(new Grid.Shape(16, 8)).patience(0).build();
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      for (int workers : new int[] {1, 2, 4, 8}) {
        Workers.Request request = new Workers.Request(workers, 0);
        try (BlockedRatings blocked = BlockedRatings.of(spark, table, settings, request);
            TrainingData data = blocked.full()) {
          Solution solution =
              new SgdSolver().solve(data, settings, TrainingTask.only(), TrainingListener.NONE);
          print(RESULT + Problems.bits(solution.factors()));
        }
      }
      session.stop();
    }

    private static void print(String line) {
      new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true)
          .println(line);
    }
  }
}
