// How lists of recommendations are judged in a comparison: how long, of whom, what counts as a hit.
package lacuna.evaluation;

import java.io.Serializable;
import lacuna.UsageException;

/**
 * What is asked of the ranking metrics.
 *
 * @param top length of the lists, N; 0 judges no lists
 * @param users how many users, drawn by the seed, lists are made for; 0 leaves it to {@link #users}
 * @param relevantFrom a held-out rating of at least this is a hit; NaN leaves it to {@link
 *     #relevantFrom}
 */
public record RankingRule(int top, int users, double relevantFrom) implements Serializable {
  /** Judges no lists. */
  public static final RankingRule NONE = new RankingRule(0, 0, Double.NaN);

  /** Cells that are predicted for the lists of each method where the number of users is open. */
  private static final long CELLS = 10_000_000;

  private static final int FEWEST_USERS = 100;

  public RankingRule {
    if (top < 0) {
      throw new UsageException(
          "--ranking-top takes a whole number from 0 (no ranking), given " + top);
    }
    if (users < 0) {
      throw new UsageException(
          "--ranking-users takes a whole number from 1, or auto, given " + users);
    }
    if (Double.isInfinite(relevantFrom)) {
      throw new UsageException("--relevant-from takes a finite number, given " + relevantFrom);
    }
  }

  /**
   * How many users lists are made for: as many as make 10 million cells a method, at least 100.
   *
   * <p>Decision: a number of cells, not of users. Because: a list costs a prediction of every item,
   * and the whole matrix would cost more than the training. Costs: on 10,000 items 1,000 users
   * speak for all, which leaves a standard error of up to 0.006 on each metric.
   *
   * @param items that may be recommended
   */
  long users(int items) {
    return users > 0 ? users : Math.max(FEWEST_USERS, CELLS / Math.max(1, items));
  }

  /**
   * The least rating that is a hit: three quarters of the way from the least to the greatest
   * training rating, which is 4 of 5 stars and 8 of 10 points.
   */
  double relevantFrom(double least, double greatest) {
    return Double.isNaN(relevantFrom) ? least + 0.75 * (greatest - least) : relevantFrom;
  }
}
