// Sums joined as a binary tree over stripes; used for every sum that steers or is reported.
package lacuna.blocks;

/**
 * Adds doubles as the nodes of one fixed binary tree: neighbours first, then pairs of neighbours,
 * and so on.
 *
 * <p>Decision: leaves are tiles (or stripes) in the order of their numbers, and their count is a
 * power of two. Because: a worker holds an aligned run of 2^k stripes, which is one subtree, so
 * that the total has the same bits for every number of workers. Costs: nothing; it is also more
 * exact than adding from left to right.
 */
public final class DyadicSum {
  private DyadicSum() {}

  /**
   * The tree sum of the leaves; their number must be a power of two. The array is left as it was.
   */
  public static double of(double[] leaves) {
    return of(leaves, 0, leaves.length);
  }

  /** The tree sum of leaves [from, from + length); length must be a power of two. */
  public static double of(double[] leaves, int from, int length) {
    if (Integer.bitCount(length) != 1) {
      throw new IllegalArgumentException(
          "a dyadic sum takes a power of two of leaves, given " + length);
    }
    if (length == 1) {
      return leaves[from];
    }
    int half = length / 2;
    return of(leaves, from, half) + of(leaves, from + half, half);
  }

  /**
   * Joins the addends of a run of arrays element by element as a tree: {@code into[k]} becomes the
   * sum over the arrays' k-th elements. The first array of each pair is overwritten.
   *
   * @param arrays a power of two of arrays of the same length; a null array stands for zeros
   * @return the sum, which is one of the given arrays, or null when all are null
   */
  public static double[] ofArrays(double[][] arrays) {
    return ofArrays(arrays, 0, arrays.length);
  }

  private static double[] ofArrays(double[][] arrays, int from, int length) {
    if (length == 1) {
      return arrays[from];
    }
    int half = length / 2;
    double[] left = ofArrays(arrays, from, half);
    double[] right = ofArrays(arrays, from + half, half);
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    for (int k = 0; k < left.length; k++) {
      left[k] += right[k];
    }
    return left;
  }

  /** Adds one leaf's elements into an array of zeros. */
  public interface Leaf {
    /**
     * Adds leaf {@code k} into the array.
     *
     * @return false when the leaf is empty and the array was left as it was
     */
    boolean addTo(int k, double[] zeros);
  }

  /**
   * The sum of arrays that are made one after the other, as {@link #ofArrays} joins them, with no
   * more arrays at a time than the tree has levels.
   *
   * @param leaves their number, a power of two
   * @param length of each array
   * @return the sum, null when all leaves are empty
   */
  public static double[] accumulated(int leaves, int length, Leaf leaf) {
    if (Integer.bitCount(leaves) != 1) {
      throw new IllegalArgumentException(
          "a dyadic sum takes a power of two of leaves, given " + leaves);
    }
    return accumulated(0, leaves, length, leaf, new Spares(leaves));
  }

  private static double[] accumulated(int from, int leaves, int length, Leaf leaf, Spares spares) {
    if (leaves == 1) {
      double[] zeros = spares.take(length);
      if (leaf.addTo(from, zeros)) {
        return zeros;
      }
      spares.give(zeros);
      return null;
    }
    int half = leaves / 2;
    double[] left = accumulated(from, half, length, leaf, spares);
    double[] right = accumulated(from + half, half, length, leaf, spares);
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    for (int k = 0; k < length; k++) {
      left[k] += right[k];
      right[k] = 0;
    }
    spares.give(right);
    return left;
  }

  /** Arrays of zeros to be used again. */
  private static final class Spares {
    private final double[][] arrays;
    private int count;

    /** Room for one more than the tree has levels, the most that are ever idle. */
    Spares(int leaves) {
      arrays = new double[Integer.numberOfTrailingZeros(leaves) + 2][];
    }

    double[] take(int length) {
      return count > 0 ? arrays[--count] : new double[length];
    }

    void give(double[] zeros) {
      arrays[count++] = zeros;
    }
  }
}
