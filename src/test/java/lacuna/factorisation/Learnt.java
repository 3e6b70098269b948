// A solution on the driver, by id: what tests look into.
package lacuna.factorisation;

import java.util.List;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.ratings.RatingTable;

/**
 * A trained model by id, without padding.
 *
 * @param solution as the solver returned it
 * @param mean μ
 * @param users factors by user id
 * @param items factors by item id
 * @param userBias biases by user id, zero without
 * @param itemBias biases by item id, zero without
 */
public record Learnt(
    Solution solution,
    double mean,
    float[][] users,
    float[][] items,
    float[] userBias,
    float[] itemBias) {

  /** Trains once on all training ratings. */
  public static Learnt of(
      Solver solver, RatingTable table, Settings settings, int workers, int threads) {
    try (BlockedRatings blocked = Problems.blocked(table, settings, workers, threads);
        TrainingData data = blocked.full()) {
      Solution solution = solver.solve(data, settings, TrainingTask.only(), TrainingListener.NONE);
      return of(solution, blocked.grid());
    }
  }

  /** The model of a solution that is done. */
  public static Learnt of(Solution solution, Grid grid) {
    Factors factors = solution.factors();
    List<Stripe> users = factors.users().collect();
    List<Stripe> items = factors.items().collect();
    return new Learnt(
        solution,
        factors.mean(),
        Problems.rows(users, grid.users(), factors.rank()),
        Problems.rows(items, grid.items(), factors.rank()),
        biases(users, grid.users()),
        biases(items, grid.items()));
  }

  private static float[] biases(List<Stripe> side, Axis axis) {
    float[] biases = new float[axis.size()];
    for (int id = 0; id < biases.length; id++) {
      float[] column = side.get(axis.stripeOf(id)).column(Stripe.BIAS);
      biases[id] = column == null ? 0 : column[axis.rowOf(id)];
    }
    return biases;
  }

  /** The prediction for a pair of ids. */
  public double predict(int user, int item) {
    double sum = mean + userBias[user] + itemBias[item];
    for (int k = 0; k < users[user].length; k++) {
      sum += (double) users[user][k] * items[item][k];
    }
    return sum;
  }

  /** User factors, item factors, user biases, item biases, one after the other. */
  public double[] parameters() {
    int rank = users[0].length;
    int rows = users.length + items.length;
    double[] all = new double[rows * (rank + 1)];
    for (int row = 0; row < rows; row++) {
      boolean user = row < users.length;
      float[] factors = user ? users[row] : items[row - users.length];
      for (int k = 0; k < rank; k++) {
        all[row * rank + k] = factors[k];
      }
      all[rows * rank + row] = user ? userBias[row] : itemBias[row - users.length];
    }
    return all;
  }
}
