// The door of this package: from a request to the table of ratings, in three named steps.
package lacuna.ratings;

import org.apache.spark.sql.SparkSession;

/** Reads ratings, gives their ids indices, groups them by user and splits them. */
public final class RatingsLoader {
  private RatingsLoader() {}

  /**
   * Reads what the request names.
   *
   * @throws InputException if the input is missing or can't be used
   * @throws lacuna.UsageException if the request asks for what can't be had together
   */
  public static RatingTable load(SparkSession spark, RatingsRequest request) {
    throw new InputException("reading is not there yet: " + request.paths() + spark.version());
  }
}
