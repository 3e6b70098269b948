// The stochastic gradient solver: settings in, factors and history out.
package lacuna.factorisation.sgd;

import java.util.Locale;
import lacuna.factorisation.EpochRunner;
import lacuna.factorisation.EpochTraining;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.LocalEpochs;
import lacuna.factorisation.Progress;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solver;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingPlan;
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.WorkerState;
import lacuna.kernels.Kernels;
import org.apache.spark.api.java.JavaRDD;

/**
 * Masked stochastic gradient descent on F (see the root package) in nested order. At each rating
 * the error is taken once, the user's row moves first and the item's row uses the moved one; see
 * {@link lacuna.kernels.SgdKernel} for the equations.
 *
 * <p>The factors depend on ratings, settings and seed alone: not on workers, threads, order of rows
 * or the vector unit.
 */
public final class SgdSolver implements Solver {
  private final SgdPlan.KernelChoice kernel;

  /** With the fastest kernel that each JVM can run. */
  public SgdSolver() {
    this(Kernels::best);
  }

  SgdSolver(SgdPlan.KernelChoice kernel) {
    this.kernel = kernel;
  }

  @Override
  public String method() {
    return "sgd";
  }

  @Override
  public Solution solve(
      TrainingData data, Settings settings, TrainingTask task, TrainingListener listener) {
    long start = System.nanoTime();
    SgdPlan plan = SgdPlan.of(data, settings, task, kernel);
    return new EpochTraining(method(), data, plan.training(), task.checkpoints(), start)
        .run(
            first(data, plan),
            from -> runner(data, plan, from),
            listener,
            progress -> advice(plan, progress));
  }

  /**
   * A training that its caller drives, in tasks that hold all blocks.
   *
   * @param plan what does not change
   * @param first the state before the first epoch, one partition
   * @param epochs makes epochs in a task
   */
  public record Local(TrainingPlan plan, JavaRDD<WorkerState> first, LocalEpochs.Factory epochs) {}

  /**
   * A training to be driven by the caller, with the factors that {@link #solve} would learn.
   *
   * @param data with one worker
   */
  public Local local(TrainingData data, Settings settings, TrainingTask task) {
    return local(data, SgdPlan.of(data, settings, task, kernel));
  }

  private static Local local(TrainingData data, SgdPlan plan) {
    return new Local(
        plan.training(), first(data, plan), (task, state) -> new LocalPass(plan, task, state));
  }

  private static JavaRDD<WorkerState> first(TrainingData data, SgdPlan plan) {
    return WorkerState.first(
        data,
        plan.training().initialisation(),
        (side, stripe, ratings) ->
            plan.prepared(
                stripe,
                ratings,
                side == Side.USERS ? plan.scale().lambdaUser() : plan.scale().lambdaItem()));
  }

  private static EpochRunner runner(
      TrainingData data, SgdPlan plan, EpochTraining.StartingPoint from) {
    return data.workers().count() == 1
        ? new LocalEpochs(
            data, plan.training(), from, (task, state) -> new LocalPass(plan, task, state))
        : new StratifiedEpochs(data, plan, from.states());
  }

  private static String advice(SgdPlan plan, Progress progress) {
    return String.format(
        Locale.ROOT,
        "the loss grew without bound in epoch %d at step size %.4g; try --step-size %.2g or a larger --lambda",
        progress.epoch(),
        plan.scale().step(),
        plan.scale().step() / 4);
  }
}
