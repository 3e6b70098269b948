// What every solver keeps to, whatever its method: one test over all of them.
package lacuna.factorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import lacuna.SparkForTests;
import lacuna.blocks.Grid;
import lacuna.factorisation.Settings.Distribution;
import lacuna.factorisation.Settings.Fill;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Gradient;
import lacuna.factorisation.Settings.Init;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;
import lacuna.factorisation.Settings.Svd;
import lacuna.factorisation.Settings.Update;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.als.MllibAlsSolver;
import lacuna.factorisation.als.PlainAlsSolver;
import lacuna.factorisation.bayes.BayesSolver;
import lacuna.factorisation.bias.BiasSolver;
import lacuna.factorisation.bias.MeanSolver;
import lacuna.factorisation.gd.GdSolver;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.factorisation.svd.SvdSolver;
import lacuna.ratings.Part;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SolverContractTest {
  /** All solvers. */
  enum Method {
    SGD(SgdSolver::new),
    GD(GdSolver::new),
    ALS(MllibAlsSolver::new),
    ALS_PLAIN(PlainAlsSolver::new),
    BAYES(BayesSolver::new),
    SVD(SvdSolver::new),
    BIAS(BiasSolver::new),
    MEAN(MeanSolver::new);

    private final Supplier<Solver> solver;

    Method(Supplier<Solver> solver) {
      this.solver = solver;
    }

    Learnt learnt(RatingTable table, Settings settings, int workers, int threads) {
      return Learnt.of(solver.get(), table, settings, workers, threads);
    }

    /** MLlib adds floats in the order in which the shuffle delivers them. */
    boolean hasFixedBits() {
      return this != ALS;
    }

    /** A dozen samples spread about what they would settle on. */
    boolean settles() {
      return this != BAYES;
    }

    /** What sgd notes as the training error is what it met on its way. */
    boolean measuresAtTheEnd() {
      return this != SGD;
    }
  }

  private static SettingsBuilder settings() {
    return Settings.builder()
        .rank(4)
        .epochs(15)
        .patience(0)
        .alsIterations(3)
        .bayes(
            new BayesSettings(
                12, 4, BayesSettings.Side.PATTERN, 6, 1e-2, 3, BayesSettings.Noise.STUDENT))
        .gradient(new Gradient(15, Double.NaN, Update.ALTERNATING));
  }

  /** Products alone: no mean, no biases, nothing that pulls them back. */
  private static SettingsBuilder products(int rank) {
    return settings()
        .rank(rank)
        .biases(false)
        .regularisation(new Regularisation(Form.WEIGHTED, 0, 0, 0))
        .svd(new Svd(1_000_000, Fill.ZERO));
  }

  private static double squaredError(Learnt learnt, RatingTable table, Part part) {
    double sum = 0;
    for (RatingColumns columns : table.columns().collect()) {
      for (int t = 0; t < columns.size(); t++) {
        if (columns.part(t) == part) {
          double predicted = learnt.predict(columns.user()[t], columns.item()[t]);
          sum += Math.pow(columns.rating()[t] - predicted, 2);
        }
      }
    }
    return sum;
  }

  private static void assertFinite(Learnt learnt) {
    assertThat(learnt.solution().status()).isEqualTo(Status.DONE);
    for (double value : learnt.parameters()) {
      assertThat(value).isFinite();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"SGD", "GD", "ALS", "ALS_PLAIN", "SVD"})
  void reachesAnExactMatrixOfRankOne(Method method) {
    double[][] matrix = new double[20][15];
    Random random = new Random(1);
    double[] column = random.doubles(15, 0.5, 2).toArray();
    for (double[] row : matrix) {
      double factor = 0.5 + random.nextDouble();
      Arrays.setAll(row, i -> factor * column[i]);
    }
    RatingTable table = Problems.table(Problems.cells(matrix, null));
    Settings settings =
        products(1)
            .epochs(300)
            .step(new Step(Schedule.CONSTANT, 0.05))
            .gradient(new Gradient(300, Double.NaN, Update.ALTERNATING))
            .alsIterations(10)
            .build();
    Learnt learnt = method.learnt(table, settings, 1, 2);
    double rmse = Math.sqrt(squaredError(learnt, table, Part.TRAIN) / 300);
    assertThat(rmse).isLessThan(1e-4);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void worksWithMoreStripesThanRows(Method method) {
    RatingTable table = Problems.table(Problems.cells(Problems.LAB, null));
    Settings settings = settings().grid(new Grid.Shape(16, 8)).build();
    for (int workers : new int[] {1, 8}) {
      Learnt learnt = method.learnt(table, settings, workers, 2);
      assertFinite(learnt);
      assertThat(squaredError(learnt, table, Part.TRAIN))
          .isLessThanOrEqualTo((method.settles() ? 9 : 18) * table.training().variance() * 1.0001);
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void learnsSomethingOfAUserWithOneRating(Method method) {
    double[][] rows = Problems.noisy(40, 30, 500, 3);
    double[][] more = Arrays.copyOf(rows, rows.length + 1);
    more[rows.length] = new double[] {999, 3, 1, 1};
    RatingTable table = Problems.table(more);
    Learnt learnt = method.learnt(table, settings().build(), 1, 2);
    assertFinite(learnt);
    int user = table.users().find("999");
    if (method != Method.MEAN) {
      double bias = learnt.userBias()[user];
      double[] known = {bias, 0};
      for (float factor : learnt.users()[user]) {
        known[1] += Math.abs(factor);
      }
      assertThat(Math.abs(known[0]) + known[1]).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void takesOneRatingInAll(Method method) {
    RatingTable table = Problems.table(new double[][] {{7, 9, 3.5}});
    Learnt learnt = method.learnt(table, settings().build(), 1, 2);
    assertFinite(learnt);
    if (method != Method.ALS && method.settles()) {
      assertThat(learnt.predict(0, 0)).isCloseTo(3.5, offset(0.05));
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void takesRatingsThatAreAllTheSame(Method method) {
    double[][] rows = Problems.noisy(20, 15, 150, 4);
    for (double[] row : rows) {
      row[2] = 4;
    }
    RatingTable table = Problems.table(rows);
    Learnt learnt = method.learnt(table, settings().build(), 2, 1);
    assertFinite(learnt);
    if (method != Method.ALS && method.settles()) {
      assertThat(squaredError(learnt, table, Part.TRAIN) / rows.length).isLessThan(0.01);
    }
  }

  /**
   * Ids that only test ratings have are zero, and the others are as they would be without them. A
   * sampler has draws from the prior for such ids.
   */
  @ParameterizedTest
  @EnumSource(value = Method.class, mode = Mode.EXCLUDE, names = "BAYES")
  void idsInTestRatingsOnlyAreZeroAndChangeNothing(Method method) {
    double[][] rows = Problems.noisy(40, 30, 500, 5);
    // User 2 is in both, since test ratings without a common user are refused.
    double[][] test = {{1000, 3, 4}, {2, 2000, 1}, {3000, 4000, 2}};
    RatingTable with =
        RatingTables.of(
            SparkForTests.session(), RatingTables.request().test("given").build(), rows, test);
    RatingTable without = Problems.table(rows);
    Settings settings = settings().grid(new Grid.Shape(4, 4)).build();
    Learnt cold = method.learnt(with, settings, 1, 1);
    Learnt alone = method.learnt(without, settings, 1, 1);
    for (String id : new String[] {"1000", "3000"}) {
      assertThat(cold.users()[with.users().find(id)]).containsOnly(0);
      assertThat(cold.userBias()[with.users().find(id)]).isZero();
    }
    assertThat(cold.items()[with.items().find("4000")]).containsOnly(0);
    assertThat(cold.predict(with.users().find("3000"), with.items().find("4000")))
        .isEqualTo(cold.mean());
    for (int u = 0; u < alone.users().length; u += 7) {
      int user = with.users().find(without.users().get(u));
      for (int i = 0; i < alone.items().length; i++) {
        int item = with.items().find(without.items().get(i));
        assertThat(cold.predict(user, item)).isCloseTo(alone.predict(u, i), offset(1e-4));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void twoWorkersEqualOne(Method method) {
    RatingTable table = Problems.table(Problems.split(), Problems.noisy(80, 50, 1500, 6));
    Settings settings =
        settings()
            .epochs(4)
            .gradient(new Gradient(4, Double.NaN, Update.ALTERNATING))
            .grid(new Grid.Shape(8, 4))
            .build();
    Learnt one = method.learnt(table, settings, 1, 2);
    Learnt two = method.learnt(table, settings, 2, 1);
    assertThat(two.solution().epochs()).isEqualTo(one.solution().epochs());
    if (method.hasFixedBits()) {
      assertThat(two.parameters()).isEqualTo(one.parameters());
      assertThat(two.mean()).isEqualTo(one.mean());
      assertThat(Problems.withoutTimes(two.solution()))
          .isEqualTo(Problems.withoutTimes(one.solution()));
    } else {
      assertThat(two.parameters()).containsExactly(one.parameters(), offset(1e-3));
    }
  }

  /** The history of a sampler is of its running mean, which is no product of factors. */
  @ParameterizedTest
  @EnumSource(value = Method.class, mode = Mode.EXCLUDE, names = "BAYES")
  void historyEndsWithTheErrorsOfTheModel(Method method) {
    RatingTable table =
        Problems.table(RatingTables.request().testFraction(0.2), Problems.noisy(80, 50, 1500, 7));
    Learnt learnt = method.learnt(table, settings().build(), 2, 1);
    EpochRecord last = learnt.solution().history().get(learnt.solution().history().size() - 1);
    boolean hasNoneForColdIds = method == Method.SVD || method == Method.ALS;
    if (hasNoneForColdIds) {
      assertThat(last.testRmse()).as("it has no prediction of its own for cold ids").isNaN();
    } else {
      double test = squaredError(learnt, table, Part.TEST);
      assertThat(last.testRmse() * last.testRmse() * table.test())
          .isCloseTo(test, offset(1e-5 * test));
    }
    assertThat(last.validationRmse()).isNaN();
    if (method.measuresAtTheEnd()) {
      double train = squaredError(learnt, table, Part.TRAIN);
      assertThat(last.trainSse()).isCloseTo(train, offset(1e-5 * train + 1e-6));
    }
    assertThat(learnt.solution().seconds()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"SGD", "GD", "BIAS"})
  void aSearchHandsOnWhatItChoseAndNoModel(Method method) {
    RatingTable table = Problems.table(Problems.split(), Problems.noisy(80, 50, 1500, 8));
    Settings settings = settings().patience(3).build();
    Solution search =
        Problems.train(method.solver.get(), table, settings, 1, 2, TrainingTask.search());
    assertThat(search.factors()).isNull();
    assertThat(search.epochs()).isBetween(1, search.history().size());
    double least =
        search.history().stream().mapToDouble(EpochRecord::validationRmse).min().getAsDouble();
    assertThat(search.history().get(search.epochs() - 1).validationRmse()).isEqualTo(least);
    Solution refit =
        Problems.train(
            method.solver.get(), table, settings, 1, 2, TrainingTask.refit(search.epochs()));
    assertThat(refit.factors()).isNotNull();
  }

  /** Eckart and Young: with every cell seen, no product of that rank comes closer. */
  @Test
  void noFactorisationOfAFullMatrixIsBelowTheSvd() {
    double[][] matrix = new double[25][18];
    Random random = new Random(9);
    double[] second = random.doubles(18, -1, 1).toArray();
    double[] third = random.doubles(18, -1, 1).toArray();
    for (double[] row : matrix) {
      double first = 2 + random.nextDouble();
      double[] own = {2 * random.nextGaussian(), random.nextGaussian()};
      Arrays.setAll(
          row, i -> first + own[0] * second[i] + own[1] * third[i] + 0.3 * random.nextGaussian());
    }
    RatingTable table = Problems.table(Problems.cells(matrix, null));
    Settings settings =
        products(3)
            .epochs(1500)
            .init(new Init(Distribution.UNIFORM, 0))
            .step(new Step(Schedule.LINEAR, 0.02))
            .gradient(new Gradient(3000, Double.NaN, Update.ALTERNATING))
            .build();
    double least = squaredError(Method.SVD.learnt(table, settings, 1, 1), table, Part.TRAIN);
    for (Method method : new Method[] {Method.SGD, Method.GD, Method.ALS, Method.ALS_PLAIN}) {
      double reached = squaredError(method.learnt(table, settings, 1, 1), table, Part.TRAIN);
      assertThat(reached).as("%s", method).isGreaterThanOrEqualTo(least * (1 - 1e-7));
      if (method == Method.SGD || method == Method.GD) {
        assertThat(reached).as("%s", method).isLessThan(least * 1.001);
      }
    }
  }
}
