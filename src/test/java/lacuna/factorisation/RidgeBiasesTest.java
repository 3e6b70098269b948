// Ridge biases: the minimum itself, and the same bits for any layout.
package lacuna.factorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import lacuna.blocks.Grid;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingTables;
import org.junit.jupiter.api.Test;

class RidgeBiasesTest {
  private static final Settings SETTINGS = Settings.builder().grid(new Grid.Shape(16, 8)).build();

  private static RatingTable weighted() {
    return Problems.table(
        RatingTables.request().weightColumn("w"), Problems.noisy(120, 70, 3000, 1));
  }

  /** Σ ω (r − μ − b_u − b_i) = λ b_u for each user, and likewise for each item. */
  @Test
  void satisfyTheNormalEquations() {
    RatingTable table = weighted();
    double[] lambdas = {0.5, 2, 12};
    try (BlockedRatings blocked = Problems.blocked(table, SETTINGS, 2, 2);
        TrainingData data = blocked.full()) {
      double mean = data.statistics().mean();
      RidgeBiases fit = RidgeBiases.fit(data, mean, lambdas);
      assertThat(fit.sweeps()).isLessThan(60);
      for (int c = 0; c < lambdas.length; c++) {
        double[] users = fit.users(c);
        double[] items = fit.items(c);
        double[] userSums = new double[users.length];
        double[] itemSums = new double[items.length];
        for (RatingColumns columns : table.columns().collect()) {
          for (int t = 0; t < columns.size(); t++) {
            int u = columns.user()[t];
            int i = columns.item()[t];
            double error = columns.rating()[t] - mean - users[u] - items[i];
            userSums[u] += columns.weight()[t] * error;
            itemSums[i] += columns.weight()[t] * error;
          }
        }
        for (int u = 0; u < users.length; u++) {
          assertThat(userSums[u]).isCloseTo(lambdas[c] * users[u], offset(1e-5));
        }
        for (int i = 0; i < items.length; i++) {
          assertThat(itemSums[i]).isCloseTo(lambdas[c] * items[i], offset(1e-5));
        }
      }
    }
  }

  @Test
  void sameBitsForAnyNumberOfWorkersAndThreads() {
    RatingTable table = weighted();
    double[][] alone = fitted(table, 1, 1);
    assertThat(fitted(table, 1, 3)).isDeepEqualTo(alone);
    assertThat(fitted(table, 2, 1)).isDeepEqualTo(alone);
    assertThat(fitted(table, 8, 2)).isDeepEqualTo(alone);
  }

  @Test
  void aCandidateComesOutAloneAsWithOthers() {
    try (BlockedRatings blocked = Problems.blocked(weighted(), SETTINGS, 2, 1);
        TrainingData data = blocked.full()) {
      double mean = data.statistics().mean();
      RidgeBiases all = RidgeBiases.fit(data, mean, 0.5, 3, 12);
      for (int c = 0; c < 3; c++) {
        RidgeBiases alone = RidgeBiases.fit(data, mean, new double[] {0.5, 3, 12}[c]);
        assertThat(all.items(c)).isEqualTo(alone.items(0));
        assertThat(all.users(c)).isEqualTo(alone.users(0));
        assertThat(all.sweeps()).isGreaterThanOrEqualTo(alone.sweeps());
      }
    }
  }

  private static double[][] fitted(RatingTable table, int workers, int threads) {
    try (BlockedRatings blocked = Problems.blocked(table, SETTINGS, workers, threads);
        TrainingData data = blocked.full()) {
      RidgeBiases fit = RidgeBiases.fit(data, data.statistics().mean(), 1, 3);
      RidgeBiases.Errors errors = fit.errors()[1];
      return new double[][] {fit.users(1), fit.items(1), {errors.train(), errors.objective()}};
    }
  }

  @Test
  void measuresItsErrors() {
    RatingTable table = weighted();
    try (BlockedRatings blocked = Problems.blocked(table, SETTINGS, 1, 2);
        TrainingData data = blocked.full()) {
      double mean = data.statistics().mean();
      RidgeBiases fit = RidgeBiases.fit(data, mean, 2);
      double[] users = fit.users(0);
      double[] items = fit.items(0);
      double squared = 0;
      double objective = 0;
      for (RatingColumns columns : table.columns().collect()) {
        for (int t = 0; t < columns.size(); t++) {
          double error =
              columns.rating()[t] - mean - users[columns.user()[t]] - items[columns.item()[t]];
          squared += error * error;
          objective += columns.weight()[t] * error * error;
        }
      }
      for (double[] side : new double[][] {users, items}) {
        for (double bias : side) {
          objective += 2 * bias * bias;
        }
      }
      assertThat(fit.errors()[0].train()).isCloseTo(squared, offset(1e-9 * squared));
      assertThat(fit.errors()[0].objective()).isCloseTo(objective, offset(1e-9 * objective));
    }
  }
}
