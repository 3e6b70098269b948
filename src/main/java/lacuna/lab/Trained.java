// A trained model on the driver: what exercises look into.
package lacuna.lab;

import java.util.List;
import lacuna.blocks.Axis;
import lacuna.blocks.Stripe;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.Solver;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;

/**
 * Factors by row of the matrix, with the history of how they were learnt.
 *
 * @param users rows x rank
 * @param items columns x rank
 * @param history an entry an epoch
 */
record Trained(double[][] users, double[][] items, List<EpochRecord> history) {

  /** Trains once and brings the factors to the driver. */
  static Trained by(Solver solver, BlockedRatings blocked, Settings settings) {
    try (TrainingData data = blocked.full()) {
      Solution solution = solver.solve(data, settings, TrainingTask.only(), TrainingListener.NONE);
      if (solution.status() != Status.DONE) {
        throw new IllegalStateException(solver.method() + " found no model: " + solution.note());
      }
      try (Factors factors = solution.factors()) {
        return new Trained(
            rows(factors.users().collect(), blocked.grid().users(), factors.rank()),
            rows(factors.items().collect(), blocked.grid().items(), factors.rank()),
            solution.history());
      }
    }
  }

  /** Rows of a side by id, without padding. */
  static double[][] rows(List<Stripe> side, Axis axis, int rank) {
    double[][] rows = new double[axis.size()][rank];
    for (int id = 0; id < rows.length; id++) {
      Stripe stripe = side.get(axis.stripeOf(id));
      float[] factors = stripe.column(Stripe.FACTORS);
      int from = axis.rowOf(id) * stripe.width(Stripe.FACTORS);
      for (int k = 0; k < rank; k++) {
        rows[id][k] = factors[from + k];
      }
    }
    return rows;
  }

  /** The product of both, rows x columns. */
  double[][] product() {
    return Matrices.timesTransposed(users, items);
  }

  /** Sum of squared differences to the cells of a matrix, those that are NaN left out. */
  double loss(double[][] matrix) {
    return Matrices.squaredDistance(matrix, product());
  }
}
