// Times epochs over sizes, ranks, threads and workers, fits the cost model to them and forecasts.
package lacuna.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
 * -Dbench="1 3 10 30"}: sizes in millions of ratings. Needs about 250 bytes of heap a rating of the
 * largest. Prints every epoch, the fitted constants with their errors, and the forecast.
 */
public final class CostMeasurement {
  private static final int ITEMS = 10_000;
  private static final int RATINGS_A_USER = 140;
  private static final int EPOCHS = 5;

  /** Epochs that are not counted, while the compiler is at work. */
  private static final int WARM_UP = 2;

  private static final int[] RANKS = {16, 32, 64, 128};

  private CostMeasurement() {}

  /** Measures, fits, and prints it all. */
  public static void main(String[] millions) {
    List<Epoch> epochs = new ArrayList<>();
    for (int cores : new int[] {2, 1}) {
      SparkSession spark =
          SparkSession.builder()
              .master("local[" + cores + "]")
              .config("spark.ui.enabled", "false")
              .getOrCreate();
      spark.sparkContext().setLogLevel("ERROR");
      measure(spark, 1_000_000, cores, new ArrayList<>()); // lets the compiler do its work first
      for (String size : millions) {
        measure(spark, Long.parseLong(size) * 1_000_000, cores, epochs);
      }
      spark.stop();
    }
    print("all", CostModel.fit(epochs), epochs);
    long largest = epochs.stream().mapToLong(Epoch::ratings).max().orElse(0);
    List<Epoch> smaller = epochs.stream().filter(epoch -> epoch.ratings() < largest).toList();
    List<Epoch> larger = epochs.stream().filter(epoch -> epoch.ratings() == largest).toList();
    if (!smaller.isEmpty()) {
      print("largest from the others", CostModel.fit(smaller), larger);
    }
    forecast(CostModel.fit(epochs));
  }

  private static void measure(SparkSession spark, long count, int cores, List<Epoch> into) {
    int users = (int) (count / RATINGS_A_USER);
    RatingTable table = InventedTable.of(spark, new Plan(users, ITEMS, count, 8, 0.5, 1, 0.5, 1));
    // Workers of one core take turns there, which would measure nothing else than one of them.
    int[] workers = cores == 1 ? new int[] {1} : new int[] {1, 2, 4};
    for (int rank : RANKS) {
      for (int p : workers) {
        double seconds = epoch(spark, table, rank, p, cores);
        Epoch epoch =
            new Epoch(
                count, users, ITEMS, (rank + 7) / 8 * 8, p, p == 1 ? cores : 1, cores, seconds);
        into.add(epoch);
        say("%d\t%d\t%d\t%d\t%.4f", count, rank, p, epoch.threads(), seconds);
      }
    }
    table.unpersist();
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

  private static void forecast(CostModel model) {
    for (long billions : new long[] {1, 100}) {
      long users = billions == 1 ? 5_000_000 : 200_000_000;
      int items = billions == 1 ? 200_000 : 5_000_000;
      for (int executors : new int[] {8, 16, 32, 64, 128}) {
        double[] parts = model.onCluster(billions * 1_000_000_000L, users, items, 64, executors, 8);
        say(
            "%d billion on %d executors: %.1f s (%s)",
            billions, executors, Arrays.stream(parts).sum(), Arrays.toString(parts));
      }
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
