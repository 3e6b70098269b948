// Blocks of a handful of ratings without Spark: what plain tests of passes start from.
package lacuna.blocks;

import java.util.Arrays;
import java.util.Comparator;
import lacuna.ratings.FeatureRows;

/**
 * Ratings {user, item, rating} on one tile, users and items counted from 0. Rows are in the order
 * of the numbers.
 */
public final class TinyBlocks {
  private final Axis users;
  private final Axis items;
  private final double[][] cells;

  /**
   * @param userCount number of users, those without ratings included
   * @param itemCount number of items
   */
  public TinyBlocks(int userCount, int itemCount, double[][] cells) {
    this.cells = cells.clone();
    Arrays.sort(
        this.cells,
        Comparator.<double[]>comparingDouble(cell -> cell[0]).thenComparing(cell -> cell[1]));
    this.users = Axis.sequential(counts(0, userCount));
    this.items = Axis.sequential(counts(1, itemCount));
  }

  private int[] counts(int column, int size) {
    int[] counts = new int[size];
    for (double[] cell : cells) {
      counts[(int) cell[column]]++;
    }
    return counts;
  }

  private char[] chars(int column) {
    char[] values = new char[cells.length];
    for (int t = 0; t < values.length; t++) {
      values[t] = (char) cells[t][column];
    }
    return values;
  }

  private int[] places(int column) {
    int[] values = new int[cells.length];
    Arrays.setAll(values, t -> (int) cells[t][column]);
    return values;
  }

  private float[] ratings() {
    float[] values = new float[cells.length];
    for (int t = 0; t < values.length; t++) {
      values[t] = (float) cells[t][2];
    }
    return values;
  }

  private float[] weights() {
    if (cells[0].length < 4) {
      return null;
    }
    float[] values = new float[cells.length];
    for (int t = 0; t < values.length; t++) {
      values[t] = (float) cells[t][3];
    }
    return values;
  }

  /** The users' rows. */
  public RowBlock[] userRows() {
    return new RowBlock[] {RowBlocking.block(users, 0, chars(0), places(1), ratings(), weights())};
  }

  /** The items' rows. */
  public RowBlock[] itemRows() {
    return new RowBlock[] {RowBlocking.block(items, 0, chars(1), places(0), ratings(), weights())};
  }

  /** The users' rows with features. */
  public RowBlock[] userRows(FeatureRows features) {
    return new RowBlock[] {userRows()[0].with(FeatureBlock.of(features, users, 0))};
  }

  /** The items' rows with features. */
  public RowBlock[] itemRows(FeatureRows features) {
    return new RowBlock[] {itemRows()[0].with(FeatureBlock.of(features, items, 0))};
  }

  /** The tile, for training. */
  public RatingBlock block() {
    return new RatingBlock(
        Role.TRAIN, 0, chars(0), chars(1), ratings(), weights(), new int[] {0, cells.length});
  }
}
