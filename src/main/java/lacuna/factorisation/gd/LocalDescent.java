// Epochs of the one worker that holds all stripes.
package lacuna.factorisation.gd;

import java.util.Arrays;
import java.util.List;
import lacuna.blocks.Stripe;
import lacuna.factorisation.EpochEnd;
import lacuna.factorisation.LocalEpochs;
import lacuna.factorisation.Progress;
import lacuna.factorisation.Progress.EpochSums;
import lacuna.factorisation.WorkerState;
import lacuna.factorisation.WorkerTask;
import lacuna.factorisation.gd.GradientPass.Errors;
import lacuna.kernels.Kernels;

/**
 * Steps from point to point within a task. The errors at a point serve its loss and the step away
 * from it, so that an epoch takes them once.
 */
final class LocalDescent implements LocalEpochs.Epochs {
  private final GdPlan plan;
  private final WorkerTask task;
  private final WorkerState state;
  private final GradientPass pass;
  private Errors errors;
  private Errors spare;
  private double objective;

  LocalDescent(GdPlan plan, WorkerTask task, WorkerState state) {
    this.plan = plan;
    this.task = task;
    this.state = state;
    this.pass = new GradientPass(plan, task);
    this.errors = pass.errors(state.users(), state.items(), null);
    this.objective = measured(state.users(), state.items(), errors).objective();
  }

  @Override
  public Progress next(Progress before) {
    long start = System.nanoTime();
    double multiplier = before.multiplier();
    for (int halvings = 0; ; halvings++) {
      double length = plan.length(multiplier, objective);
      Stripe[] users = pass.movedUsers(state.users(), errors, length);
      Stripe[] items = movedItems(plan.alternating() ? users : state.users(), length);
      Errors reached = pass.errors(users, items, spare);
      EpochSums sums = measured(users, items, reached);
      if (plan.accepts(objective, sums.objective(), halvings)) {
        Arrays.setAll(state.users(), k -> users[k]);
        Arrays.setAll(state.items(), k -> items[k]);
        spare = errors;
        errors = reached;
        objective = sums.objective();
        return before
            .withMultiplier(multiplier)
            .after(sums, (System.nanoTime() - start) * 1e-9)
            .withMultiplier(plan.next(multiplier));
      }
      spare = reached;
      multiplier *= GdPlan.SHRINKAGE;
    }
  }

  private Stripe[] movedItems(Stripe[] users, double multiplier) {
    double[][] gradients = pass.itemGradients(users, state.items(), errors);
    Move move = plan.itemMove(multiplier);
    Stripe[] moved = new Stripe[gradients.length];
    Arrays.setAll(
        moved, i -> move.moved(state.items()[i], gradients[i], task.itemRatings(state.items()[i])));
    return moved;
  }

  private EpochSums measured(Stripe[] users, Stripe[] items, Errors at) {
    EpochEnd end =
        EpochEnd.measure(task, plan.training(), Kernels.best(), users, items, at.train());
    return EpochEnd.join(List.of(end), plan.training().epochs().statistics());
  }
}
