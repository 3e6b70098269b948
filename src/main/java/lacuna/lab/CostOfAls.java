// Exercise 8: what an iteration of alternating least squares costs, against N, D and K.
package lacuna.lab;

import java.util.List;
import java.util.Locale;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Settings;
import lacuna.factorisation.als.PlainAlsSolver;
import lacuna.race.InventedTable;
import lacuna.ratings.RatingTable;
import lacuna.ratings.SyntheticRatings.Plan;
import lacuna.report.Chart;
import lacuna.report.Chart.Axis;

/** Made-up ratings, thirty a user; seconds are the fastest of a few iterations. */
final class CostOfAls implements Experiment {
  private static final int USERS = 4000;
  private static final int ITEMS = 1000;
  private static final int RANK = 16;
  private static final int RATINGS_A_USER = 30;
  private static final int ITERATIONS = 4;

  @Override
  public String name() {
    return "8 cost";
  }

  @Override
  public String title() {
    return "What alternating least squares costs";
  }

  /** Seconds of the fastest iteration. */
  private static double seconds(Bench bench, RatingTable table, int rank) {
    Settings settings = Settings.builder().rank(rank).alsIterations(ITERATIONS).build();
    return bench.train(new PlainAlsSolver(), table, settings).history().stream()
        .mapToDouble(EpochRecord::seconds)
        .min()
        .orElseThrow();
  }

  private static RatingTable made(Bench bench, int users, int items) {
    long count = (long) users * RATINGS_A_USER;
    return InventedTable.of(bench.spark(), new Plan(users, items, count, 4, 0.8, 1, 0.5, 1));
  }

  private static double measured(Bench bench, int users, int items, int rank) {
    RatingTable table = made(bench, users, items);
    try {
      return seconds(bench, table, rank);
    } finally {
      table.unpersist();
    }
  }

  @Override
  public Findings run(Bench bench) {
    Findings findings = new Findings();
    int most = bench.either(2, 8);
    double[] multiples = most == 2 ? new double[] {1, 2} : new double[] {1, 2, 4, 8};
    int points = multiples.length;
    double[] byUsers = new double[points];
    double[] byItems = new double[points];
    double[] byRank = new double[points];
    measured(bench, USERS / 4, ITEMS, RANK); // the first one pays for compilation
    for (int k = 0; k < points; k++) {
      int times = (int) multiples[k];
      byUsers[k] = measured(bench, USERS / 4 * times, ITEMS, RANK);
      byItems[k] = measured(bench, USERS, ITEMS / 4 * times, RANK);
      byRank[k] = measured(bench, USERS, ITEMS, RANK / 2 * times);
    }
    int last = points - 1;
    return findings
        .add(times("users", multiples), byUsers[last] / byUsers[0])
        .add(times("items", multiples), byItems[last] / byItems[0])
        .add(times("factors", multiples), byRank[last] / byRank[0])
        .say(
            "A row with n ratings costs n K² for its equations and K³/3 to solve them, so an"
                + " iteration costs |Ω| K² + (N + D) K³/3: linear in users where each brings"
                + " ratings of their own, hardly moved by more items for the same ratings, and"
                + " between the square and the cube of K. Rows of a side don't depend on each other,"
                + " so large N and D are shared out among workers; beyond that one takes a few steps"
                + " of conjugate gradients a row instead of a factorisation, or stochastic"
                + " gradients, which cost |Ω| K an epoch.")
        .show(
            Textbook.curves(
                "exercise-8-cost",
                "The number of factors is what costs",
                String.format(
                    Locale.ROOT,
                    "Seconds of an iteration over the multiple of the smallest size: %,d users, %,d"
                        + " items, %d factors. Times of this machine.",
                    USERS / 4,
                    ITEMS / 4,
                    RANK / 2),
                Axis.log("multiple of the smallest"),
                Axis.log("seconds an iteration"),
                List.of(
                    Chart.Series.of("more users", multiples, byUsers),
                    Chart.Series.of("more items", multiples, byItems),
                    Chart.Series.of("more factors", multiples, byRank))));
  }

  private static String times(String what, double[] multiples) {
    return "times the seconds, " + (int) multiples[multiples.length - 1] + " times the " + what;
  }
}
