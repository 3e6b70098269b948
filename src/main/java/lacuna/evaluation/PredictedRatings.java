// Predictions of some cells of the matrix by all methods, on their way to a table.
package lacuna.evaluation;

import java.io.Serializable;
import lacuna.blocks.Role;

/**
 * Some cells with every method's prediction. Element k of each array belongs to the same cell; ids
 * are indices into the table's {@link lacuna.ratings.Ids}.
 *
 * @param user of each cell
 * @param item of each cell
 * @param rating NaN where the cell has none
 * @param role what the rating was for, as the ordinal of its {@link Role}; {@link #UNRATED} where
 *     there is none
 * @param cold bit {@link #COLD_USER} and bit {@link #COLD_ITEM}: whose id has no training ratings
 * @param raw predictions by method and cell, not clipped
 * @param deviation standard deviation of a rating about its prediction, by method and cell; NaN for
 *     a cell without one, null for a method that has none
 */
public record PredictedRatings(
    int[] user,
    int[] item,
    float[] rating,
    byte[] role,
    byte[] cold,
    float[][] raw,
    float[][] deviation)
    implements Serializable {
  /** The role of a cell that nobody rated. */
  public static final byte UNRATED = -1;

  /** Bit of {@link #cold} for a user without training ratings. */
  public static final byte COLD_USER = 1;

  /** Bit of {@link #cold} for an item without training ratings. */
  public static final byte COLD_ITEM = 2;

  /** Number of cells. */
  public int size() {
    return user.length;
  }
}
