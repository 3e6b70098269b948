// What is measured when an epoch has ended: held-out errors and the regularisation, stripe by
// stripe.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.ParallelLoop;
import lacuna.blocks.Role;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Progress.EpochSums;
import lacuna.kernels.SgdKernel;

/**
 * One worker's share of the sums at an epoch's end. A class of plain fields and no record, since it
 * crosses processes and Spark's Kryo can't rebuild a record.
 */
public final class EpochEnd implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int worker;
  private final double[] train;
  private final double[] loss;
  private final double[] validation;
  private final double[] test;
  private final double[] userPenalty;
  private final double[] itemPenalty;

  /**
   * @param worker the worker
   * @param train its training errors
   * @param validation squared validation errors, by user stripe of the worker
   * @param test squared test errors, likewise
   * @param userPenalty regularisation of each of its user stripes
   * @param itemPenalty regularisation of each of the item stripes that are at home there
   */
  private EpochEnd(
      int worker,
      TrainErrors train,
      double[] validation,
      double[] test,
      double[] userPenalty,
      double[] itemPenalty) {
    this.worker = worker;
    this.train = train.squared;
    this.loss = train.weighted;
    this.validation = validation;
    this.test = test;
    this.userPenalty = userPenalty;
    this.itemPenalty = itemPenalty;
  }

  /**
   * Squared training errors by user stripe of a worker.
   *
   * @param squared as they are
   * @param weighted times the ratings' weights: the objective's first term
   */
  public record TrainErrors(double[] squared, double[] weighted) {}

  /**
   * Measures a worker's share.
   *
   * @param users the worker's user stripes
   * @param items all item stripes, in order
   * @param train its training errors
   */
  public static EpochEnd measure(
      WorkerTask task,
      TrainingPlan plan,
      SgdKernel kernel,
      Stripe[] users,
      Stripe[] items,
      TrainErrors train) {
    Stripe[] home = task.home(items);
    int rank = plan.settings().rank();
    HeldOutErrors errors =
        new HeldOutErrors(
            task.blocks(),
            Columns.rows(users, rank),
            Columns.rows(items, rank),
            (float) plan.mean(),
            kernel);
    double[] validation = new double[users.length];
    double[] test = new double[users.length];
    double[] userPenalty = new double[users.length];
    double[] itemPenalty = new double[home.length];
    // One loop for all: each starts threads, which takes as long as a sum does.
    ParallelLoop.run(
        users.length + home.length,
        Math.min(task.threads(), users.length),
        k -> {
          if (k < users.length) {
            validation[k] = errors.ofStripe(Role.VALIDATION, k);
            test[k] = errors.ofStripe(Role.TEST, k);
            userPenalty[k] =
                plan.userPenalty().of(users[k], task.grid().users(), task.counts().users());
          } else {
            int item = k - users.length;
            itemPenalty[item] =
                plan.itemPenalty().of(home[item], task.grid().items(), task.counts().items());
          }
        });
    return new EpochEnd(task.worker(), train, validation, test, userPenalty, itemPenalty);
  }

  /** Joins the shares of all workers, in the order of the workers. */
  public static EpochSums join(List<EpochEnd> ends, Statistics ratings) {
    return new EpochSums(
        joined(ends, end -> end.train),
        joined(ends, end -> end.loss)
            + (joined(ends, end -> end.userPenalty) + joined(ends, end -> end.itemPenalty)),
        ratings.validation() > 0 ? joined(ends, end -> end.validation) : Double.NaN,
        ratings.test() > 0 ? joined(ends, end -> end.test) : Double.NaN);
  }

  private static double joined(List<EpochEnd> ends, Function<EpochEnd, double[]> part) {
    double[] sums = new double[ends.size()];
    for (EpochEnd end : ends) {
      sums[end.worker] = DyadicSum.of(part.apply(end));
    }
    return DyadicSum.of(sums);
  }
}
