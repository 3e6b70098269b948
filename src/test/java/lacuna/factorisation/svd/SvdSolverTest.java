// The truncated SVD through Spark: published figures, fills, ids without ratings, what is not
// tried.
package lacuna.factorisation.svd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import lacuna.SparkForTests;
import lacuna.blocks.Grid;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Learnt;
import lacuna.factorisation.Problems;
import lacuna.factorisation.RidgeBiases;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Fill;
import lacuna.factorisation.Settings.Svd;
import lacuna.factorisation.SettingsBuilder;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.TrainingData;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SvdSolverTest {
  private static SettingsBuilder filledBy(Fill fill) {
    return Settings.builder().grid(new Grid.Shape(4, 4)).svd(new Svd(1_000_000, fill));
  }

  /** Published to four digits for the lab's matrix; the signs of a pair of columns are free. */
  @Test
  void reproducesThePublishedFactorsAndLoss() {
    RatingTable table = Problems.table(Problems.cells(Problems.LAB, null));
    Learnt learnt =
        Learnt.of(new SvdSolver(), table, filledBy(Fill.ZERO).rank(2).grid(null).build(), 1, 1);
    double[] values = {5.33389527, 0.69587818};
    double[][] u = {{-0.0801, -0.7448}, {-0.7103, 0.5090}, {-0.6994, -0.4316}};
    double[][] v = {{-0.8349, 0.2548}, {-0.0851, -0.9355}, {-0.5439, -0.2448}};
    double loss = 0;
    for (int row = 0; row < 3; row++) {
      for (int k = 0; k < 2; k++) {
        double root = Math.sqrt(values[k]);
        assertThat(Math.abs(learnt.users()[row][k] / root))
            .isCloseTo(Math.abs(u[row][k]), offset(0.51e-4));
        assertThat(Math.abs(learnt.items()[row][k] / root))
            .isCloseTo(Math.abs(v[row][k]), offset(0.51e-4));
      }
      for (int column = 0; column < 3; column++) {
        loss += Math.pow(Problems.LAB[row][column] - learnt.predict(row, column), 2);
      }
    }
    assertThat(loss).isCloseTo(0.12191079, offset(1e-7));
    assertThat(learnt.solution().history().get(0).trainSse()).isCloseTo(loss, offset(1e-6));
  }

  /** With as many factors as the smaller side the model is the filled matrix itself. */
  @ParameterizedTest
  @EnumSource(Fill.class)
  void fillsGapsAsAsked(Fill fill) {
    RatingTable table = Problems.table(Problems.noisy(30, 20, 250, 1));
    Settings settings = filledBy(fill).rank(25).build();
    Learnt learnt = Learnt.of(new SvdSolver(), table, settings, 2, 1);
    int users = table.users().size();
    int items = table.items().size();
    double[][] expected = new double[users][items];
    try (BlockedRatings blocked = Problems.blocked(table, settings, 1, 1);
        TrainingData data = blocked.full()) {
      double mean = table.training().mean();
      RidgeBiases biases = RidgeBiases.fit(data, mean, RidgeBiases.DEFAULT_LAMBDA);
      for (int u = 0; u < users; u++) {
        for (int i = 0; i < items; i++) {
          expected[u][i] =
              switch (fill) {
                case ZERO -> 0;
                case MEAN -> mean;
                case BIAS -> mean + biases.users(0)[u] + biases.items(0)[i];
              };
        }
      }
    }
    for (RatingColumns columns : table.columns().collect()) {
      for (int t = 0; t < columns.size(); t++) {
        expected[columns.user()[t]][columns.item()[t]] = columns.rating()[t];
      }
    }
    for (int u = 0; u < users; u++) {
      for (int i = 0; i < items; i++) {
        assertThat(learnt.predict(u, i)).isCloseTo(expected[u][i], offset(1e-5));
      }
    }
    assertThat(learnt.users()[0]).hasSize(25);
    assertThat(learnt.solution().note()).contains(fill.name().toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void idsWithoutTrainingRatingsHaveZerosAndChangeNothing() {
    double[][] rows = Problems.noisy(30, 20, 250, 2);
    double[][] test = {{1000, 3, 4}, {2, 2000, 1}};
    RatingTable with =
        RatingTables.of(
            SparkForTests.session(), RatingTables.request().test("given").build(), rows, test);
    RatingTable without = Problems.table(rows);
    Settings settings = filledBy(Fill.BIAS).rank(4).build();
    Learnt cold = Learnt.of(new SvdSolver(), with, settings, 1, 1);
    Learnt alone = Learnt.of(new SvdSolver(), without, settings, 1, 1);
    assertThat(cold.users()[with.users().find("1000")]).containsOnly(0);
    assertThat(cold.items()[with.items().find("2000")]).containsOnly(0);
    for (int id = 0; id < alone.users().length; id++) {
      assertThat(cold.users()[with.users().find(without.users().get(id))])
          .containsExactly(alone.users()[id], offset(1e-6f));
    }
  }

  @Test
  void sameBitsForAnyNumberOfWorkersAndThreads() {
    RatingTable table =
        Problems.table(RatingTables.request().weightColumn("w"), Problems.noisy(100, 60, 2000, 3));
    Settings settings = filledBy(Fill.BIAS).rank(6).build();
    Solution first = Problems.train(new SvdSolver(), table, settings, 1, 1);
    assertThat(first.note()).endsWith(", without the ratings' weights");
    int alone = Problems.bits(first.factors());
    for (int workers : new int[] {1, 2, 4}) {
      assertThat(
              Problems.bits(Problems.train(new SvdSolver(), table, settings, workers, 2).factors()))
          .isEqualTo(alone);
    }
  }

  @Test
  void isSkippedOverItsCellsOrItsMemoryWithTheReason() {
    RatingTable table = Problems.table(Problems.noisy(100, 60, 2000, 4));
    Settings few = Settings.builder().svd(new Svd(5000, Fill.BIAS)).build();
    Solution cells = Problems.train(new SvdSolver(), table, few, 1, 1);
    assertThat(cells.status()).isEqualTo(Status.SKIPPED);
    assertThat(cells.factors()).isNull();
    assertThat(cells.note()).contains("6000 cells, over --svd-max-cells 5000");
    Solution memory =
        Problems.train(
            new SvdSolver(200_000, TruncatedSvd::of), table, filledBy(Fill.BIAS).build(), 1, 1);
    assertThat(memory.status()).isEqualTo(Status.SKIPPED);
    assertThat(memory.note()).contains("MB").contains("--driver-memory");
  }

  /** Then it has diverged: as the primary method it ends a run with exit code 4. */
  @Test
  void hasDivergedWhereTheDecompositionDoesNotConverge() {
    RatingTable table = Problems.table(Problems.cells(Problems.LAB, null));
    SvdSolver failing =
        new SvdSolver(
            Long.MAX_VALUE,
            (matrix, rank, threads) -> {
              throw new SvdException("none of its attempts converged");
            });
    Solution solution =
        Problems.train(failing, table, filledBy(Fill.ZERO).rank(2).grid(null).build(), 1, 1);
    assertThat(solution.status()).isEqualTo(Status.DIVERGED);
    assertThat(solution.factors()).isNull();
    assertThat(solution.note()).isEqualTo("none of its attempts converged");
  }
}
