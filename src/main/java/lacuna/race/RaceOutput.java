// Writes a race to Parquet.
package lacuna.race;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@code laps/}, one row for each training, and {@code standings/}, one for each method. */
public final class RaceOutput {
  private static final StructType LAPS =
      new StructType()
          .add("repetition", DataTypes.IntegerType, false)
          .add("method", DataTypes.StringType, false)
          .add("seconds", DataTypes.DoubleType, false)
          .add("setup_seconds", DataTypes.DoubleType, true)
          .add("heldout_rmse", DataTypes.DoubleType, true)
          .add("target_rmse", DataTypes.DoubleType, true)
          .add("seconds_to_target", DataTypes.DoubleType, true)
          .add("epochs_to_target", DataTypes.IntegerType, true)
          .add("updates_per_second", DataTypes.DoubleType, false)
          .add("cores", DataTypes.DoubleType, false)
          .add("cached_bytes", DataTypes.LongType, false);

  private static final StructType STANDINGS =
      new StructType()
          .add("method", DataTypes.StringType, false)
          .add("seconds", DataTypes.DoubleType, false)
          .add("heldout_rmse", DataTypes.DoubleType, true)
          .add("seconds_to_target", DataTypes.DoubleType, true)
          .add("least_seconds_to_target", DataTypes.DoubleType, true)
          .add("greatest_seconds_to_target", DataTypes.DoubleType, true)
          .add("updates_per_second", DataTypes.DoubleType, false)
          .add("cores", DataTypes.DoubleType, false)
          .add("cached_bytes", DataTypes.LongType, false)
          .add("train_ratings", DataTypes.LongType, false)
          .add("heldout_ratings", DataTypes.LongType, false);

  private RaceOutput() {}

  /** Writes both tables below a directory; figures that do not exist are null. */
  public static void write(SparkSession spark, Path directory, Race race) {
    List<Row> laps =
        race.laps().stream()
            .map(
                lap ->
                    RowFactory.create(
                        lap.repetition(),
                        lap.method(),
                        lap.seconds(),
                        cell(lap.setupSeconds()),
                        cell(lap.heldOutRmse()),
                        cell(race.target()),
                        cell(lap.targetSeconds()),
                        lap.targetEpochs() == 0 ? null : lap.targetEpochs(),
                        lap.updatesPerSecond(),
                        lap.cores(),
                        lap.cachedBytes()))
            .toList();
    List<Row> standings =
        List.of(row(race, race.standing(Lap.SGD)), row(race, race.standing(Lap.ALS)));
    write(spark, new Path(directory, "laps"), LAPS, laps);
    write(spark, new Path(directory, "standings"), STANDINGS, standings);
  }

  private static Row row(Race race, Standing standing) {
    return RowFactory.create(
        standing.method(),
        standing.seconds(),
        cell(standing.heldOutRmse()),
        cell(standing.targetSeconds()),
        cell(standing.leastTargetSeconds()),
        cell(standing.greatestTargetSeconds()),
        standing.updatesPerSecond(),
        standing.cores(),
        standing.cachedBytes(),
        race.trained(),
        race.heldOut());
  }

  private static void write(SparkSession spark, Path to, StructType schema, List<Row> rows) {
    spark.createDataFrame(rows, schema).coalesce(1).write().parquet(to.toString());
  }

  private static Double cell(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
