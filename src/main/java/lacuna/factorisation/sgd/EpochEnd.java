// What is measured when an epoch has ended: held-out errors and the regularisation, stripe by
// stripe.
package lacuna.factorisation.sgd;

import java.io.Serializable;
import java.util.List;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.Grid;
import lacuna.blocks.Role;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Columns;
import lacuna.factorisation.Counts;
import lacuna.factorisation.HeldOutErrors;
import lacuna.factorisation.Progress.EpochSums;
import lacuna.factorisation.Statistics;
import lacuna.factorisation.WorkerBlocks;
import lacuna.kernels.Rows;

/**
 * One worker's share of the sums at an epoch's end. A class of plain fields and no record, since it
 * crosses processes and Spark's Kryo can't rebuild a record.
 */
final class EpochEnd implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int worker;
  private final double[] train;
  private final double[] validation;
  private final double[] test;
  private final double[] userPenalty;
  private final double[] itemPenalty;

  /**
   * @param worker the worker
   * @param train squared errors as met, by user stripe of the worker
   * @param validation squared validation errors, likewise
   * @param test squared test errors, likewise
   * @param userPenalty regularisation of each of its user stripes
   * @param itemPenalty regularisation of each of the item stripes that are at home there
   */
  EpochEnd(
      int worker,
      double[] train,
      double[] validation,
      double[] test,
      double[] userPenalty,
      double[] itemPenalty) {
    this.worker = worker;
    this.train = train;
    this.validation = validation;
    this.test = test;
    this.userPenalty = userPenalty;
    this.itemPenalty = itemPenalty;
  }

  /**
   * Measures a worker's share.
   *
   * @param users the worker's user stripes
   * @param items all item stripes, in order
   * @param workers number of workers, which tells the item stripes at home
   */
  static EpochEnd measure(
      SgdPlan plan,
      int worker,
      int workers,
      WorkerBlocks blocks,
      double[] train,
      Stripe[] users,
      Stripe[] items,
      Grid grid,
      Counts counts,
      int threads) {
    Rows[] userRows = Columns.rows(users, plan.settings().rank());
    Rows[] itemRows = Columns.rows(items, plan.settings().rank());
    float mean = (float) plan.mean();
    double[] userPenalty = new double[users.length];
    for (int k = 0; k < users.length; k++) {
      userPenalty[k] = plan.userPenalty().of(users[k], grid.users(), counts.users());
    }
    double[] itemPenalty = new double[items.length / workers];
    for (int k = 0; k < itemPenalty.length; k++) {
      Stripe home = items[worker * itemPenalty.length + k];
      itemPenalty[k] = plan.itemPenalty().of(home, grid.items(), counts.items());
    }
    return new EpochEnd(
        worker,
        train,
        HeldOutErrors.byStripe(
            blocks, Role.VALIDATION, userRows, itemRows, mean, plan.kernel().get(), threads),
        HeldOutErrors.byStripe(
            blocks, Role.TEST, userRows, itemRows, mean, plan.kernel().get(), threads),
        userPenalty,
        itemPenalty);
  }

  /** Joins the shares of all workers, in the order of the workers. */
  static EpochSums join(List<EpochEnd> ends, Statistics ratings) {
    return new EpochSums(
        joined(ends, end -> end.train),
        joined(ends, end -> end.userPenalty) + joined(ends, end -> end.itemPenalty),
        ratings.validation() > 0 ? joined(ends, end -> end.validation) : Double.NaN,
        ratings.test() > 0 ? joined(ends, end -> end.test) : Double.NaN);
  }

  private static double joined(
      List<EpochEnd> ends, java.util.function.Function<EpochEnd, double[]> part) {
    double[] sums = new double[ends.size()];
    for (EpochEnd end : ends) {
      sums[end.worker] = DyadicSum.of(part.apply(end));
    }
    return DyadicSum.of(sums);
  }
}
