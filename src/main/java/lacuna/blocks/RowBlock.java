// The ratings of one stripe of either side, row by row: what solvers that solve for a whole row at
// once are given.
package lacuna.blocks;

import java.io.Serializable;

/**
 * The training ratings of one stripe of users or of items, sorted by row and then by the place of
 * the other side's row. Ratings of row r are the range [start[r], start[r + 1]).
 *
 * <p>Immutable by agreement, like {@link RatingBlock}.
 */
public final class RowBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int stripe;
  private final int[] key;
  private final int[] start;
  private final int[] other;
  private final float[] rating;
  private final float[] weight;
  private final FeatureBlock features;

  RowBlock(int stripe, int[] key, int[] start, int[] other, float[] rating, float[] weight) {
    this(stripe, key, start, other, rating, weight, null);
  }

  private RowBlock(
      int stripe,
      int[] key,
      int[] start,
      int[] other,
      float[] rating,
      float[] weight,
      FeatureBlock features) {
    this.stripe = stripe;
    this.key = key;
    this.start = start;
    this.other = other;
    this.rating = rating;
    this.weight = weight;
    this.features = features;
  }

  /** The same with what else is known of its rows. */
  public RowBlock with(FeatureBlock known) {
    return new RowBlock(stripe, key, start, other, rating, weight, known);
  }

  /** Number of this stripe on its side. */
  public int stripe() {
    return stripe;
  }

  /** Number of rows, cold ones included. */
  public int rows() {
    return key.length;
  }

  /** Number of ratings. */
  public int size() {
    return rating.length;
  }

  /** Number of ratings of a row. */
  public int count(int row) {
    return start[row + 1] - start[row];
  }

  /** First rating of a row; that of row {@link #rows} is {@link #size}. */
  public int start(int row) {
    return start[row];
  }

  /**
   * What names a row whatever else is in the data: its ordinal among the trained ids of its side,
   * below zero for a cold one. Random numbers are keyed by it.
   */
  public int key(int row) {
    return key[row];
  }

  /**
   * Places of the other side's rows, one a rating: stripe in the upper, row in the lower 16 bits.
   * The array itself, not to be written to.
   */
  public int[] others() {
    return other;
  }

  /** The ratings, likewise. */
  public float[] ratings() {
    return rating;
  }

  /** The weights, likewise; null when all are 1. */
  public float[] weights() {
    return weight;
  }

  /** What is known of the rows beside; null where nothing was given. */
  public FeatureBlock features() {
    return features;
  }
}
