// One user and one item that have a fifth of all ratings each.
package lacuna.factorisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import lacuna.blocks.Grid;
import lacuna.factorisation.bayes.BayesSolver;
import lacuna.factorisation.gd.GdSolver;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.ratings.RatingTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LopsidedRatingsTest {
  private static final int ROWS = 600;
  private static final int FIFTH = 500;
  private static final Settings SETTINGS =
      Settings.builder()
          .rank(3)
          .epochs(12)
          .patience(0)
          .gradient(new Settings.Gradient(8, Double.NaN, Settings.Update.ALTERNATING))
          .grid(new Grid.Shape(8, 8))
          .bayes(
              new BayesSettings(
                  40, 20, BayesSettings.Side.NONE, 1, 1e-3, 2, BayesSettings.Noise.NORMAL))
          .build();

  private static Stream<Solver> solvers() {
    return Stream.of(new SgdSolver(), new GdSolver(), new BayesSolver());
  }

  /** Ratings of biases and noise of 0.3; user 0 and item 0 have a fifth of them each. */
  private static double[][] ratings() {
    Random random = new Random(8);
    double[] bias = random.doubles(2 * ROWS, -0.6, 0.6).toArray();
    Set<List<Integer>> cells = new HashSet<>();
    for (int k = 1; k <= FIFTH; k++) {
      cells.add(List.of(0, k));
      cells.add(List.of(k, 0));
    }
    while (cells.size() < 5 * FIFTH) {
      cells.add(List.of(1 + random.nextInt(ROWS - 1), 1 + random.nextInt(ROWS - 1)));
    }
    List<double[]> rows = new ArrayList<>();
    for (List<Integer> cell : cells) {
      double mean = 3.5 + bias[cell.get(0)] + bias[ROWS + cell.get(1)];
      rows.add(new double[] {cell.get(0), cell.get(1), mean + 0.3 * random.nextGaussian()});
    }
    return rows.toArray(new double[0][]);
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void areLearntLikeOthersByAnyNumberOfWorkers(Solver solver) {
    RatingTable table = Problems.table(ratings());
    Set<Integer> bits = new HashSet<>();
    for (int workers : new int[] {1, 4}) {
      Solution solution = Problems.train(solver, table, SETTINGS, workers, 2);
      assertThat(solution.status()).isEqualTo(Solution.Status.DONE);
      List<EpochRecord> history = solution.history();
      // The mean alone errs by 0.57.
      assertThat(history.get(history.size() - 1).trainRmse()).as(solver.method()).isLessThan(0.5);
      bits.add(Problems.bits(solution.factors()));
      solution.factors().close();
    }
    assertThat(bits).hasSize(1);
  }
}
