// One training by SGD: from the cached table to the model.
package lacuna.race;

import java.util.ArrayList;
import java.util.List;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.Workers;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.ratings.InputException;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Indexes, blocks and trains, on the clock. */
final class SgdLap {
  private SgdLap() {}

  static Trained run(
      SparkSession spark, RaceTable table, RaceSettings settings, CachedBytes cache) {
    Settings learning = settings.learning();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    cache.restart();
    Stopwatch watch = Stopwatch.start(spark);
    RatingTable read = RatingsLoader.load(spark, table.all(), RaceTable.split(settings));
    try (BlockedRatings blocked = BlockedRatings.of(context, read, learning, Workers.Request.NONE);
        TrainingData data = blocked.full()) {
      data.blocks().count(); // else the first epoch would seem to take what blocking does
      double setup = watch.seconds();
      List<Double> heard = new ArrayList<>();
      TrainingListener listener = (method, epoch, planned) -> heard.add(watch.seconds());
      Solution solution = new SgdSolver().solve(data, learning, TrainingTask.only(), listener);
      double seconds = watch.seconds();
      double cores = watch.cores();
      if (solution.factors() == null) {
        throw new InputException("sgd diverged: " + solution.note());
      }
      solution.factors().close();
      List<EpochRecord> history = solution.history();
      double inEpochs = history.stream().mapToDouble(EpochRecord::seconds).sum();
      return new Trained(
          Lap.SGD,
          seconds,
          setup,
          history.get(history.size() - 1).testRmse(),
          reached(history, heard, seconds),
          data.statistics().train() * history.size() / inEpochs,
          cores,
          cache.most());
    } finally {
      read.unpersist();
    }
  }

  /**
   * The points after each epoch. Several epochs run in one job and are heard of together at its
   * end: from one that is not the last of them, the epochs behind it are taken off.
   *
   * @param heard seconds after which each epoch was heard of
   * @param seconds of the whole training: what follows on the last epoch, which is to make the
   *     model, is counted in full from the first epoch on
   */
  static List<Trained.Reached> reached(
      List<EpochRecord> history, List<Double> heard, double seconds) {
    int last = history.size() - 1;
    double model = seconds - heard.get(last);
    double[] ended = new double[last + 1];
    for (int k = last; k >= 0; k--) {
      ended[k] =
          k == last
              ? heard.get(k)
              : Math.min(heard.get(k), ended[k + 1] - history.get(k + 1).seconds());
    }
    List<Trained.Reached> points = new ArrayList<>();
    for (int k = 0; k <= last; k++) {
      EpochRecord epoch = history.get(k);
      points.add(new Trained.Reached(epoch.epoch(), ended[k] + model, epoch.testRmse()));
    }
    return points;
  }
}
