// Whether a decomposition fits the driver.
package lacuna.factorisation.svd;

/**
 * Bytes that the truncated SVD of a filled matrix takes on the driver at its peak, from its shape
 * alone.
 *
 * @param users rows
 * @param items columns
 * @param ratings observed cells
 * @param rank singular values to find
 */
record DriverMemory(long users, long items, long ratings, int rank) {
  /** Ratings as collected (8), their distances to the fill (8), and these by row and by column. */
  private static final long BYTES_A_RATING = 8 + 8 + 3 * 12;

  /** Share of the heap that a run can spare for it. */
  private static final double SHARE = 0.6;

  long bytes() {
    long smaller = Math.min(users, items);
    long larger = Math.max(users, items);
    long kept = Math.min(rank, smaller);
    long work =
        TruncatedSvd.isDense(users, items, rank)
            ? 3 * users * items + 3 * smaller * smaller
            : smaller * (LanczosSvd.basisSize(rank, (int) smaller) + kept + 4) + 3 * larger * kept;
    return BYTES_A_RATING * ratings + Double.BYTES * work + 16L * kept * (users + items);
  }

  /** Whether it fits a heap of this many bytes beside everything else. */
  boolean fits(long heap) {
    return bytes() <= SHARE * heap;
  }
}
