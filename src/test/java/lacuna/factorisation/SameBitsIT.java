// The promise across processes: other masters, other numbers of cores, no vector unit, Kryo.
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
import java.util.stream.Stream;
import lacuna.blocks.Grid;
import lacuna.factorisation.als.PlainAlsSolver;
import lacuna.factorisation.bayes.BayesSolver;
import lacuna.factorisation.bias.BiasSolver;
import lacuna.factorisation.gd.GdSolver;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.factorisation.svd.SvdSolver;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingTables;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class SameBitsIT {
  private static final String RESULT = "bits of the factors: ";
  private static final String JAVA = "org.apache.spark.serializer.JavaSerializer";
  private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";
  private static final List<Solver> SOLVERS =
      List.of(
          new BayesSolver(),
          new PlainAlsSolver(),
          new SvdSolver(),
          new BiasSolver(),
          new GdSolver(),
          new SgdSolver());

  /**
   * Solvers with so many workers: sgd always, others with 1 or with 1 and 4. Workers cost stages.
   */
  private static List<Solver> solvers(int workers) {
    return SOLVERS.subList(
        workers == 1 ? 0 : workers == 4 ? 2 : SOLVERS.size() - 1, SOLVERS.size());
  }

  @Test
  void sameFactorsOnEveryMasterWithAnyWorkersAndWithoutAVectorUnit() throws Exception {
    Set<String> bits = new TreeSet<>();
    bits.addAll(run("local[1]", JAVA, true, 1, 4));
    bits.addAll(run("local[2]", JAVA, true, 1, 2));
    bits.addAll(run("local[4]", KRYO, true, 1, 4, 8));
    bits.addAll(run("local[2]", JAVA, false, 1, 2));
    assertThat(bits).hasSize(SOLVERS.size());
  }

  /** Trains in a JVM of its own, with one number of workers after the other. */
  private static List<String> run(
      String master, String serializer, boolean vectors, Integer... workers)
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
            master,
            serializer));
    command.addAll(Stream.of(workers).map(String::valueOf).toList());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    List<String> bits = printed.lines().filter(line -> line.startsWith(RESULT)).toList();
    assertThat(bits)
        .as(printed)
        .hasSize(Stream.of(workers).mapToInt(count -> solvers(count).size()).sum());
    return bits;
  }

  /** What the other JVM runs. */
  static final class Training {
    private Training() {}

    public static void main(String[] arguments) {
      SparkSession session =
          SparkSession.builder()
              .master(arguments[0])
              .config("spark.serializer", arguments[1])
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
          Settings.builder()
              .rank(11)
              .epochs(8)
              .grid(new Grid.Shape(16, 8))
              .patience(0)
              .alsIterations(3)
              .bayes(
                  new BayesSettings(
                      6, 2, BayesSettings.Side.PATTERN, 2, 1e-4, 3, BayesSettings.Noise.STUDENT))
              .gradient(new Settings.Gradient(4, Double.NaN, Settings.Update.ALTERNATING))
              .build();
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      for (String count : List.of(arguments).subList(2, arguments.length)) {
        int workers = Integer.parseInt(count);
        Workers.Request request = new Workers.Request(workers, 0);
        try (BlockedRatings blocked = BlockedRatings.of(spark, table, settings, request);
            TrainingData data = blocked.full()) {
          for (Solver solver : solvers(workers)) {
            Solution solution =
                solver.solve(data, settings, TrainingTask.only(), TrainingListener.NONE);
            print(RESULT + solver.method() + " " + Problems.bits(solution.factors()));
          }
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
