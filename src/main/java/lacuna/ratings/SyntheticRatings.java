// Invented ratings from a known truth, of any size. Behind the command `generate`, data/sample, and
// tests of scale.
package lacuna.ratings;

import java.io.Serializable;
import java.util.Arrays;
import lacuna.CounterRandom;
import lacuna.CounterRandom.Purpose;
import lacuna.UsageException;

/**
 * Ratings drawn from a low-rank truth plus noise. Every row is a function of the plan and its
 * number, so any part of them can be made anywhere: {@code count} rows grouped by user, users
 * ascending, no pair twice.
 *
 * <p>The truth of user u and item i is {@code 3.5 + b_u + c_i + w_u·h_i / sqrt(rank) * 0.5}, with
 * normal b (deviation 0.4) and c (0.45), and the {@code rank} entries of w and h uniform with
 * variance 1. A rating is the truth plus normal noise, brought to the nearest multiple of {@code
 * step} within [0.5, 5]; with step 0 it stays as it is.
 *
 * <p>The truth's own root mean squared error, which no method can beat by more than chance, is
 * {@code noise} with step 0. Else it is about {@code sqrt(noise² + step²/12)}, less what the ends
 * of the scale cut off; {@link #truthSse} has it exactly.
 *
 * <p>How many ratings a user has and how often an item is rated follow {@link PowerLaw}s of the
 * same skew; who is active and what is popular has nothing to do with the ids. A user's n items
 * come one from each of n strata of popularity.
 *
 * <p>Memory: 8 bytes a user and an item. Immutable and safe for any thread; not sent between
 * processes: send the plan.
 */
public final class SyntheticRatings {
  private static final double MEAN = 3.5;
  private static final double USER_DEVIATION = 0.4;
  private static final double ITEM_DEVIATION = 0.45;
  private static final double INTERACTION_DEVIATION = 0.5;

  /** Shares of ranks in the flattened heads; with skew 1 both sides then look like MovieLens. */
  private static final double USER_HEAD = 0.01;

  private static final double ITEM_HEAD = 0.005;

  private static final double LOWEST = 0.5;
  private static final double HIGHEST = 5;
  private static final double UNIT_VARIANCE = 2 * Math.sqrt(3);

  /**
   * 2015-01-01 and five years, in seconds: when users first rate. A user then rates for 90 days.
   */
  private static final long FIRST_TIME = 1_420_070_400L;

  private static final long FIRST_SPAN = 5L * 365 * 86_400;
  private static final long USER_SPAN = 90L * 86_400;

  private final Plan plan;
  private final PowerLaw popularity;
  private final Permutation itemOfRank;

  /** Number of the first row of each user; users + 1 of them. */
  private final long[] firstRow;

  public SyntheticRatings(Plan plan) {
    this.plan = plan;
    this.popularity = new PowerLaw(plan.items, 1 + plan.items * ITEM_HEAD, plan.skew);
    this.itemOfRank = new Permutation(plan.items, plan.seed, 1);
    int[] counts =
        new PowerLaw(plan.users, 1 + plan.users * USER_HEAD, plan.skew)
            .shares(plan.count, plan.items);
    Permutation rankOfUser = new Permutation(plan.users, plan.seed, 0);
    firstRow = new long[plan.users + 1];
    for (int user = 0; user < plan.users; user++) {
      firstRow[user + 1] = firstRow[user] + counts[rankOfUser.at(user)];
    }
  }

  /** Hands rows {@code [from, to)} of {@code [0, count)} to the sink, in their order. */
  public void forEach(long from, long to, Sink sink) {
    walk(
        from,
        to,
        (user, item, truth) ->
            sink.accept(user, item, rating(truth, user, item), time(user, item)));
  }

  /**
   * The sum of squared errors of the truth over rows {@code [from, to)}; with a step the truth is
   * clipped to the scale, as predictions are.
   */
  public double truthSse(long from, long to) {
    double[] sse = new double[1];
    walk(
        from,
        to,
        (user, item, truth) -> {
          double error = rating(truth, user, item) - (plan.step > 0 ? clip(truth) : truth);
          sse[0] += error * error;
        });
    return sse[0];
  }

  /** What the ratings of this pair scatter around: unrounded, and not clipped. */
  public double truth(int user, int item) {
    return new Taste(user).truth(item);
  }

  private void walk(long from, long to, Visit visit) {
    int user = userOf(from);
    for (long row = from; row < to; user++) {
      PowerLaw.Strata strata = popularity.strata((int) (firstRow[user + 1] - firstRow[user]));
      Taste taste = new Taste(user);
      for (; row < Math.min(to, firstRow[user + 1]); row++) {
        int nth = (int) (row - firstRow[user]);
        double uniform = uniform(Purpose.SYNTHETIC_CHOICE, user, nth);
        int item = itemOfRank.at(strata.pick(nth, uniform));
        visit.accept(user, item, taste.truth(item));
      }
    }
  }

  private interface Visit {
    void accept(int user, int item, double truth);
  }

  private int userOf(long row) {
    if (row < 0 || row >= plan.count) {
      return plan.users;
    }
    int at = Arrays.binarySearch(firstRow, row);
    if (at < 0) {
      return -at - 2;
    }
    // Users without ratings start at the same row: the last of them has it.
    while (firstRow[at + 1] == row) {
      at++;
    }
    return at;
  }

  private float rating(double truth, int user, int item) {
    double value =
        truth + plan.noise * CounterRandom.normal(plan.seed, Purpose.SYNTHETIC_NOISE, user, item);
    return (float) (plan.step > 0 ? clip(plan.step * Math.rint(value / plan.step)) : value);
  }

  private static double clip(double value) {
    return Math.min(HIGHEST, Math.max(LOWEST, value));
  }

  private long time(int user, int item) {
    double start = uniform(Purpose.SYNTHETIC_TIME, user, -1);
    double since = uniform(Purpose.SYNTHETIC_TIME, user, item);
    return FIRST_TIME + (long) (start * FIRST_SPAN) + (long) (since * USER_SPAN);
  }

  private double uniform(Purpose purpose, long a, long b) {
    return CounterRandom.uniform(plan.seed, purpose, a, b);
  }

  /** What a user thinks of items. */
  private final class Taste {
    private final double level;
    private final double[] factors = new double[plan.rank];

    Taste(int user) {
      level =
          MEAN + USER_DEVIATION * CounterRandom.normal(plan.seed, Purpose.SYNTHETIC_USER, user, -1);
      for (int k = 0; k < plan.rank; k++) {
        factors[k] = entry(Purpose.SYNTHETIC_USER, user, k);
      }
    }

    double truth(int item) {
      double product = 0;
      for (int k = 0; k < plan.rank; k++) {
        product += factors[k] * entry(Purpose.SYNTHETIC_ITEM, item, k);
      }
      double liked =
          ITEM_DEVIATION * CounterRandom.normal(plan.seed, Purpose.SYNTHETIC_ITEM, item, -1);
      return level + liked + INTERACTION_DEVIATION * product / Math.sqrt(Math.max(1, plan.rank));
    }

    private double entry(Purpose purpose, int row, int k) {
      return UNIT_VARIANCE * (uniform(purpose, row, k) - 0.5);
    }
  }

  /** Takes rows one by one. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param user from 0 to users - 1
     * @param item from 0 to items - 1
     * @param rating on the plan's scale
     * @param time seconds since 1970
     */
    void accept(int user, int item, float rating, long time);
  }

  /**
   * What to invent.
   *
   * @param users up to 2^31 - 2; some may have no rating where there are few
   * @param items likewise
   * @param count ratings, at most a trillion and at most users times items
   * @param rank length of the truth's factors; 0 for biases alone
   * @param noise standard deviation around the truth, 0 or more
   * @param skew exponent of activity and popularity, 0 (all alike) to 4; 1 looks like MovieLens
   * @param step distance of two ratings on the scale from 0.5 to 5; 0 for no rounding and no ends
   * @param seed any number
   */
  public record Plan(
      int users, int items, long count, int rank, double noise, double skew, double step, long seed)
      implements Serializable {
    private static final long MOST_RATINGS = 1_000_000_000_000L;
    private static final int MOST_SIDE = Integer.MAX_VALUE - 1;

    public Plan {
      check("users", users, 1, MOST_SIDE);
      check("items", items, 1, MOST_SIDE);
      check("count", count, 1, MOST_RATINGS);
      check("rank", rank, 0, 10_000);
      check("noise", noise, 0, 1_000);
      check("skew", skew, 0, 4);
      check("step", step, 0, HIGHEST - LOWEST);
      if (count > (long) users * items) {
        throw new UsageException(
            "--count is "
                + count
                + ", but "
                + users
                + " users and "
                + items
                + " items make only "
                + (long) users * items
                + " pairs; lower it, or raise --users or --items");
      }
    }

    private static void check(String name, double value, double least, double most) {
      if (!(value >= least && value <= most)) {
        throw new UsageException(
            "--"
                + name
                + " is "
                + plain(value)
                + "; it must be from "
                + plain(least)
                + " to "
                + plain(most));
      }
    }

    private static String plain(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e18
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }
}
