// The door of this package: from a request to the table of ratings.
package lacuna.ratings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads ratings, gives their ids indices, groups them by user and splits them. */
public final class RatingsLoader {
  private RatingsLoader() {}

  /**
   * Reads what the request names. Runs its Spark jobs before it returns.
   *
   * @throws InputException if the input is missing or can't be used
   * @throws lacuna.UsageException if the request asks for what can't be had together
   */
  public static RatingTable load(SparkSession spark, RatingsRequest request) {
    return load(spark, request, SideFeatures.NONE);
  }

  /**
   * The same with all ids that something is known of, those without ratings too.
   *
   * @throws InputException also if the features are about nobody who is in the ratings
   */
  public static RatingTable load(
      SparkSession spark, RatingsRequest request, SideFeatures features) {
    Reading ratings = Formats.read(spark, request, Part.TRAIN, request.paths());
    Optional<Reading> test =
        request.test().map(path -> Formats.read(spark, request, Part.TEST, List.of(path)));
    return new Loading(spark, request, ratings, test, features).table();
  }

  /**
   * Takes the ratings from a table that the caller has, its columns found by the names in the
   * request or by known names; the request's paths and format are of no account.
   *
   * @throws InputException if the table's columns or rows can't be used
   */
  public static RatingTable load(SparkSession spark, Dataset<Row> table, RatingsRequest request) {
    Reading ratings = reading(spark, table, request, Part.TRAIN, "the table");
    Optional<Reading> test =
        request.test().map(path -> Formats.read(spark, request, Part.TEST, List.of(path)));
    return new Loading(spark, request, ratings, test, SideFeatures.NONE).table();
  }

  /**
   * The same with a validation part that the caller has cut off: a second table with the same
   * columns. The request cuts off none.
   *
   * @throws InputException if the tables' columns or rows can't be used
   */
  public static RatingTable load(
      SparkSession spark, Dataset<Row> table, Dataset<Row> validation, RatingsRequest request) {
    Reading ratings = reading(spark, table, request, Part.TRAIN, "the table");
    Reading apart = reading(spark, validation, request, Part.TEST, "the validation rows");
    return new Loading(spark, request, ratings, Optional.of(apart), true, SideFeatures.NONE)
        .table();
  }

  private static Reading reading(
      SparkSession spark, Dataset<Row> table, RatingsRequest request, Part source, String shown) {
    Input input = new Input(spark, request, source, List.of());
    return new TableReading(shown, table, input)
        .read(new Understood.Source(shown, 0, 0, "table", Map.of()));
  }
}
