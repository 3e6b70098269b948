// Draws of rows and of B on a 5x4 example, against dense formulas, in mean and covariance.
package lacuna.factorisation.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.LocalPasses;
import lacuna.factorisation.RowSums.Target;
import lacuna.factorisation.WorkerState;
import lacuna.kernels.Cholesky;
import org.junit.jupiter.api.Test;

class ConditionalsTest {
  private static final int RANK = 3;
  private static final int USERS = 6;
  private static final int ITEMS = 4;
  private static final int DRAWS = 40_000;
  private static final double NOISE = 1.7;

  /**
   * User, item, rating, weight; users of four, three, two and one rating, of none, and of one that
   * does not weigh.
   */
  private static final double[][] CELLS = {
    {0, 0, 1.2, 1},
    {0, 1, -0.3, 2},
    {0, 2, 0.8, 1},
    {0, 3, -1.1, 0.5},
    {1, 0, 0.4, 1},
    {1, 2, 1.9, 1},
    {1, 3, 0.2, 1},
    {2, 1, -0.7, 3},
    {2, 3, 0.6, 1},
    {3, 2, 1.4, 2},
    {5, 1, 0.9, 0}
  };

  /** Features of the users, one without. */
  private static final double[][] USER_X = {{1, 0.5}, {0, -1}, {0, 0}, {0.7, 0}, {2, 1}, {0, 0}};

  private static TinyModel model() {
    return filled(new TinyModel(RANK, USERS, ITEMS));
  }

  private static TinyModel filled(TinyModel model) {
    Random random = new Random(3);
    for (double[][] rows :
        new double[][][] {
          model.users, model.items, model.userBeta, model.itemBeta, model.userWeights
        }) {
      for (double[] row : rows) {
        Arrays.setAll(row, k -> (float) random.nextGaussian());
      }
    }
    return model;
  }

  private static SideLaw law() {
    double[] precision = {2, 0, 0, 0.6, 1.5, 0, -0.4, 0.3, 3};
    SideLaw law = SideLaw.start(RANK).with(new double[] {0.3, -0.2, 0.5}, precision);
    return law.withPattern(law.pattern().with(0.8)).withFeatures(law.features().with(1.4));
  }

  /** The inverse of a symmetric matrix by its lower triangle. */
  private static double[][] inverse(double[] lower, int n) {
    double[][] inverse = new double[n][n];
    double[] factor = lower.clone();
    assertThat(Cholesky.factor(factor, n, n)).isTrue();
    for (int column = 0; column < n; column++) {
      double[] unit = new double[n];
      unit[column] = 1;
      Cholesky.solveLower(factor, n, n, unit);
      Cholesky.solveUpper(factor, n, n, unit);
      for (int i = 0; i < n; i++) {
        inverse[i][column] = unit[i];
      }
    }
    return inverse;
  }

  private static double[] times(double[][] matrix, double[] x) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < product.length; i++) {
      for (int k = 0; k < x.length; k++) {
        product[i] += matrix[i][k] * x[k];
      }
    }
    return product;
  }

  /** Adds up draws of a vector and holds their mean and covariance to what they should be. */
  private static final class Moments {
    private final double[] sum;
    private final double[][] squares;
    private int count;

    Moments(int size) {
      sum = new double[size];
      squares = new double[size][size];
    }

    void add(double[] x) {
      count++;
      for (int i = 0; i < x.length; i++) {
        sum[i] += x[i];
        for (int j = 0; j < x.length; j++) {
          squares[i][j] += x[i] * x[j];
        }
      }
    }

    /** Within five standard errors. */
    void assertAre(double[] mean, double[][] covariance) {
      for (int i = 0; i < mean.length; i++) {
        assertThat(sum[i] / count)
            .isCloseTo(mean[i], offset(5 * Math.sqrt(covariance[i][i] / count)));
        for (int j = 0; j < mean.length; j++) {
          double found = squares[i][j] / count - sum[i] / count * sum[j] / count;
          double c = covariance[i][j];
          double error = Math.sqrt((c * c + covariance[i][i] * covariance[j][j]) / count);
          assertThat(found).isCloseTo(c, offset(5 * error));
        }
      }
    }
  }

  @Test
  void rowsHaveTheMeanAndCovarianceOfTheirConditional() {
    TinyModel model = filled(new TinyModel(RANK, USER_X, new double[ITEMS][0]));
    SideLaw law = law();
    WorkerState state = model.state(CELLS);
    LocalPasses passes = model.passes(CELLS, state);
    passes.run(Side.ITEMS, new WhitenPass(RANK, law.inverse()));
    Moments[] moments = new Moments[USERS];
    Arrays.setAll(moments, u -> new Moments(RANK));
    for (int n = 0; n < DRAWS; n++) {
      passes.run(Side.USERS, new RowDrawPass(law, Noise.normal(NOISE), new Target(0, 1, -1), 5, n));
      double[][] rows = TinyModel.rows(state.users()[0], Stripe.FACTORS, RANK);
      for (int u = 0; u < USERS; u++) {
        moments[u].add(rows[u]);
      }
    }
    double[][] shifts = TinyModel.shifts(CELLS, USERS, 0, model.userBeta);
    double[][] more = TinyModel.featureShifts(USER_X, model.userWeights, RANK);
    for (int u = 0; u < USERS; u++) {
      for (int k = 0; k < RANK; k++) {
        shifts[u][k] += more[u][k];
      }
      assertConditional(moments[u], u, shifts[u], model, law);
    }
  }

  /**
   * Users of odd number rate items so long and so nearly parallel that sums in float leave no
   * positive definite system; they share batches with others.
   */
  @Test
  void rowsAreDrawnAsTheyWouldBeAlone() {
    int users = 24;
    TinyModel model = new TinyModel(RANK, users, 2 * RANK);
    Random random = new Random(8);
    for (int item = 0; item < 2 * RANK; item++) {
      double length = item < RANK ? 1 : 1e10;
      for (int k = 0; k < RANK; k++) {
        model.items[item][k] =
            (float) (item < RANK ? random.nextGaussian() : length * (k + 1 + 1e-5 * item));
      }
    }
    double[][] cells = new double[users * RANK][];
    for (int n = 0; n < cells.length; n++) {
      int user = n / RANK;
      cells[n] = new double[] {user, n % RANK + user % 2 * RANK, random.nextGaussian(), 1 + user};
    }
    double[][] together = drawn(model, cells);
    for (int user = 0; user < users; user++) {
      int own = user;
      // The others have one rating each: too few for a batch.
      double[][] alone =
          IntStream.range(0, cells.length)
              .filter(n -> n / RANK == own || n % RANK == 0)
              .mapToObj(n -> cells[n])
              .toArray(double[][]::new);
      assertThat(together[user]).as("user %d", user).isEqualTo(drawn(model, alone)[user]);
      assertThat(together[user]).doesNotContain(0.0, Double.NaN);
    }
  }

  private static double[][] drawn(TinyModel model, double[][] cells) {
    SideLaw law = law();
    WorkerState state = model.state(cells);
    LocalPasses passes = model.passes(cells, state);
    passes.run(Side.ITEMS, new WhitenPass(RANK, law.inverse()));
    passes.run(Side.USERS, new RowDrawPass(law, Noise.normal(NOISE), new Target(0, 1, -1), 5, 0));
    return TinyModel.rows(state.users()[0], Stripe.FACTORS, RANK);
  }

  /** Precision Λ + α Σ w h hᵀ; precision times mean Λ m + α Σ w r h. */
  private static void assertConditional(
      Moments moments, int user, double[] shift, TinyModel model, SideLaw law) {
    double[] precision = law.precision();
    double[] target = new double[RANK];
    for (int i = 0; i < RANK; i++) {
      for (int k = 0; k < RANK; k++) {
        double entry = i >= k ? precision[i * RANK + k] : precision[k * RANK + i];
        target[i] += entry * (law.mean()[k] + shift[k]);
      }
    }
    for (double[] cell : CELLS) {
      if (cell[0] == user) {
        double[] h = model.items[(int) cell[1]];
        for (int i = 0; i < RANK; i++) {
          target[i] += NOISE * cell[3] * cell[2] * h[i];
          for (int k = 0; k <= i; k++) {
            precision[i * RANK + k] += NOISE * cell[3] * h[i] * h[k];
          }
        }
      }
    }
    double[][] covariance = inverse(precision, RANK);
    moments.assertAre(times(covariance, target), covariance);
  }

  /** B ~ N((XᵀX + λI)⁻¹Xᵀ(P − μ), (XᵀX + λI)⁻¹ ⊗ Λ⁻¹), with X dense. */
  @Test
  void patternWeightsHaveTheMeanAndCovarianceOfTheirConditional() {
    TinyModel model = filled(new TinyModel(RANK, USER_X, new double[ITEMS][0]));
    SideLaw law = law();
    WorkerState state = model.state(CELLS);
    LocalPasses passes = model.passes(CELLS, state);
    passes.run(Side.USERS, new LeveragePasses.Share());
    passes.run(Side.ITEMS, new LeveragePasses.Sum());
    PatternDraw draw = new PatternDraw(Side.USERS, RANK, 1e-6, 30);
    Moments moments = new Moments(ITEMS * RANK);
    for (int n = 0; n < DRAWS; n++) {
      assertThat(draw.run(passes, law, 5, n).residual()).isLessThan(1e-5);
      double[] flat = new double[ITEMS * RANK];
      double[][] beta = TinyModel.rows(state.items()[0], ShiftPass.BETA, RANK);
      for (int k = 0; k < flat.length; k++) {
        flat[k] = beta[k / RANK][k % RANK];
      }
      moments.add(flat);
    }
    double[][] rows = less(model.users, TinyModel.featureShifts(USER_X, model.userWeights, RANK));
    assertWeights(moments, pattern(), rows, law, law.pattern().precision());
  }

  /** The same of the features, given the pattern's: only users with ratings count. */
  @Test
  void featureWeightsHaveTheMeanAndCovarianceOfTheirConditional() {
    TinyModel model = filled(new TinyModel(RANK, USER_X, new double[ITEMS][0]));
    SideLaw law = law();
    WorkerState state = model.state(CELLS);
    LocalPasses passes = model.passes(CELLS, state);
    int names = USER_X[0].length;
    Moments moments = new Moments(names * RANK);
    SideLaw drawn = law;
    for (int n = 0; n < DRAWS; n++) {
      drawn =
          model.side(CELLS).drawFeatures(passes, Side.USERS, law, new SideInformation.Key(5, n));
      double[][] shifts = TinyModel.rows(state.users()[0], Shift.FEATURES, RANK);
      double[] flat = new double[names * RANK];
      for (int k = 0; k < RANK; k++) {
        // Users 1 and 3 have one feature each; user 4, without ratings, follows all the same.
        flat[k] = shifts[3][k] / USER_X[3][0];
        flat[RANK + k] = shifts[1][k] / USER_X[1][1];
        assertThat(shifts[4][k]).isCloseTo(2 * flat[k] + flat[RANK + k], offset(1e-4));
      }
      moments.add(flat);
    }
    assertThat(drawn.features().rows()).isEqualTo(names);
    double[][] x = USER_X.clone();
    x[4] = new double[names];
    double[][] shifts = TinyModel.shifts(CELLS, USERS, 0, model.userBeta);
    assertWeights(moments, x, less(model.users, shifts), law, law.features().precision());
  }

  private static double[][] less(double[][] rows, double[][] shifts) {
    double[][] less = new double[rows.length][RANK];
    for (int u = 0; u < rows.length; u++) {
      for (int k = 0; k < RANK; k++) {
        less[u][k] = rows[u][k] - shifts[u][k];
      }
    }
    return less;
  }

  private static double[][] pattern() {
    double[][] x = new double[USERS][ITEMS];
    int[] counts = {4, 3, 2, 1, 0, 1};
    for (double[] cell : CELLS) {
      x[(int) cell[0]][(int) cell[1]] = 1 / Math.sqrt(counts[(int) cell[0]]);
    }
    return x;
  }

  private static void assertWeights(
      Moments moments, double[][] x, double[][] rows, SideLaw law, double ridge) {
    int columns = x[0].length;
    double[] normal = new double[columns * columns];
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j <= i; j++) {
        normal[i * columns + j] = i == j ? ridge : 0;
        for (double[] row : x) {
          normal[i * columns + j] += row[i] * row[j];
        }
      }
    }
    double[][] left = inverse(normal, columns);
    double[][] right = inverse(law.precision(), RANK);
    double[] mean = new double[columns * RANK];
    for (int k = 0; k < RANK; k++) {
      double[] target = new double[columns];
      for (int u = 0; u < USERS; u++) {
        for (int i = 0; i < columns; i++) {
          target[i] += x[u][i] * (rows[u][k] - law.mean()[k]);
        }
      }
      double[] column = times(left, target);
      for (int i = 0; i < columns; i++) {
        mean[i * RANK + k] = column[i];
      }
    }
    double[][] covariance = new double[columns * RANK][columns * RANK];
    for (int a = 0; a < covariance.length; a++) {
      for (int b = 0; b < covariance.length; b++) {
        covariance[a][b] = left[a / RANK][b / RANK] * right[a % RANK][b % RANK];
      }
    }
    moments.assertAre(mean, covariance);
  }
}
