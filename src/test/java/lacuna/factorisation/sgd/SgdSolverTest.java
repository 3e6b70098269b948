// Stochastic gradients through Spark: published tables, same bits, schedules, early stop,
// divergence.
package lacuna.factorisation.sgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Distribution;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Init;
import lacuna.factorisation.Settings.Order;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;
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

class SgdSolverTest {
  private static final lacuna.blocks.Grid.Shape EIGHT = new lacuna.blocks.Grid.Shape(16, 8);
  private static final int[][] LAB_MASK = {{1, 1, 1}, {0, 1, 1}, {1, 0, 1}};

  private static SettingsBuilder textbook(int skip) {
    return Settings.builder()
        .rank(2)
        .seed(0)
        .biases(false)
        .regularisation(new Regularisation(Form.WEIGHTED, 0, 0, 0))
        .init(new Init(Distribution.TORCH, skip))
        .order(Order.SEQUENTIAL)
        .epochs(1000)
        .step(new Step(Schedule.CONSTANT, 0.01))
        .patience(0);
  }

  private static SettingsBuilder small() {
    return Settings.builder().rank(5).epochs(6).grid(EIGHT).patience(0);
  }

  private static double[][] trained(RatingTable table, Settings settings) {
    try (BlockedRatings blocked = Problems.blocked(table, settings, 1, 2);
        TrainingData data = blocked.full()) {
      Solution solution =
          new SgdSolver().solve(data, settings, TrainingTask.only(), TrainingListener.NONE);
      float[][] u =
          Problems.rows(
              solution.factors().users().collect(), blocked.grid().users(), settings.rank());
      float[][] v =
          Problems.rows(
              solution.factors().items().collect(), blocked.grid().items(), settings.rank());
      double[][] both = new double[u.length + v.length][settings.rank()];
      for (int row = 0; row < both.length; row++) {
        float[] from = row < u.length ? u[row] : v[row - u.length];
        for (int k = 0; k < from.length; k++) {
          both[row][k] = from[k];
        }
      }
      return both;
    }
  }

  private static double loss(double[][] factors, int[][] mask) {
    double sum = 0;
    for (int u = 0; u < 3; u++) {
      for (int i = 0; i < 3; i++) {
        double product = factors[u][0] * factors[3 + i][0] + factors[u][1] * factors[3 + i][1];
        double error = Problems.LAB[u][i] - product;
        sum += mask == null || mask[u][i] == 1 ? error * error : 0;
      }
    }
    return sum;
  }

  private static void assertPrinted(double[][] obtained, double[][] published) {
    for (int row = 0; row < published.length; row++) {
      for (int k = 0; k < published[row].length; k++) {
        assertThat(obtained[row][k]).isCloseTo(published[row][k], offset(0.5001e-4));
      }
    }
  }

  /** Published to four digits: U, then V, after 1000 epochs of step 0.01 over all nine cells. */
  @Test
  void reproducesThePublishedFactorisationOfTheFullMatrix() {
    double[][] factors =
        trained(Problems.table(Problems.cells(Problems.LAB, null)), textbook(0).build());
    assertPrinted(
        factors,
        new double[][] {
          {0.6168, -0.1530}, {0.4108, 1.5961}, {1.0798, 1.1800},
          {0.8126, 1.8290}, {0.7836, -0.2088}, {0.8384, 1.0195}
        });
    assertThat(loss(factors, null)).isCloseTo(0.12197002, offset(5e-8));
  }

  /** Published with two cells masked; the random numbers go on where the first exercise stopped. */
  @Test
  void reproducesThePublishedFactorisationOfTheMaskedMatrix() {
    double[][] factors =
        trained(Problems.table(Problems.cells(Problems.LAB, LAB_MASK)), textbook(12).build());
    assertPrinted(
        factors,
        new double[][] {
          {0.6501, -0.1515}, {0.2346, 1.2954}, {1.1472, 1.2511},
          {0.9019, 1.5197}, {0.8868, -0.1223}, {0.5406, 1.3175}
        });
    assertThat(loss(factors, null)).isCloseTo(1.44836, offset(5e-6));
    assertThat(loss(factors, LAB_MASK)).isCloseTo(9.277e-4, offset(5e-8));
  }

  @Test
  void sameBitsForAnyNumberOfThreadsAndWorkers() {
    RatingTable table =
        Problems.table(Problems.split().weightColumn("w"), Problems.noisy(200, 120, 6000, 1));
    Settings settings = small().build();
    int alone = Problems.bits(Problems.train(new SgdSolver(), table, settings, 1, 1).factors());
    for (int threads : new int[] {2, 4}) {
      assertThat(
              Problems.bits(Problems.train(new SgdSolver(), table, settings, 1, threads).factors()))
          .isEqualTo(alone);
    }
    for (int workers : new int[] {2, 4, 8}) {
      Solution solution = Problems.train(new SgdSolver(), table, settings, workers, 2);
      assertThat(Problems.bits(solution.factors())).isEqualTo(alone);
    }
  }

  @Test
  void sameHistoryForAnyNumberOfWorkers() {
    RatingTable table = Problems.table(Problems.split(), Problems.noisy(200, 120, 6000, 2));
    Settings settings = small().build();
    List<EpochRecord> alone =
        Problems.withoutTimes(Problems.train(new SgdSolver(), table, settings, 1, 2));
    for (int workers : new int[] {2, 8}) {
      assertThat(
              Problems.withoutTimes(Problems.train(new SgdSolver(), table, settings, workers, 1)))
          .isEqualTo(alone);
    }
  }

  @Test
  void sameBitsForRowsInAnyOrder() {
    double[][] rows = Problems.noisy(150, 90, 4000, 3);
    Settings settings = small().build();
    int bits =
        Problems.bits(
            Problems.train(new SgdSolver(), Problems.table(rows), settings, 1, 2).factors());
    for (long order = 1; order <= 3; order++) {
      RatingTable table = Problems.table(Problems.shuffled(rows, order));
      assertThat(Problems.bits(Problems.train(new SgdSolver(), table, settings, 1, 2).factors()))
          .isEqualTo(bits);
    }
  }

  @Test
  void testRatingsDoNotTouchTheFactors() {
    double[][] rows = Problems.noisy(150, 90, 4000, 4);
    double[][] test = {{7, 3000, 1}, {1000, 5, 2}, {8, 2000, 3}};
    Settings settings = small().build();
    RatingTable with =
        lacuna.ratings.RatingTables.of(
            lacuna.SparkForTests.session(),
            lacuna.ratings.RatingTables.request().test("made-up").validationFraction(0).build(),
            rows,
            test);
    try (BlockedRatings blocked = Problems.blocked(with, settings, 1, 2);
        TrainingData data = blocked.full()) {
      Solution solution =
          new SgdSolver().solve(data, settings, TrainingTask.only(), TrainingListener.NONE);
      float[][] users =
          Problems.rows(solution.factors().users().collect(), blocked.grid().users(), 5);
      assertThat(users[with.users().find("1000")]).containsOnly(0f);
      RatingTable without = Problems.table(rows);
      float[][] alone = usersOf(without, settings);
      for (int id = 0; id < alone.length; id++) {
        assertThat(users[with.users().find(without.users().get(id))]).isEqualTo(alone[id]);
      }
    }
  }

  private static float[][] usersOf(RatingTable table, Settings settings) {
    try (BlockedRatings blocked = Problems.blocked(table, settings, 1, 2);
        TrainingData data = blocked.full()) {
      Solution solution =
          new SgdSolver().solve(data, settings, TrainingTask.only(), TrainingListener.NONE);
      return Problems.rows(
          solution.factors().users().collect(), blocked.grid().users(), settings.rank());
    }
  }

  @Test
  void aTaskThatFailsAfterItHasBegunToUpdateChangesNothing() {
    RatingTable table = Problems.table(Problems.split(), Problems.noisy(200, 120, 6000, 5));
    Settings settings = small().build();
    int undisturbed =
        Problems.bits(Problems.train(new SgdSolver(), table, settings, 1, 2).factors());
    for (int workers : new int[] {1, 4}) {
      FailingKernel.arm();
      Solution solution =
          Problems.train(new SgdSolver(FailingKernel::new), table, settings, workers, 1);
      assertThat(FailingKernel.failures()).isPositive();
      assertThat(Problems.bits(solution.factors())).isEqualTo(undisturbed);
    }
  }

  @Test
  void objectiveWeighsTheErrors() {
    double[][] rows = Problems.noisy(100, 60, 1500, 9);
    for (double[] row : rows) {
      row[3] = 2;
    }
    RatingTable table = Problems.table(Problems.split().weightColumn("w"), rows);
    Settings settings =
        small().epochs(2).regularisation(new Regularisation(Form.WEIGHTED, 0, 0, 0)).build();
    for (int workers : new int[] {1, 4}) {
      for (EpochRecord record :
          Problems.train(new SgdSolver(), table, settings, workers, 2).history()) {
        assertThat(record.objective()).isEqualTo(2 * record.trainSse());
      }
    }
  }

  @Test
  void keepsTheFactorsOfTheBestEpoch() {
    RatingTable table = Problems.table(Problems.split(), Problems.noisy(200, 120, 3000, 6));
    Settings settings =
        small()
            .epochs(60)
            .patience(3)
            .refit(false)
            .regularisation(new Regularisation(Form.WEIGHTED, 0, 0, 0))
            .step(new Step(Schedule.CONSTANT, 0.05))
            .build();
    for (int workers : new int[] {1, 4}) {
      Solution stopped = Problems.train(new SgdSolver(), table, settings, workers, 2);
      assertThat(stopped.epochs()).isLessThan(stopped.history().size());
      assertThat(stopped.history().size() - stopped.epochs()).isEqualTo(3);
      Solution exactly =
          Problems.train(
              new SgdSolver(), table, settings, workers, 2, TrainingTask.refit(stopped.epochs()));
      assertThat(Problems.bits(stopped.factors())).isEqualTo(Problems.bits(exactly.factors()));
    }
  }

  @Test
  void aStepThatIsTooLargeDivergesWithAdvice() {
    RatingTable table = Problems.table(Problems.noisy(100, 60, 2000, 7));
    Settings settings = small().step(new Step(Schedule.CONSTANT, 5)).build();
    Solution solution = Problems.train(new SgdSolver(), table, settings, 1, 1);
    assertThat(solution.status()).isEqualTo(Status.DIVERGED);
    assertThat(solution.factors()).isNull();
    assertThat(solution.note()).contains("--step-size");
    assertThat(solution.history()).hasSizeLessThan(6);
  }

  @ParameterizedTest
  @EnumSource(Schedule.class)
  void everyScheduleLearns(Schedule schedule) {
    RatingTable table = Problems.table(Problems.split(), Problems.noisy(200, 120, 6000, 8));
    Settings settings = small().epochs(30).step(new Step(schedule, Double.NaN)).build();
    Solution solution = Problems.train(new SgdSolver(), table, settings, 2, 1);
    double first = solution.history().get(0).trainRmse();
    double last = solution.history().get(29).trainRmse();
    double sigma = Math.sqrt(table.training().variance());
    assertThat(last).isLessThan(0.75 * first).isLessThan(0.6 * sigma);
  }

  @Test
  void followsTheScaleOfTheRatings() {
    double[][] rows = Problems.noisy(200, 120, 6000, 9);
    double plain = lastRmse(rows);
    assertThat(lastRmse(Problems.rescaled(rows, 100, 0)) / 100)
        .isCloseTo(plain, offset(0.01 * plain));
    assertThat(lastRmse(Problems.rescaled(rows, 0.01, 0)) * 100)
        .isCloseTo(plain, offset(0.01 * plain));
    assertThat(lastRmse(Problems.rescaled(rows, 1, 1000))).isCloseTo(plain, offset(0.01 * plain));
  }

  private static double lastRmse(double[][] rows) {
    Settings settings = small().epochs(20).build();
    Solution solution =
        Problems.train(new SgdSolver(), Problems.table(Problems.split(), rows), settings, 1, 2);
    return solution.history().get(19).testRmse();
  }

  @Test
  void nonnegativeFactorsStayAtZeroOrAbove() {
    double[][] rows = Problems.noisy(100, 60, 2000, 10);
    Settings settings = small().nonnegative(true).biases(false).build();
    for (double[] row : trained(Problems.table(rows), settings)) {
      for (double value : row) {
        assertThat(value).isGreaterThanOrEqualTo(0);
      }
    }
  }

  /** With n ratings in every row, weighted λ is plain n λ. */
  @Test
  void plainRegularisationCountsARowOnce() {
    java.util.Random random = new java.util.Random(11);
    double[][] full = new double[16][16];
    for (double[] row : full) {
      java.util.Arrays.setAll(row, k -> 3 + random.nextGaussian());
    }
    RatingTable table = Problems.table(Problems.cells(full, null));
    Settings weighted =
        small().regularisation(new Regularisation(Form.WEIGHTED, 0.125, 0.25, 0.0625)).build();
    Settings plain = small().regularisation(new Regularisation(Form.PLAIN, 2, 4, 1)).build();
    assertThat(Problems.bits(Problems.train(new SgdSolver(), table, plain, 1, 1).factors()))
        .isEqualTo(Problems.bits(Problems.train(new SgdSolver(), table, weighted, 1, 1).factors()));
  }
}
