// What to do with a pair of user and item that is rated more than once: part of a RatingsRequest.
package lacuna.ratings;

/**
 * How several ratings of one item by one user become one. What comes out depends on the ratings
 * alone, never on the order in which they stand. Weights of a mean or a sum are averaged, so that a
 * column of ones is the same as none.
 */
public enum Duplicates {
  /** The job stops, says how many there are, and shows three. */
  ERROR,
  /** The earliest by timestamp stands; of equally early ones the lowest rating. */
  FIRST,
  /** The latest by timestamp stands; of equally late ones the highest rating. */
  LAST,
  /** Their mean, weighted where there are weights. */
  MEAN,
  /** Their sum. */
  SUM;

  /** Whether timestamps decide. */
  public boolean needsTimestamps() {
    return this == FIRST || this == LAST;
  }
}
