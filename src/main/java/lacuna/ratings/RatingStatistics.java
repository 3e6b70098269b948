// Count, range and moments of ratings, exact whatever their order. Part of RatingTable.
package lacuna.ratings;

import java.io.Serializable;

/**
 * What is known of some ratings without their weights. All values are correctly rounded results of
 * exact sums, so they depend on the ratings alone: not on their order, partitions or threads.
 *
 * @param count how many
 * @param min the smallest; positive infinity of none
 * @param max the largest; negative infinity of none
 * @param sum of the ratings
 * @param sumOfSquares of the ratings
 * @param variance mean squared distance to the mean (divided by count); 0 of none
 */
public record RatingStatistics(
    long count, float min, float max, double sum, double sumOfSquares, double variance)
    implements Serializable {

  /** The mean rating; 0 of none. */
  public double mean() {
    return count == 0 ? 0 : sum / count;
  }

  /** Whether all ratings are the same, so that a masked loss is trivial. */
  public boolean constant() {
    return count > 0 && min == max;
  }
}
