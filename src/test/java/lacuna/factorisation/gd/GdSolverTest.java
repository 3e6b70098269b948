// Full gradients through Spark: a plain loop, finite differences, falling F, same bits, divergence.
package lacuna.factorisation.gd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lacuna.blocks.Grid;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Learnt;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Distribution;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Gradient;
import lacuna.factorisation.Settings.Init;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.Settings.Update;
import lacuna.factorisation.SettingsBuilder;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.TorchUniform;
import lacuna.factorisation.TrainingTask;
import lacuna.ratings.RatingTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GdSolverTest {
  private static final Grid.Shape GRID = new Grid.Shape(16, 8);

  private static SettingsBuilder small(double step, Update update, int epochs) {
    return Settings.builder()
        .rank(5)
        .grid(GRID)
        .patience(0)
        .gradient(new Gradient(epochs, step, update));
  }

  /** Rating tensors of the exercise in small: whole numbers from 1 to 5, about nine in ten seen. */
  private record Tensor(double[][] a, boolean[][] mask, double[][] u, double[][] v) {
    static Tensor of(int rows, int columns, int rank, long seed) {
      Random random = new Random(seed);
      double[][] a = new double[rows][columns];
      boolean[][] mask = new boolean[rows][columns];
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          a[r][c] = 1 + random.nextInt(5);
          mask[r][c] = random.nextInt(10) > 0;
        }
      }
      float[] drawn = TorchUniform.values(0, 0, (rows + columns) * rank);
      return new Tensor(
          a, mask, matrix(drawn, 0, rows, rank), matrix(drawn, rows * rank, columns, rank));
    }

    private static double[][] matrix(float[] values, int from, int rows, int rank) {
      double[][] matrix = new double[rows][rank];
      for (int r = 0; r < rows; r++) {
        for (int k = 0; k < rank; k++) {
          matrix[r][k] = values[from + r * rank + k];
        }
      }
      return matrix;
    }

    double[][] cells() {
      List<double[]> cells = new ArrayList<>();
      for (int r = 0; r < a.length; r++) {
        for (int c = 0; c < a[r].length; c++) {
          if (mask[r][c]) {
            cells.add(new double[] {r, c, a[r][c]});
          }
        }
      }
      return cells.toArray(new double[0][]);
    }
  }

  /** The exercise on a smaller tensor: rank 5, 1000 epochs, step 1e-5, U and V from U(0, 1). */
  @ParameterizedTest
  @CsvSource({"ALTERNATING,1", "SIMULTANEOUS,1", "ALTERNATING,4"})
  void agreesWithAPlainLoopOverTheExercise(Update update, int workers) {
    int epochs = workers == 1 ? 1000 : 20;
    Tensor tensor = Tensor.of(60, 200, 5, 1);
    Settings settings =
        small(1e-5, update, epochs)
            .seed(0)
            .biases(false)
            .regularisation(new Regularisation(Form.WEIGHTED, 0, 0, 0))
            .init(new Init(Distribution.TORCH, 0))
            .build();
    Learnt learnt = Learnt.of(new GdSolver(), Problems.table(tensor.cells()), settings, workers, 1);
    PlainDescent.run(
        tensor.a, tensor.mask, tensor.u, tensor.v, 1e-5, epochs, update == Update.ALTERNATING);
    assertClose(learnt.users(), tensor.u);
    assertClose(learnt.items(), tensor.v);
    double loss = 0;
    for (double[] row : PlainDescent.errors(tensor.a, tensor.mask, tensor.u, tensor.v)) {
      loss += Arrays.stream(row).map(e -> e * e).sum();
    }
    EpochRecord last = learnt.solution().history().get(epochs - 1);
    assertThat(last.trainSse()).isCloseTo(loss, offset(1e-6 * loss));
    assertThat(last.objective()).isEqualTo(last.trainSse());
  }

  /** A thousand steps, each of which is below half of a float's last digit. */
  @Test
  void addsUpStepsThatAFloatWouldNotShow() {
    Settings settings =
        small(1e-9, Update.ALTERNATING, 1000)
            .rank(2)
            .seed(0)
            .biases(false)
            .regularisation(new Regularisation(Form.WEIGHTED, 0, 0, 0))
            .init(new Init(Distribution.TORCH, 0))
            .build();
    Learnt learnt =
        Learnt.of(
            new GdSolver(), Problems.table(Problems.cells(Problems.LAB, null)), settings, 1, 1);
    Tensor start = Tensor.of(3, 3, 2, 0);
    double[][] users = start.u;
    double before = users[1][0];
    boolean[][] all = {{true, true, true}, {true, true, true}, {true, true, true}};
    PlainDescent.run(Problems.LAB, all, users, start.v, 1e-9, 1000, true);
    double moved = users[1][0] - before;
    assertThat(Math.abs(moved)).isGreaterThan(1e-6);
    assertThat(learnt.users()[1][0] - before).isCloseTo(moved, offset(0.05 * Math.abs(moved)));
  }

  private static void assertClose(float[][] obtained, double[][] expected) {
    for (int r = 0; r < expected.length; r++) {
      for (int k = 0; k < expected[r].length; k++) {
        assertThat((double) obtained[r][k])
            .isCloseTo(expected[r][k], offset(1e-5 * Math.abs(expected[r][k])));
      }
    }
  }

  /**
   * Two epochs of the simultaneous form, whose second step over its size is −½∇F at the point that
   * the first has reached.
   */
  @ParameterizedTest
  @EnumSource(Form.class)
  void stepsAlongTheGradientOfTheObjective(Form form) {
    double step = 0.004;
    RatingTable table =
        Problems.table(
            lacuna.ratings.RatingTables.request().weightColumn("w"), Problems.noisy(12, 9, 120, 2));
    SettingsBuilder settings =
        small(step, Update.SIMULTANEOUS, 1)
            .rank(3)
            .grid(new Grid.Shape(2, 2))
            .init(new Init(Distribution.TORCH, 0))
            .regularisation(new Regularisation(form, 0.3, 0.7, 0.2));
    Learnt first = Learnt.of(new GdSolver(), table, settings.build(), 1, 1);
    Settings two = settings.gradient(new Gradient(2, step, Update.SIMULTANEOUS)).build();
    Learnt second = Learnt.of(new GdSolver(), table, two, 1, 1);
    Objective objective = new Objective(table, first.mean(), form, 0.3, 0.7, 0.2);
    double[] at = first.parameters();
    assertThat(objective.value(at, 3))
        .isCloseTo(first.solution().history().get(0).objective(), offset(1e-4));
    double[] moved = second.parameters();
    for (int k = 0; k < at.length; k++) {
      double slope = objective.slope(at, 3, k);
      assertThat((moved[k] - at[k]) / step)
          .as("parameter %d", k)
          .isCloseTo(-slope / 2, offset(1e-4 * (1 + Math.abs(slope))));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true,false,UNIFORM,1,ALTERNATING",
    "false,false,TORCH,1,SIMULTANEOUS",
    "false,true,UNIFORM,100,ALTERNATING",
    "true,false,NORMAL,0.01,ALTERNATING"
  })
  void theObjectiveNeverRisesWithAStepOfItsOwn(
      boolean biases, boolean nonnegative, Distribution init, double scale, Update update) {
    RatingTable table =
        Problems.table(
            Problems.split().weightColumn("w"),
            Problems.rescaled(Problems.noisy(200, 120, 6000, 3), scale, 0));
    Settings settings =
        small(Double.NaN, update, 60)
            .biases(biases)
            .nonnegative(nonnegative)
            .init(new Init(init, 0))
            .build();
    Solution solution = Problems.train(new GdSolver(), table, settings, 1, 2);
    List<EpochRecord> history = solution.history();
    for (int k = 1; k < history.size(); k++) {
      assertThat(history.get(k).objective()).isLessThanOrEqualTo(history.get(k - 1).objective());
    }
    assertThat(history.get(59).objective()).isLessThan(0.5 * history.get(0).objective());
  }

  @Test
  void sameBitsForAnyNumberOfThreadsAndWorkers() {
    double[][] rows = Problems.noisy(200, 120, 6000, 1);
    for (double[] row : rows) {
      row[3] *= 8; // makes the first step too long, so that it has to be halved
    }
    RatingTable table = Problems.table(Problems.split().weightColumn("w"), rows);
    Settings settings = small(Double.NaN, Update.ALTERNATING, 10).build();
    Solution alone = Problems.train(new GdSolver(), table, settings, 1, 1);
    List<EpochRecord> history = alone.history();
    assertThat(history.get(9).stepSize()).isLessThan(history.get(0).stepSize() * Math.pow(1.04, 9));
    int bits = Problems.bits(alone.factors());
    for (int threads : new int[] {2, 4}) {
      assertThat(
              Problems.bits(Problems.train(new GdSolver(), table, settings, 1, threads).factors()))
          .isEqualTo(bits);
    }
    for (int workers : new int[] {2, 4, 8}) {
      Solution solution = Problems.train(new GdSolver(), table, settings, workers, 2);
      assertThat(Problems.withoutTimes(solution)).isEqualTo(Problems.withoutTimes(alone));
      assertThat(Problems.bits(solution.factors())).isEqualTo(bits);
    }
  }

  @Test
  void keepsTheFactorsOfTheBestEpoch() {
    RatingTable table = Problems.table(Problems.split(), Problems.noisy(100, 60, 1200, 6));
    Settings settings =
        small(Double.NaN, Update.ALTERNATING, 200)
            .patience(3)
            .refit(false)
            .regularisation(new Regularisation(Form.WEIGHTED, 0, 0, 0))
            .build();
    for (int workers : new int[] {1, 4}) {
      Solution stopped = Problems.train(new GdSolver(), table, settings, workers, 2);
      assertThat(stopped.history().size() - stopped.epochs()).isEqualTo(3);
      Solution exactly =
          Problems.train(
              new GdSolver(), table, settings, workers, 2, TrainingTask.refit(stopped.epochs()));
      assertThat(Problems.bits(stopped.factors())).isEqualTo(Problems.bits(exactly.factors()));
    }
  }

  @Test
  void aGivenStepThatIsTooLargeDivergesWithAdvice() {
    RatingTable table = Problems.table(Problems.noisy(100, 60, 2000, 7));
    Settings settings = small(0.5, Update.ALTERNATING, 50).build();
    for (int workers : new int[] {1, 2}) {
      Solution solution = Problems.train(new GdSolver(), table, settings, workers, 1);
      assertThat(solution.status()).isEqualTo(Status.DIVERGED);
      assertThat(solution.factors()).isNull();
      assertThat(solution.note()).contains("--gd-step-size");
      assertThat(solution.history()).hasSizeLessThan(50);
    }
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
    Settings settings = small(Double.NaN, Update.ALTERNATING, 40).build();
    Solution solution =
        Problems.train(new GdSolver(), Problems.table(Problems.split(), rows), settings, 1, 2);
    return solution.history().get(39).testRmse();
  }
}
