// One training by MLlib's ALS: from the cached table to the model.
package lacuna.race;

import java.util.List;
import lacuna.factorisation.Scale;
import lacuna.factorisation.Settings;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** MLlib's {@code fit} as it is, on the clock; its held-out error off the clock. */
final class AlsLap {
  private static final String SQUARE = "(rating - cast(prediction as double))";

  private AlsLap() {}

  static Trained run(
      SparkSession spark, RaceTable table, RaceSettings settings, CachedBytes cache) {
    Settings learning = settings.learning();
    ALS als =
        new ALS()
            .setUserCol("user")
            .setItemCol("item")
            .setRatingCol("rating")
            .setRank(learning.rank())
            .setMaxIter(learning.alsIterations())
            .setRegParam(Scale.of(learning, table.statistics()).lambdaUser())
            .setSeed(learning.seed());
    cache.restart();
    Stopwatch watch = Stopwatch.start(spark);
    ALSModel model = als.fit(table.train());
    double seconds = watch.seconds();
    double cores = watch.cores();
    long cached = cache.most();
    Dataset<Row> predicted = model.transform(table.test());
    double rmse =
        predicted.selectExpr("sqrt(avg(" + SQUARE + " * " + SQUARE + "))").first().getDouble(0);
    return new Trained(
        Lap.ALS,
        seconds,
        Double.NaN,
        rmse,
        List.of(new Trained.Reached(learning.alsIterations(), seconds, rmse)),
        table.statistics().train() * (double) learning.alsIterations() / seconds,
        cores,
        cached);
  }
}
