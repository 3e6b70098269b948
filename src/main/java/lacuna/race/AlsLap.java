// One training by MLlib's ALS: from the cached table to the model.
package lacuna.race;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import lacuna.factorisation.Scale;
import lacuna.factorisation.Settings;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * MLlib's {@code fit} as it is, on the clock; its held-out error, and how many iterations it takes
 * to come to it, off the clock.
 */
final class AlsLap {
  private static final String SQUARE = "(rating - cast(prediction as double))";

  private AlsLap() {}

  /** The fewest iterations with the held-out error of as many as the settings say. */
  static int iterations(RaceTable table, RaceSettings settings) {
    return fewest(
        settings.learning().alsIterations(),
        iterations -> rmse(als(table, settings, iterations).fit(table.train()), table));
  }

  /**
   * The fewest iterations from which on the error is no more than after the last one.
   *
   * @param error after so many iterations; asked from the last one down
   */
  static int fewest(int most, IntToDoubleFunction error) {
    double last = error.applyAsDouble(most);
    int fewest = most;
    while (fewest > 1 && error.applyAsDouble(fewest - 1) <= last) {
      fewest--;
    }
    return fewest;
  }

  private static ALS als(RaceTable table, RaceSettings settings, int iterations) {
    Settings learning = settings.learning();
    return new ALS()
        .setUserCol("user")
        .setItemCol("item")
        .setRatingCol("rating")
        .setRank(learning.rank())
        .setMaxIter(iterations)
        .setRegParam(Scale.of(learning, table.statistics()).lambdaUser())
        .setSeed(learning.seed());
  }

  private static double rmse(ALSModel model, RaceTable table) {
    Dataset<Row> predicted = model.transform(table.test());
    return predicted.selectExpr("sqrt(avg(" + SQUARE + " * " + SQUARE + "))").first().getDouble(0);
  }

  /** One training of so many iterations. */
  static Trained run(
      SparkSession spark,
      RaceTable table,
      RaceSettings settings,
      int iterations,
      CachedBytes cache) {
    ALS als = als(table, settings, iterations);
    cache.restart();
    Stopwatch watch = Stopwatch.start(spark);
    ALSModel model = als.fit(table.train());
    double seconds = watch.seconds();
    double cores = watch.cores();
    long cached = cache.most();
    double rmse = rmse(model, table);
    return new Trained(
        Lap.ALS,
        seconds,
        Double.NaN,
        rmse,
        List.of(new Trained.Reached(iterations, seconds, rmse)),
        table.statistics().train() * (double) iterations / seconds,
        cores,
        cached);
  }
}
