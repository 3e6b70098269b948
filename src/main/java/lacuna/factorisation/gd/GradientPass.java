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

  /**
   * Errors at one point.
   *
   * @param values weighted errors of each user stripe's training ratings; null where it has none
   * @param train their sums of squares
   */
  record Errors(float[][] values, TrainErrors train) {}

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
          TileRatings ratings = task.blocks().ratings(Role.TRAIN, k);
          double[] tileSquared = new double[items.length];
          double[] tileWeighted = new double[items.length];
          for (int i = 0; i < items.length; i++) {
            GradientKernel.Loss loss =
                GradientKernel.errors(
                    ratings,
                    block.tileStart(i),
                    block.tileStart(i + 1),
                    userRows[k],
                    itemRows[i],
                    plan.training().mean(),
                    values[k]);
            tileSquared[i] = loss.squared();
            tileWeighted[i] = loss.weighted();
          }
          squared[k] = DyadicSum.of(tileSquared);
          weighted[k] = DyadicSum.of(tileWeighted);
        });
    return new Errors(values, new TrainErrors(squared, weighted));
  }

  /**
   * The worker's users after a step along {@code err V}.
   *
   * @param items all item stripes, as they were when the errors were taken
   */
  Stripe[] movedUsers(Stripe[] users, Stripe[] items, Errors errors, double multiplier) {
    Move move = plan.userMove(multiplier);
    Stripe[] moved = new Stripe[users.length];
    ParallelLoop.run(
        users.length,
        task.threads(),
        k ->
            moved[k] =
                move.moved(
                    users[k],
                    userGradient(k, users[k], items, errors),
                    task.userRatings(users[k])));
    return moved;
  }

  private double[] userGradient(int k, Stripe users, Stripe[] items, Errors errors) {
    RatingBlock block = task.blocks().block(Role.TRAIN, k);
    if (block == null) {
      return null;
    }
    double[] gradient = new double[Move.gradientLength(users)];
    float[] values = errors.values[k];
    for (int i = 0; i < items.length; i++) {
      GradientKernel.addProducts(
          block.users(),
          block.items(),
          values,
          block.tileStart(i),
          block.tileStart(i + 1),
          items[i].column(Stripe.FACTORS),
          users.width(Stripe.FACTORS),
          gradient);
    }
    if (users.column(Stripe.BIAS) != null) {
      int first = users.column(Stripe.FACTORS).length;
      GradientKernel.addValues(block.users(), values, 0, block.size(), gradient, first);
    }
    return gradient;
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
    GradientKernel.addProducts(
        block.items(),
        block.users(),
        values,
        from,
        to,
        users.column(Stripe.FACTORS),
        items.width(Stripe.FACTORS),
        gradient);
    if (items.column(Stripe.BIAS) != null) {
      int first = items.column(Stripe.FACTORS).length;
      GradientKernel.addValues(block.items(), values, from, to, gradient, first);
    }
    return true;
  }
}
