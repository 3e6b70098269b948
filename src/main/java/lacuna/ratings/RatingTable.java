// What lacuna.ratings hands to lacuna.blocks and to whoever compares, reports or resumes.
package lacuna.ratings;

import org.apache.spark.api.java.JavaRDD;

/**
 * All ratings of a run, indexed, split and cached.
 *
 * @param users ids of users, of training and test ratings together
 * @param items ids of items, likewise
 * @param columns persisted; each user's ratings stand in one element. The number of partitions is
 *     execution only: no result may depend on it
 * @param weighted whether the columns have weights
 * @param train ratings in {@link Part#TRAIN}
 * @param validation ratings in {@link Part#VALIDATION}
 * @param test ratings in {@link Part#TEST}
 * @param training statistics of the ratings in {@link Part#TRAIN}
 * @param refitting statistics of those in {@link Part#TRAIN} and {@link Part#VALIDATION} together
 * @param understood what the readers made of the input
 */
public record RatingTable(
    Ids users,
    Ids items,
    JavaRDD<RatingColumns> columns,
    boolean weighted,
    long train,
    long validation,
    long test,
    RatingStatistics training,
    RatingStatistics refitting,
    Understood understood) {

  /** How many ratings there are in all parts. */
  public long count() {
    return train + validation + test;
  }

  /**
   * Refuses ratings that are all the same, before anything is trained on them; the columns are
   * freed then.
   *
   * @return this table
   * @throws InputException if there is nothing to learn
   */
  public RatingTable checkVaried() {
    if (refitting.constant()) {
      unpersist();
      float only = refitting.min();
      throw new InputException(
          (refitting.count() == 1
                  ? "The only training rating is "
                  : "All " + refitting.count() + " training ratings are ")
              + (only == Math.rint(only) ? String.valueOf((long) only) : String.valueOf(only))
              + ": to predict just that is right everywhere observed, so there is nothing to learn;"
              + " where they only say what was seen, a method for implicit feedback is wanted, such"
              + " as implicitPrefs of Spark's ALS");
    }
    return this;
  }

  /** Frees the cached columns; who needs them afterwards reads the input again. */
  public void unpersist() {
    columns.unpersist(false);
  }
}
