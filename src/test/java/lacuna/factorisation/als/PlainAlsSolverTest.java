// Alternating least squares in closed form: falling objective, same bits, MLlib's own terms.
package lacuna.factorisation.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.stream.Stream;
import lacuna.SparkForTests;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.LocalPasses;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.SettingsBuilder;
import lacuna.factorisation.SharedRatings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.WorkerRows;
import lacuna.factorisation.WorkerState;
import lacuna.kernels.Lanes;
import lacuna.ratings.Part;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingTables;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlainAlsSolverTest {
  private static SettingsBuilder small() {
    return Settings.builder().rank(5).alsIterations(8).grid(new Grid.Shape(8, 4));
  }

  private static Regularisation lambda(Form form, double user, double item) {
    return new Regularisation(form, user, item, 0.1);
  }

  private static Solution solve(RatingTable table, Settings settings, int workers, int threads) {
    return Problems.train(new PlainAlsSolver(), table, settings, workers, threads);
  }

  static Stream<Arguments> forms() {
    return Stream.of(Form.values())
        .flatMap(form -> Stream.of(true, false).map(biases -> Arguments.of(form, biases)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theObjectiveNeverRises(Form form, boolean biases) {
    RatingTable table =
        Problems.table(RatingTables.request().weightColumn("w"), Problems.noisy(60, 40, 1500, 3));
    Settings settings =
        small().biases(biases).regularisation(lambda(form, 0.05, 0.4)).alsIterations(25).build();
    Solution solution = solve(table, settings, 1, 2);
    List<Double> objective = solution.history().stream().map(EpochRecord::objective).toList();
    assertThat(objective).hasSize(25);
    for (int k = 1; k < objective.size(); k++) {
      // Rows are kept as floats: a step that stands still may rise by their rounding.
      assertThat(objective.get(k)).isLessThanOrEqualTo(objective.get(k - 1) * (1 + 1e-6));
    }
    assertThat(objective.get(24)).isLessThan(objective.get(0));
  }

  @Test
  void sameBitsForAnyWorkersAndThreads() {
    RatingTable table = Problems.table(Problems.split(), Problems.noisy(80, 50, 2000, 4));
    int one = Problems.bits(solve(table, small().build(), 1, 1).factors());
    assertThat(Problems.bits(solve(table, small().build(), 1, 3).factors())).isEqualTo(one);
    assertThat(Problems.bits(solve(table, small().build(), 2, 2).factors())).isEqualTo(one);
    assertThat(Problems.bits(solve(table, small().build(), 4, 1).factors())).isEqualTo(one);
  }

  @Test
  void aSystemWithoutASingleSolutionIsNotGivenAnAnswer() {
    double[][] rows = {{0, 0, 1}, {0, 1, 2}, {1, 0, 3}};
    Settings settings = small().regularisation(new Regularisation(Form.PLAIN, 0, 0, 0)).build();
    Solution solution = solve(Problems.table(rows), settings, 1, 1);
    assertThat(solution.status()).isEqualTo(Status.DIVERGED);
    assertThat(solution.factors()).isNull();
    assertThat(solution.note()).contains("--lambda");
  }

  @Test
  void nonnegativeFactorsAreDeclinedWithAReason() {
    Solution solution =
        solve(
            Problems.table(Problems.noisy(10, 10, 50, 1)), small().nonnegative(true).build(), 1, 1);
    assertThat(solution.status()).isEqualTo(Status.SKIPPED);
    assertThat(solution.note()).contains("--nonnegative");
  }

  /**
   * MLlib ends with its users' rows solved from its items' rows. Without biases and in the weighted
   * form our users' rows from its items' rows must be the same. (Whole trainings start elsewhere
   * and end in different minima, about 0.003 apart on held-out ratings at rank 8.)
   */
  @Test
  void agreesWithMllibOnItsOwnTerms() {
    RatingTable table = SharedRatings.split(SharedRatings.movieLens(), 1);
    Settings settings = Settings.builder().rank(RANK).biases(false).build();
    Dataset<Row> ratings = RatingRows.of(SparkForTests.session(), table).cache();
    Dataset<Row> train = ratings.filter("part = " + Part.TRAIN.ordinal());
    ALSModel mllib =
        new ALS()
            .setUserCol("user")
            .setItemCol("item")
            .setRatingCol("rating")
            .setRank(RANK)
            .setMaxIter(3)
            .setRegParam(0.1)
            .setSeed(1)
            .setNumBlocks(2)
            .setColdStartStrategy("drop")
            .fit(train);
    List<Row> known =
        mllib.transform(ratings.filter("part = " + Part.TEST.ordinal())).collectAsList();
    try (BlockedRatings blocked = Problems.blocked(table, settings, 1, 2);
        TrainingData data = blocked.full()) {
      Axis axis = blocked.grid().items();
      float[][] items = rows(mllib.itemFactors(), axis.size());
      float[][] users = usersFrom(data, items, new LeastSquaresPass(RANK, false, 0, 0.1, 0, true));
      double theirs =
          new RegressionEvaluator()
              .setLabelCol("rating")
              .evaluate(mllib.transform(ratings.filter("part = " + Part.TEST.ordinal())));
      assertThat(rmse(known, users, items)).isCloseTo(theirs, offset(1e-5));
    }
    ratings.unpersist();
  }

  private static final int RANK = 8;

  private static float[][] rows(Dataset<Row> factors, int size) {
    float[][] rows = new float[size][RANK];
    for (Row row : factors.collectAsList()) {
      List<Float> features = row.getList(1);
      for (int k = 0; k < RANK; k++) {
        rows[row.getInt(0)][k] = features.get(k);
      }
    }
    return rows;
  }

  /** Solves the users' rows from given items' rows. */
  private static float[][] usersFrom(TrainingData data, float[][] items, LeastSquaresPass pass) {
    Grid grid = data.grid().value();
    WorkerRows rows = WorkerRows.of(data).collect().get(0);
    WorkerState state =
        new WorkerState(
            0,
            stripes(grid.users(), new float[grid.users().size()][RANK]),
            stripes(grid.items(), items));
    new LocalPasses(rows.users(), rows.items(), state, null, null, 2).run(Side.USERS, pass);
    List<Stripe> solved =
        Stream.of(state.users()).map(stripe -> AlsProgram.parted(stripe, RANK, false)).toList();
    return Problems.rows(solved, grid.users(), RANK);
  }

  private static Stripe[] stripes(Axis axis, float[][] rows) {
    int width = Lanes.stride(RANK + 1);
    Stripe[] stripes = new Stripe[axis.stripes()];
    for (int s = 0; s < stripes.length; s++) {
      float[] values = new float[axis.rows(s) * width];
      for (int row = 0; row < axis.rows(s); row++) {
        System.arraycopy(rows[axis.idAt(s, row)], 0, values, row * width, RANK);
      }
      stripes[s] = Stripe.of(s, axis.rows(s)).with(AlsProgram.ROW, values);
    }
    return stripes;
  }

  private static double rmse(List<Row> rows, float[][] users, float[][] items) {
    double sum = 0;
    for (Row row : rows) {
      float[] user = users[row.<Integer>getAs("user")];
      float[] item = items[row.<Integer>getAs("item")];
      double error = row.<Float>getAs("rating");
      for (int k = 0; k < user.length; k++) {
        error -= (double) user[k] * item[k];
      }
      sum += error * error;
    }
    return Math.sqrt(sum / rows.size());
  }
}
