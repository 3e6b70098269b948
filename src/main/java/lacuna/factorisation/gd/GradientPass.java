// One worker's share of an epoch: errors of its ratings, and their gradients.
package lacuna.factorisation.gd;

import lacuna.blocks.DyadicSum;
import lacuna.blocks.ParallelLoop;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Columns;
import lacuna.factorisation.EpochEnd.TrainErrors;
import lacuna.factorisation.WorkerTask;
import lacuna.kernels.GradientKernel;
import lacuna.kernels.GradientKernels;
import lacuna.kernels.Loss;
import lacuna.kernels.Rows;
import lacuna.kernels.TileRatings;

/**
 * The full gradient's passes over the ratings of one worker: tile by tile in double, sums joined in
 * the order of the tiles, so that neither threads nor workers show in the bits.
 *
 * @param plan what does not change
 * @param task the worker's ratings
 */
record GradientPass(GdPlan plan, WorkerTask task) {

  /** Ratings that one call of the kernel takes: short calls on one tile compile best. */
  private static final int RATINGS_A_CALL = 4096;

  /**
   * Errors at one point, with the users' gradient there.
   *
   * @param values weighted errors of each user stripe's training ratings; null where it has none
   * @param userGradients {@code err V} of each user stripe, and the sums of errors of its biases,
   *     as {@link Move#gradientLength} says; null where it has no training ratings
   * @param train their sums of squares
   */
  record Errors(float[][] values, double[][] userGradients, TrainErrors train) {}

  /**
   * Errors of the worker's training ratings.
   *
   * @param users the worker's user stripes
   * @param items all item stripes
   * @param reused errors that are no longer wanted, whose arrays are taken; may be null
   */
  Errors errors(Stripe[] users, Stripe[] items, Errors reused) {
    Rows[] userRows = Columns.rows(users, plan.settings().rank());
    Rows[] itemRows = Columns.rows(items, plan.settings().rank());
    float[][] values = reused == null ? new float[users.length][] : reused.values;
    double[][] gradients = new double[users.length][];
    double[] squared = new double[users.length];
    double[] weighted = new double[users.length];
    ParallelLoop.run(
        users.length,
        task.threads(),
        k -> {
          RatingBlock block = task.blocks().block(Role.TRAIN, k);
          if (block == null) {
            return;
          }
          values[k] = values[k] == null ? new float[block.size()] : values[k];
          gradients[k] = new double[Move.gradientLength(users[k])];
          double[] tileSquared = new double[items.length];
          double[] tileWeighted = new double[items.length];
          for (int i = 0; i < items.length; i++) {
            Loss loss = errorsOfTile(k, i, userRows[k], itemRows[i], values[k], gradients[k]);
            tileSquared[i] = loss.squared();
            tileWeighted[i] = loss.weighted();
          }
          if (users[k].column(Stripe.BIAS) != null) {
            int first = users[k].column(Stripe.FACTORS).length;
            GradientKernel.addValues(
                block.users(), values[k], 0, block.size(), gradients[k], first);
          }
          squared[k] = DyadicSum.of(tileSquared);
          weighted[k] = DyadicSum.of(tileWeighted);
        });
    return new Errors(values, gradients, new TrainErrors(squared, weighted));
  }

  private Loss errorsOfTile(
      int k, int i, Rows users, Rows items, float[] values, double[] gradient) {
    RatingBlock block = task.blocks().block(Role.TRAIN, k);
    TileRatings ratings = task.blocks().ratings(Role.TRAIN, k);
    int end = block.tileStart(i + 1);
    Loss loss = Loss.NONE;
    for (int from = block.tileStart(i); from < end; from += RATINGS_A_CALL) {
      int to = Math.min(end, from + RATINGS_A_CALL);
      loss =
          GradientKernels.best()
              .errors(
                  ratings, from, to, users, items, plan.training().mean(), values, gradient, loss);
    }
    return loss;
  }

  /**
   * The worker's users after a step along {@code err V}.
   *
   * @param users as they were when the errors were taken
   */
  Stripe[] movedUsers(Stripe[] users, Errors errors, double multiplier) {
    Move move = plan.userMove(multiplier);
    Stripe[] moved = new Stripe[users.length];
    ParallelLoop.run(
        users.length,
        task.threads(),
        k -> moved[k] = move.moved(users[k], errors.userGradients[k], task.userRatings(users[k])));
    return moved;
  }

  /**
   * The worker's addend to {@code errᵀ U} for each item stripe; null for one that its ratings leave
   * out.
   *
   * @param users the worker's user stripes whose rows enter: the moved or the old ones
   * @param items all item stripes
   */
  double[][] itemGradients(Stripe[] users, Stripe[] items, Errors errors) {
    double[][] gradients = new double[items.length][];
    ParallelLoop.run(
        items.length,
        task.threads(),
        i ->
            gradients[i] =
                DyadicSum.accumulated(
                    users.length,
                    Move.gradientLength(items[i]),
                    (k, sum) -> addTile(k, users[k], i, items[i], errors, sum)));
    return gradients;
  }

  private boolean addTile(
      int k, Stripe users, int i, Stripe items, Errors errors, double[] gradient) {
    RatingBlock block = task.blocks().block(Role.TRAIN, k);
    if (block == null || block.tileStart(i) == block.tileStart(i + 1)) {
      return false;
    }
    int from = block.tileStart(i);
    int to = block.tileStart(i + 1);
    float[] values = errors.values[k];
    for (int at = from; at < to; at += RATINGS_A_CALL) {
      GradientKernels.best()
          .addProducts(
              block.items(),
              block.users(),
              values,
              at,
              Math.min(to, at + RATINGS_A_CALL),
              users.column(Stripe.FACTORS),
              items.width(Stripe.FACTORS),
              gradient);
    }
    if (items.column(Stripe.BIAS) != null) {
      int first = items.column(Stripe.FACTORS).length;
      GradientKernel.addValues(block.items(), values, from, to, gradient, first);
    }
    return true;
  }
}
