// Holds totals, coverage and intervals to a plain loop over the same ratings.
package lacuna.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.ratings.Part;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingTable;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class ScoringTest {
  private static final Settings SETTINGS =
      Settings.builder().grid(new Grid.Shape(8, 4)).patience(0).build();

  /** 90 users of whom some have test ratings alone, likewise some of the items. */
  private final RatingTable table =
      Problems.table(
          Problems.split().validationFraction(0).testFraction(0.4).seed(3),
          Problems.noisy(90, 70, 300, 5));

  private static ComparisonResult compare(BlockedRatings blocked, Optional<Clip> clip) {
    return MadeUpSolvers.compare(blocked, SETTINGS, clip);
  }

  private ComparisonResult compare(int workers, int threads) {
    return compare(
        Problems.blocked(table, SETTINGS, workers, threads), Optional.of(new Clip(2.5f, 4.5f)));
  }

  /** Held-out errors of a method by user, from collected factors, one rating after the other. */
  private Map<Integer, List<Double>> plainErrors(
      ComparisonResult result, String method, Clip clip) {
    Grid grid = result.ratings().grid();
    Collected own = Collected.of(result.factors(method));
    Collected speaker = Collected.of(result.factors(Methods.BIAS));
    Map<Integer, List<Double>> errors = new TreeMap<>();
    for (RatingColumns columns : table.columns().collect()) {
      for (int k = 0; k < columns.size(); k++) {
        if (columns.part(k) == Part.TEST) {
          int u = columns.user()[k];
          int i = columns.item()[k];
          boolean cold = grid.users().count(u) == 0 || grid.items().count(i) == 0;
          double raw = (cold && method.equals("plain") ? speaker : own).predict(grid, u, i);
          double clipped = Math.min(Math.max(raw, clip.least()), clip.greatest());
          errors.computeIfAbsent(u, none -> new ArrayList<>()).add(columns.rating()[k] - clipped);
        }
      }
    }
    return errors;
  }

  private record Collected(Factors factors, List<Stripe> users, List<Stripe> items) {
    static Collected of(Factors factors) {
      return new Collected(factors, factors.users().collect(), factors.items().collect());
    }

    double predict(Grid grid, int u, int i) {
      Stripe user = users.get(grid.users().stripeOf(u));
      Stripe item = items.get(grid.items().stripeOf(i));
      int width = user.width(Stripe.FACTORS);
      double sum = factors.mean();
      if (factors.biases()) {
        sum += user.column(Stripe.BIAS)[grid.users().rowOf(u)];
        sum += item.column(Stripe.BIAS)[grid.items().rowOf(i)];
      }
      for (int k = 0; k < factors.rank(); k++) {
        sum +=
            (double) user.column(Stripe.FACTORS)[grid.users().rowOf(u) * width + k]
                * item.column(Stripe.FACTORS)[grid.items().rowOf(i) * width + k];
      }
      return sum;
    }
  }

  @Test
  void totalsAreThoseOfAPlainLoop() {
    Clip clip = new Clip(2.5f, 4.5f);
    try (ComparisonResult result = compare(2, 2)) {
      for (MethodResult method : result.methods()) {
        List<Double> errors =
            plainErrors(result, method.method(), clip).values().stream()
                .flatMap(List::stream)
                .toList();
        SquaredErrors totals = method.test().orElseThrow().errors();
        assertThat(totals.count()).isEqualTo(errors.size()).isEqualTo(table.test());
        assertThat(totals.sse())
            .isCloseTo(errors.stream().mapToDouble(e -> e * e).sum(), within(1e-4));
        assertThat(totals.sae())
            .isCloseTo(errors.stream().mapToDouble(Math::abs).sum(), within(1e-4));
        assertThat(method.train().orElseThrow().errors().count()).isEqualTo(table.train());
      }
    }
  }

  @Test
  void coverageIsTheShareOfOwnPredictions() {
    try (ComparisonResult result = compare(1, 1)) {
      Grid grid = result.ratings().grid();
      long warm = 0;
      for (RatingColumns columns : table.columns().collect()) {
        for (int k = 0; k < columns.size(); k++) {
          boolean test = columns.part(k) == Part.TEST;
          boolean known =
              grid.users().count(columns.user()[k]) > 0
                  && grid.items().count(columns.item()[k]) > 0;
          warm += test && known ? 1 : 0;
        }
      }
      assertThat(warm).isPositive().isLessThan(table.test());
      assertThat(result.methods().get(1).test().orElseThrow().own()).isEqualTo(warm);
      assertThat(result.methods().get(1).test().orElseThrow().coverage())
          .isEqualTo((double) warm / table.test());
      assertThat(result.primary().test().orElseThrow().coverage()).isEqualTo(1);
      assertThat(result.methods().get(1).train().orElseThrow().coverage()).isEqualTo(1);
    }
  }

  @Test
  void intervalIsThatOfUsersDrawnAsAWhole() {
    Clip clip = new Clip(2.5f, 4.5f);
    try (ComparisonResult result = compare(4, 1)) {
      Map<Integer, List<Double>> own = plainErrors(result, "own", clip);
      Map<Integer, List<Double>> mean = plainErrors(result, "mean", clip);
      double count = table.test();
      double ownMse = squares(own.values().stream().flatMap(List::stream).toList()) / count;
      double meanMse = squares(mean.values().stream().flatMap(List::stream).toList()) / count;
      double variance = 0;
      for (int user : own.keySet()) {
        int n = own.get(user).size();
        double influence =
            (squares(mean.get(user)) - n * meanMse) / (2 * count * Math.sqrt(meanMse))
                - (squares(own.get(user)) - n * ownMse) / (2 * count * Math.sqrt(ownMse));
        variance += influence * influence;
      }
      variance *= own.size() / (own.size() - 1.0);
      double quantile = new TDistribution(own.size() - 1.0).inverseCumulativeProbability(0.975);
      RmseDifference difference = result.methods().get(2).difference().orElseThrow();
      assertThat(result.methods().get(2).method()).isEqualTo("mean");
      assertThat(difference.value())
          .isCloseTo(Math.sqrt(meanMse) - Math.sqrt(ownMse), within(1e-6));
      assertThat((difference.high() - difference.low()) / 2)
          .isCloseTo(quantile * Math.sqrt(variance), within(1e-5));
      assertThat(result.primary().difference()).isEmpty();
    }
  }

  private static double squares(List<Double> errors) {
    return errors.stream().mapToDouble(e -> e * e).sum();
  }

  @Test
  void sameBitsForAnyNumberOfWorkersAndThreads() {
    List<MethodResult> one;
    try (ComparisonResult result = compare(1, 1)) {
      one = result.methods();
    }
    for (int[] layout : new int[][] {{1, 3}, {2, 1}, {4, 2}}) {
      try (ComparisonResult result = compare(layout[0], layout[1])) {
        assertThat(result.ratings().workers().count()).isEqualTo(layout[0]);
        for (int m = 0; m < one.size(); m++) {
          MethodResult method = result.methods().get(m);
          assertThat(method.test()).isEqualTo(one.get(m).test());
          assertThat(method.train()).isEqualTo(one.get(m).train());
          assertThat(method.difference()).isEqualTo(one.get(m).difference());
          assertThat(method.factorHash()).isPresent().isEqualTo(one.get(m).factorHash());
        }
      }
    }
  }

  @Test
  void clipsToTheTrainingRatingsUnlessTold() {
    try (BlockedRatings blocked = Problems.blocked(table, SETTINGS, 1, 1);
        ComparisonResult byDefault = compare(blocked, Optional.empty());
        ComparisonResult unclipped = compare(blocked, Optional.of(Clip.NONE))) {
      assertThat(byDefault.clip())
          .isEqualTo(new Clip(table.training().min(), table.training().max()));
      assertThat(unclipped.primary().test().orElseThrow().errors().sse())
          .isCloseTo(
              squares(
                  plainErrors(unclipped, "own", Clip.NONE).values().stream()
                      .flatMap(List::stream)
                      .toList()),
              within(1e-3));
    }
  }
}
