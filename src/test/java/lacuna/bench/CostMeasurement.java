// Times epochs over sizes, ranks, threads and workers, fits the cost model to them and forecasts.
package lacuna.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import lacuna.bench.CostModel.Epoch;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.Workers;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.race.InventedTable;
import lacuna.ratings.RatingTable;
import lacuna.ratings.SyntheticRatings.Plan;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Run by {@code mvn -B -Pbench test-compile exec:exec -Dbench.main=lacuna.bench.CostMeasurement
 * -Dbench="1 3 10 30"}: sizes in millions of ratings, {@code 10:14} with 14 ratings a user in place
 * of 140. Needs about 250 bytes of heap a rating of the largest. Prints every epoch, the fitted
 * constants with their errors, and the forecast with what comes out of nine in ten fits to epochs
 * drawn anew from those measured. {@code cores=2} leaves one core out, and names of files stand for
 * the epochs that earlier runs printed there, so that a long measurement can be made in parts.
 */
public final class CostMeasurement {
  private static final int ITEMS = 10_000;
  private static final String RATINGS_A_USER = "140";
  private static final int EPOCHS = 5;

  /** Epochs that are not counted, while the compiler is at work. */
  private static final int WARM_UP = 2;

  private static final int[] RANKS = {16, 32, 64, 128};

  /** Fits to epochs drawn anew. */
  private static final int DRAWS = 500;

  private CostMeasurement() {}

  /**
   * Measures, fits, and prints it all.
   *
   * @param args sizes, numbers of cores, files
   */
  public static void main(String[] args) throws IOException {
    List<Epoch> epochs = new ArrayList<>();
    List<String> millions = new ArrayList<>();
    List<Integer> machines = new ArrayList<>();
    for (String arg : args) {
      if (arg.matches("[0-9]+(:[0-9]+)?")) {
        millions.add(arg);
      } else if (arg.startsWith("cores=")) {
        machines.add(Integer.valueOf(arg.substring("cores=".length())));
      } else {
        epochs.addAll(printed(Path.of(arg)));
      }
    }
    if (!millions.isEmpty()) {
      measure(millions, machines.isEmpty() ? List.of(2, 1) : machines, epochs);
    }
    print("all", CostModel.fit(epochs), epochs);
    long largest = epochs.stream().mapToLong(Epoch::ratings).max().orElse(0);
    List<Epoch> smaller = epochs.stream().filter(epoch -> epoch.ratings() < largest).toList();
    List<Epoch> larger = epochs.stream().filter(epoch -> epoch.ratings() == largest).toList();
    if (!smaller.isEmpty()) {
      print("largest from the others", CostModel.fit(smaller), larger);
    }
    forecast(CostModel.fit(epochs), others(epochs));
  }

  /** Fits to as many of these epochs, drawn with replacement. */
  private static List<CostModel> others(List<Epoch> epochs) {
    Random random = new Random(1);
    return Stream.generate(
            () -> random.ints(epochs.size(), 0, epochs.size()).mapToObj(epochs::get).toList())
        .limit(DRAWS)
        .map(CostModel::fit)
        .toList();
  }

  private static void measure(List<String> millions, List<Integer> machines, List<Epoch> epochs) {
    for (int cores : machines) {
      SparkSession spark =
          SparkSession.builder()
              .master("local[" + cores + "]")
              .config("spark.ui.enabled", "false")
              .getOrCreate();
      spark.sparkContext().setLogLevel("ERROR");
      measure(spark, "1", cores, "warm\t", new ArrayList<>());
      for (String size : millions) {
        measure(spark, size, cores, "", epochs);
      }
      spark.stop();
    }
  }

  private static void measure(
      SparkSession spark, String size, int cores, String mark, List<Epoch> into) {
    String[] parts = (size + ":" + RATINGS_A_USER).split(":");
    long count = Long.parseLong(parts[0]) * 1_000_000;
    int users = (int) (count / Integer.parseInt(parts[1]));
    RatingTable table = InventedTable.of(spark, new Plan(users, ITEMS, count, 8, 0.5, 1, 0.5, 1));
    // Workers of one core take turns there, which would measure nothing else than one of them.
    int[] workers = cores == 1 ? new int[] {1} : new int[] {1, 2, 4};
    for (int rank : RANKS) {
      for (int p : workers) {
        double seconds = epoch(spark, table, rank, p, cores);
        into.add(epochOf(count, users, rank, p, cores, seconds));
        say("%s%d\t%d\t%d\t%d\t%d\t%.4f", mark, count, users, rank, p, cores, seconds);
      }
    }
    table.unpersist();
  }

  private static Epoch epochOf(
      long count, long users, int rank, int workers, int cores, double seconds) {
    int stride = (rank + 7) / 8 * 8;
    int threads = workers == 1 ? cores : 1;
    return new Epoch(count, users, ITEMS, stride, workers, threads, cores, seconds);
  }

  /** The epochs of an earlier run, of the lines that begin with a number. */
  private static List<Epoch> printed(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.matches("[0-9]+\t.*"))
        .map(line -> line.split("\t"))
        .map(
            field ->
                epochOf(
                    Long.parseLong(field[0]),
                    Long.parseLong(field[1]),
                    Integer.parseInt(field[2]),
                    Integer.parseInt(field[3]),
                    Integer.parseInt(field[4]),
                    Double.parseDouble(field[5])))
        .toList();
  }

  private static double epoch(
      SparkSession spark, RatingTable table, int rank, int workers, int cores) {
    Settings settings = Settings.builder().rank(rank).epochs(EPOCHS).patience(0).build();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Workers.Request request = new Workers.Request(workers, workers == 1 ? cores : 1);
    try (BlockedRatings blocked = BlockedRatings.of(context, table, settings, request);
        TrainingData data = blocked.full()) {
      data.blocks().count();
      Solution solution =
          new SgdSolver().solve(data, settings, TrainingTask.only(), TrainingListener.NONE);
      solution.factors().close();
      double[] seconds =
          solution.history().stream()
              .skip(WARM_UP)
              .mapToDouble(EpochRecord::seconds)
              .sorted()
              .toArray();
      return seconds[seconds.length / 2];
    }
  }

  private static void print(String what, CostModel model, List<Epoch> epochs) {
    say("%s: %s", what, model);
    double[] errors = epochs.stream().mapToDouble(model::relativeError).sorted().toArray();
    say(
        "%s: of %d epochs half within %.0f %%, all within %.0f %%",
        what, errors.length, 100 * errors[errors.length / 2], 100 * errors[errors.length - 1]);
    for (int workers : new int[] {1, 2, 4}) {
      double[] some =
          epochs.stream()
              .filter(epoch -> epoch.workers() == workers)
              .mapToDouble(model::relativeError)
              .sorted()
              .toArray();
      if (some.length > 0) {
        say(
            "  P = %d: half within %.0f %%, all within %.0f %%",
            workers, 100 * some[some.length / 2], 100 * some[some.length - 1]);
      }
    }
  }

  private static void forecast(CostModel model, List<CostModel> others) {
    say(
        "a0, a1, r, e, u, g of nine in ten fits: %s, %s, %s, %s, %s, %s",
        ofMost(others, CostModel::a0),
        ofMost(others, CostModel::a1),
        ofMost(others, CostModel::r),
        ofMost(others, CostModel::e),
        ofMost(others, CostModel::u),
        ofMost(others, CostModel::g));
    for (long billions : new long[] {1, 100}) {
      long users = billions == 1 ? 5_000_000 : 200_000_000;
      int items = billions == 1 ? 200_000 : 5_000_000;
      for (int executors : new int[] {8, 16, 32, 64, 128}) {
        long ratings = billions * 1_000_000_000L;
        int size = executors;
        Function<CostModel, double[]> parts =
            some -> some.onCluster(ratings, users, items, 64, size, 8);
        double[] own = parts.apply(model);
        say(
            "%d billion on %d executors: %.2f s, most fits %s (%s)",
            billions,
            executors,
            Arrays.stream(own).sum(),
            ofMost(others, some -> Arrays.stream(parts.apply(some)).sum()),
            Arrays.toString(own));
      }
    }
  }

  /** From the 5th to the 95th of a hundred. */
  private static String ofMost(List<CostModel> models, ToDoubleFunction<CostModel> value) {
    double[] sorted = models.stream().mapToDouble(value).sorted().toArray();
    int cut = sorted.length / 20;
    return String.format(Locale.ROOT, "%.4g to %.4g", sorted[cut], sorted[sorted.length - 1 - cut]);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
