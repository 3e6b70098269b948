// A training through Spark in local mode, as a run does it after reading: what benchmarks time.
package lacuna.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;
import lacuna.factorisation.SettingsBuilder;
import lacuna.factorisation.Solution;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.Workers;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.ratings.Ids;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingStatistics;
import lacuna.ratings.RatingTable;
import lacuna.ratings.Understood;
import org.apache.spark.api.java.JavaSparkContext;

/** Ratings on their grid with one worker and some threads; each run trains anew. */
public final class LocalTraining implements AutoCloseable {
  private static final int BATCHES = 16;

  private final SettingsBuilder settings;
  private final BlockedRatings blocked;
  private final TrainingData data;

  /**
   * Blocks the ratings.
   *
   * @param ratings training ratings of users {@code [0, users)} and items {@code [0, items)}
   * @param settings rank, biases, grid; schedule and number of epochs come with each run
   */
  public LocalTraining(
      JavaSparkContext spark,
      RatingColumns ratings,
      int users,
      int items,
      SettingsBuilder settings,
      int threads) {
    this.settings = settings.patience(0);
    RatingStatistics statistics = statistics(ratings.rating());
    RatingTable table =
        new RatingTable(
            ids(users),
            ids(items),
            spark.parallelize(batches(ratings), BATCHES),
            false,
            ratings.size(),
            0,
            0,
            statistics,
            statistics,
            new Understood(
                List.of(), ratings.size(), 0, 0, 0, 0, "made-up", "made-up", List.of(), List.of()));
    blocked = BlockedRatings.of(spark, table, settings.build(), new Workers.Request(1, threads));
    data = blocked.full();
  }

  private static Ids ids(int count) {
    return Ids.of(IntStream.range(0, count).mapToObj(Integer::toString).toList());
  }

  private static RatingStatistics statistics(float[] ratings) {
    double sum = 0;
    double squares = 0;
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float rating : ratings) {
      sum += rating;
      squares += (double) rating * rating;
      min = Math.min(min, rating);
      max = Math.max(max, rating);
    }
    double mean = sum / ratings.length;
    return new RatingStatistics(
        ratings.length, min, max, sum, squares, squares / ratings.length - mean * mean);
  }

  /** Cuts the ratings between users. */
  private static List<RatingColumns> batches(RatingColumns all) {
    List<RatingColumns> batches = new ArrayList<>();
    int from = 0;
    for (int batch = 1; batch <= BATCHES; batch++) {
      int to = (int) ((long) all.size() * batch / BATCHES);
      while (to > from && to < all.size() && all.user()[to] == all.user()[to - 1]) {
        to++;
      }
      batches.add(
          new RatingColumns(
              Arrays.copyOfRange(all.user(), from, to),
              Arrays.copyOfRange(all.item(), from, to),
              Arrays.copyOfRange(all.rating(), from, to),
              null,
              Arrays.copyOfRange(all.part(), from, to)));
      from = to;
    }
    return batches;
  }

  /** The shape of the grid, such as 16x32. */
  public String grid() {
    return blocked.grid().users().stripes() + "x" + blocked.grid().items().stripes();
  }

  /**
   * Trains from the start.
   *
   * @throws IllegalStateException if the errors did not become smaller
   */
  public List<EpochRecord> train(Schedule schedule, int epochs) {
    Settings chosen = settings.step(new Step(schedule, Double.NaN)).epochs(epochs).build();
    Solution solution =
        new SgdSolver().solve(data, chosen, TrainingTask.only(), TrainingListener.NONE);
    List<EpochRecord> history = solution.history();
    if (!(history.get(epochs - 1).trainSse() < history.get(0).trainSse())) {
      throw new IllegalStateException("the errors did not become smaller: " + history);
    }
    return history;
  }

  @Override
  public void close() {
    data.close();
    blocked.close();
  }
}
