// An epoch of the one worker that holds all stripes.
package lacuna.factorisation.sgd;

import lacuna.blocks.NestedOrder;
import lacuna.factorisation.Columns;
import lacuna.factorisation.EpochEnd;
import lacuna.factorisation.EpochEnd.TrainErrors;
import lacuna.factorisation.LocalEpochs;
import lacuna.factorisation.Progress;
import lacuna.factorisation.WorkerState;
import lacuna.factorisation.WorkerTask;

/** Runs all tiles of the grid in nested order and measures the epoch. */
final class LocalPass implements LocalEpochs.Epochs {
  private final SgdPlan plan;
  private final WorkerTask task;
  private final WorkerState state;
  private final BlockPass pass;

  LocalPass(SgdPlan plan, WorkerTask task, WorkerState state) {
    this.plan = plan;
    this.task = task;
    this.state = state;
    int rank = plan.settings().rank();
    this.pass =
        new BlockPass(
            task.blocks(),
            Columns.rows(state.users(), rank),
            Columns.rows(state.items(), rank),
            0,
            state.items().length,
            plan.kernel().get(),
            task.threads());
  }

  @Override
  public Progress next(Progress before) {
    long start = System.nanoTime();
    NestedOrder order =
        new NestedOrder(
            state.users().length, state.items().length, plan.settings().seed(), before.epoch() + 1);
    TrainErrors train = pass.run(order.tiles(), plan.rule(before.multiplier())).byUserStripe();
    EpochEnd end =
        EpochEnd.measure(
            task, plan.training(), plan.kernel().get(), state.users(), state.items(), train);
    return before.after(
        EpochEnd.join(java.util.List.of(end), plan.training().epochs().statistics()),
        (System.nanoTime() - start) * 1e-9);
  }
}
