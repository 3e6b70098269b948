// The memory that a worker needs, reckoned from counts: for who sizes executors, and for doctor.
package lacuna.factorisation;

/**
 * What a run holds at most on each of its workers. The ratings are there as they were read and as
 * blocks, twice while they are put into blocks; rows are there before and after an epoch, at their
 * best, and once more for what compares the methods. Items go to every worker. Not in it: for bayes
 * with features of its own, 8 B x names x rank x stripes of a side, 134 MB at 512 names, rank 64
 * and 512 stripes.
 *
 * @param ratings of all parts
 * @param users with ratings
 * @param items with ratings
 * @param rank number of factors
 */
public record MemoryNeed(long ratings, long users, long items, int rank) {
  /** What Spark and Java need beside the data. */
  public static final long FIXED_BYTES = 500_000_000;

  private static final long BYTES_A_RATING = 50;
  private static final long BYTES_A_FACTOR_OF_A_USER = 16;
  private static final long BYTES_A_FACTOR_OF_AN_ITEM = 24;

  /** Bytes that a worker holds of the data, where there are so many workers. */
  public long bytes(int workers) {
    return (BYTES_A_RATING * ratings + BYTES_A_FACTOR_OF_A_USER * rank * users) / workers
        + BYTES_A_FACTOR_OF_AN_ITEM * rank * items;
  }
}
