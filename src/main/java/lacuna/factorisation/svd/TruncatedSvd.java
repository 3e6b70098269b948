// The exact truncated SVD of a filled matrix, on the driver: entry of this package. Chooses between
// the whole decomposition and the leading part alone.
package lacuna.factorisation.svd;

/**
 * The leading singular values and vectors of a {@link FilledMatrix}, in double precision.
 *
 * <p>The same bits for the same matrix and rank, whatever the number of threads: the routines are
 * the Java ones, never a native library that a machine happens to have.
 */
public final class TruncatedSvd {
  /** Size m n min(m, n) up to which the whole decomposition takes about a quarter of a second. */
  private static final double SMALL_WORK = 1e8;

  private TruncatedSvd() {}

  /**
   * The best approximation of a rank.
   *
   * @param matrix the matrix
   * @param rank singular values to find, at least 1; above the smaller side, all there are
   * @param threads threads for products with the matrix
   * @return rank, or min(users, items) if that is less, of singular values and vectors
   * @throws SvdException when the routine does not converge
   * @throws IllegalArgumentException for a rank below 1, or above half the smaller side of a matrix
   *     of more than 2^31 cells
   */
  public static Svd of(FilledMatrix matrix, int rank, int threads) {
    if (rank < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "rank and threads are at least 1, given " + rank + " and " + threads);
    }
    int kept = Math.min(rank, Math.min(matrix.users(), matrix.items()));
    return isDense(matrix.users(), matrix.items(), kept)
        ? DenseSvd.of(matrix, kept)
        : LanczosSvd.of(matrix, kept, threads);
  }

  /** Whether a decomposition of this shape is taken as a whole rather than of products. */
  static boolean isDense(long users, long items, int rank) {
    long smaller = Math.min(users, items);
    int order = (int) smaller;
    return (double) users * items * smaller <= SMALL_WORK
        || LanczosSvd.basisSize(Math.min(rank, order), order) == order;
  }

  /**
   * Turns columns to their sign and stores both sides by rows.
   *
   * @param values singular values, descending
   * @param u users x at least values.length, column-major
   * @param v items x at least values.length, column-major
   */
  static Svd signed(double[] values, double[] u, int users, double[] v, int items, String routine) {
    int rank = values.length;
    double[] left = new double[users * rank];
    double[] right = new double[items * rank];
    for (int k = 0; k < rank; k++) {
      double sign = Math.signum(largest(v, k * items, items));
      copyColumn(u, k, users, sign, left, rank);
      copyColumn(v, k, items, sign, right, rank);
    }
    return new Svd(values, left, right, routine);
  }

  private static void copyColumn(
      double[] from, int k, int rows, double sign, double[] to, int rank) {
    for (int r = 0; r < rows; r++) {
      to[r * rank + k] = sign * from[k * rows + r] + 0.0; // no negative zeros
    }
  }

  private static double largest(double[] values, int from, int length) {
    double largest = values[from];
    for (int at = from + 1; at < from + length; at++) {
      if (Math.abs(values[at]) > Math.abs(largest)) {
        largest = values[at];
      }
    }
    return largest;
  }
}
