// The sampler through Spark: same bits, predictions and their spread, cold ids, early stop.
package lacuna.factorisation.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lacuna.blocks.Grid;
import lacuna.blocks.Role;
import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Problems;
import lacuna.factorisation.SampledPredictions;
import lacuna.factorisation.Settings;
import lacuna.factorisation.SettingsBuilder;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;
import lacuna.ratings.RatingTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BayesSolverTest {
  private static SettingsBuilder small(BayesSettings.Side side, int sweeps, int burnIn) {
    return small(side, sweeps, burnIn, BayesSettings.Noise.STUDENT);
  }

  private static SettingsBuilder small(
      BayesSettings.Side side, int sweeps, int burnIn, BayesSettings.Noise noise) {
    return Settings.builder()
        .rank(4)
        .patience(0)
        .grid(new Grid.Shape(8, 4))
        .bayes(new BayesSettings(sweeps, burnIn, side, 2, 1e-4, 3, noise));
  }

  private static RatingTable noisy() {
    return Problems.table(Problems.split(), Problems.noisy(80, 50, 2000, 4));
  }

  /** Bits of the model and of all predictions, by role and stripe. */
  private static String bits(RatingTable table, Settings settings, int workers, int threads) {
    try (BlockedRatings blocked = Problems.described(table, settings, workers, threads);
        TrainingData data = blocked.full()) {
      Solution solution =
          new BayesSolver().solve(data, settings, TrainingTask.only(), TrainingListener.NONE);
      StringBuilder bits = new StringBuilder();
      bits.append(Problems.bits(solution.factors()));
      List<SampledPredictions.Worker> shares = solution.factors().sampled().workers().collect();
      for (Role role : Role.values()) {
        for (int stripe = 0; stripe < blocked.grid().users().stripes(); stripe++) {
          for (SampledPredictions.Worker share : shares) {
            if (share.means(role, stripe) != null) {
              bits.append(' ').append(Arrays.hashCode(share.means(role, stripe)));
              bits.append(' ').append(Arrays.hashCode(share.deviations(role, stripe)));
            }
          }
        }
      }
      return bits.toString();
    }
  }

  /** Both is the pattern too. */
  @ParameterizedTest
  @EnumSource(value = BayesSettings.Side.class, names = "PATTERN", mode = EnumSource.Mode.EXCLUDE)
  void sameBitsForAnyWorkersAndThreads(BayesSettings.Side side) {
    RatingTable table = noisy();
    // Far from exact draws take few steps, each of which is a stage with several workers.
    Settings settings =
        small(side, 4, 2)
            .bayes(new BayesSettings(4, 2, side, 2, 0.05, 3, BayesSettings.Noise.STUDENT))
            .build();
    String one = bits(table, settings, 1, 1);
    assertThat(one.split(" ")).hasSizeGreaterThan(8);
    assertThat(bits(table, settings, 1, 2)).isEqualTo(one);
    assertThat(bits(table, settings, 1, 4)).isEqualTo(one);
    assertThat(bits(table, settings, 2, 2)).isEqualTo(one);
    assertThat(bits(table, settings, 4, 1)).isEqualTo(one);
    assertThat(bits(table, settings.toBuilder().seed(2).build(), 1, 1)).isNotEqualTo(one);
  }

  /** The truth is of rank five with noise of 0.3, and rounded to tenths. */
  @Test
  void learnsAMatrixOfLowRankToItsNoise() {
    RatingTable table =
        Problems.table(Problems.split().validationFraction(0), Problems.noisy(120, 80, 6000, 9));
    Solution solution =
        Problems.train(
            new BayesSolver(),
            table,
            small(BayesSettings.Side.PATTERN, 80, 20).rank(8).build(),
            1,
            2);
    EpochRecord last = solution.history().get(79);
    assertThat(solution.status()).isEqualTo(Status.DONE);
    assertThat(solution.epochs()).isEqualTo(80);
    assertThat(last.trainRmse()).isBetween(0.25, 0.35);
    assertThat(last.testRmse()).isBetween(0.28, 0.42);
    assertThat(solution.note()).startsWith("60 samples; R-hat α ").contains("pattern drawn");
    assertThat(solution.convergence().keySet())
        .containsExactly("α", "λ_B of users", "λ_B of items", "training error");
    assertThat(solution.convergence().values()).allMatch(value -> value > 0.9 && value < 10);
  }

  @Test
  void intervalsHoldAboutTheirShareOfHeldOutRatings() {
    RatingTable table =
        Problems.table(
            Problems.split().validationFraction(0).testFraction(0.2),
            Problems.noisy(120, 80, 6000, 9));
    Settings settings =
        small(BayesSettings.Side.PATTERN, 80, 20, BayesSettings.Noise.NORMAL).build();
    try (BlockedRatings blocked = Problems.blocked(table, settings, 1, 2);
        TrainingData data = blocked.full()) {
      Solution solution =
          new BayesSolver().solve(data, settings, TrainingTask.only(), TrainingListener.NONE);
      SampledPredictions.Worker share = solution.factors().sampled().workers().collect().get(0);
      int held = 0;
      int count = 0;
      for (lacuna.blocks.RatingBlock block : data.blocks().collect()) {
        if (block.role() == Role.TEST) {
          float[] means = share.means(Role.TEST, block.userStripe());
          float[] deviations = share.deviations(Role.TEST, block.userStripe());
          for (int t = 0; t < block.size(); t++) {
            held += Math.abs(block.rating(t) - means[t]) < deviations[t] ? 1 : 0;
            count++;
          }
        }
      }
      assertThat(held / (double) count).isCloseTo(0.683, offset(0.06));
    }
  }

  @Test
  void ratingsTimesAHundredGiveTheSamePredictionsTimesAHundred() {
    double[][] rows = Problems.noisy(40, 30, 500, 2);
    Settings settings = small(BayesSettings.Side.PATTERN, 10, 2).build();
    Solution one = Problems.train(new BayesSolver(), Problems.table(rows), settings, 1, 1);
    Solution hundred =
        Problems.train(
            new BayesSolver(), Problems.table(Problems.rescaled(rows, 100, 7)), settings, 1, 1);
    assertThat(hundred.history().get(9).trainRmse())
        .isCloseTo(100 * one.history().get(9).trainRmse(), offset(0.01));
  }

  @Test
  void stopsWhenTheRunningMeanStandsStillOnTheValidationPart() {
    Settings settings = small(BayesSettings.Side.NONE, 400, 5).patience(1).refit(false).build();
    Solution solution = Problems.train(new BayesSolver(), noisy(), settings, 1, 2);
    assertThat(solution.epochs()).isBetween(26, 399);
    assertThat(solution.note())
        .startsWith(String.format(Locale.ROOT, "%d samples", solution.epochs() - 5));
  }

  @Test
  void everySlotOfTheModelIsFilledOnce() {
    for (int sweeps = 2; sweeps < 14; sweeps++) {
      for (int burnIn = 0; burnIn <= sweeps - 2; burnIn++) {
        for (int kept = 1; kept <= sweeps - burnIn; kept++) {
          Sampler.Plan plan = new Sampler.Plan(sweeps, burnIn, false, 1, 1e-4, 30, kept, true);
          int filled = 0;
          for (int sweep = 0; sweep < sweeps; sweep++) {
            int slot = plan.slot(sweep);
            if (slot >= 0) {
              assertThat(slot).isEqualTo(filled++);
            }
            assertThat(plan.filled(sweep + 1)).isEqualTo(filled);
          }
          assertThat(filled).isEqualTo(kept);
        }
      }
    }
  }

  /** The model's products are the mean of the samples, also of fewer than it would keep. */
  @Test
  void aModelOfFewerSamplesThanItMayKeepIsAsLargeAsTheRatings() {
    Settings settings = small(BayesSettings.Side.NONE, 4, 2).build();
    Solution solution = Problems.train(new BayesSolver(), noisy(), settings, 1, 1);
    assertThat(solution.factors().rank()).isEqualTo(2 * settings.rank());
  }

  @Test
  void splitChainsTellADriftFromNoise() {
    double[] noise = new double[200];
    double[] drift = new double[200];
    Draws draws = new Draws().of(1, lacuna.CounterRandom.Purpose.GIBBS_START, 0, 0);
    for (int k = 0; k < 200; k++) {
      noise[k] = draws.normal();
      drift[k] = noise[k] + k / 50.0;
    }
    assertThat(Convergence.splitRHat(noise)).isBetween(0.99, 1.03);
    assertThat(Convergence.splitRHat(drift)).isGreaterThan(1.5);
    assertThat(Convergence.splitRHat(new double[3])).isNaN();
  }
}
