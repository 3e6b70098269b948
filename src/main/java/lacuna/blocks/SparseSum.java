// Tree sums by row over tiles that have something for few of a stripe's rows.
package lacuna.blocks;

import java.util.Arrays;

/**
 * Sums for the rows of a stripe, as {@link DyadicSum#accumulated} would add them and with the same
 * bits; but joining two costs by the rows that one of them has, where that costs by all rows of the
 * stripe. With five million ratings of two million users and half a million items, a tile of 15,000
 * items has ratings of a thousand. For one thread.
 */
public final class SparseSum {
  private final int width;
  private final double[] values;
  private final int[] slot;
  private final int[] rows;
  private int count;

  private SparseSum(int rows, int width) {
    this.width = width;
    this.values = new double[rows * width];
    this.slot = new int[rows];
    this.rows = new int[rows];
  }

  /** Adds one leaf's rows. */
  public interface Leaf {
    /**
     * Adds leaf {@code k} to sums that are all zero.
     *
     * @param zeros where; a row's place is asked for before it is written to
     */
    void addTo(int k, SparseSum zeros);
  }

  /**
   * Sums over leaves.
   *
   * @param leaves their number, a power of two
   * @param rows of the stripe
   * @param width values of a row
   * @return {@code rows x width}, row-major; null when no leaf has any row
   */
  public static double[] of(int leaves, int rows, int width, Leaf leaf) {
    if (Integer.bitCount(leaves) != 1) {
      throw new IllegalArgumentException(
          "a tree sum takes a power of two of leaves, given " + leaves);
    }
    // One for each level of the tree, to be used again.
    SparseSum[] levels = new SparseSum[Integer.numberOfTrailingZeros(leaves) + 1];
    for (int level = 0; level < levels.length; level++) {
      levels[level] = new SparseSum(rows, width);
    }
    SparseSum sum = of(0, leaves, levels, levels.length - 1, leaf);
    return sum.count == 0 ? null : sum.byRow();
  }

  /** Sums leaves [from, from + leaves) into the given level; those below are spare. */
  private static SparseSum of(int from, int leaves, SparseSum[] levels, int level, Leaf leaf) {
    SparseSum sum = levels[level];
    if (leaves == 1) {
      leaf.addTo(from, sum);
      return sum;
    }
    of(from, leaves / 2, levels, level, leaf);
    sum.take(of(from + leaves / 2, leaves / 2, levels, level - 1, leaf));
    return sum;
  }

  /** The row's first place in {@link #values}. */
  public int at(int row) {
    if (slot[row] == 0) {
      rows[count++] = row;
      slot[row] = count;
    }
    return (slot[row] - 1) * width;
  }

  /** The sums; rows stand in the order in which they came, which keeps a tile's in the cache. */
  public double[] values() {
    return values;
  }

  private double[] byRow() {
    double[] byRow = new double[values.length];
    for (int k = 0; k < count; k++) {
      System.arraycopy(values, k * width, byRow, rows[k] * width, width);
    }
    return byRow;
  }

  /** Adds another's rows, which is all zero afterwards. */
  private void take(SparseSum other) {
    for (int k = 0; k < other.count; k++) {
      int to = at(other.rows[k]);
      for (int c = 0; c < width; c++) {
        values[to + c] += other.values[k * width + c];
      }
      other.slot[other.rows[k]] = 0;
    }
    Arrays.fill(other.values, 0, other.count * width, 0);
    other.count = 0;
  }
}
