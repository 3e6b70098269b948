// The stochastic gradient solver: settings in, factors and history out.
package lacuna.factorisation.sgd;

import java.util.Arrays;
import java.util.Locale;
import lacuna.blocks.Stripe;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.Progress;
import lacuna.factorisation.Progress.Outcome;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.Solver;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
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
    try (EpochRunner runner = runner(data, plan)) {
      Progress progress = Progress.start(plan.training());
      while (progress.running()) {
        describe(data, plan, progress.epoch() + 1);
        int heard = progress.epoch();
        progress = runner.advance(progress);
        for (EpochRecord epoch : progress.history().subList(heard, progress.epoch())) {
          listener.epochEnded(method(), epoch, plan.training().epochs());
        }
      }
      return solution(data, plan, progress, runner, start);
    } finally {
      data.spark().setJobDescription(null);
    }
  }

  private static EpochRunner runner(TrainingData data, SgdPlan plan) {
    JavaRDD<WorkerState> first =
        WorkerState.first(
            data,
            plan.initialisation(),
            (side, stripe, ratings) ->
                plan.prepared(
                    stripe,
                    ratings,
                    side == Side.USERS ? plan.scale().lambdaUser() : plan.scale().lambdaItem()));
    return data.workers().count() == 1
        ? new LocalEpochs(data, plan, first)
        : new StratifiedEpochs(data, plan, first);
  }

  private static void describe(TrainingData data, SgdPlan plan, int epoch) {
    String phase = plan.training().phase() == Phase.SEARCH ? "search" : "final";
    data.spark()
        .setJobDescription(
            "sgd " + phase + ": from epoch " + epoch + " of " + plan.training().epochs());
  }

  private Solution solution(
      TrainingData data, SgdPlan plan, Progress progress, EpochRunner runner, long start) {
    boolean diverged = progress.outcome() == Outcome.DIVERGED;
    boolean best = plan.keepBest() && !diverged;
    int epochs =
        best || plan.training().phase() == Phase.SEARCH ? best(progress) : progress.epoch();
    Factors factors =
        diverged || plan.training().phase() == Phase.SEARCH
            ? null
            : factors(plan, runner.states(), best && epochs < progress.epoch());
    return new Solution(
        method(),
        diverged ? Status.DIVERGED : Status.DONE,
        factors,
        progress.history(),
        epochs,
        (System.nanoTime() - start) * 1e-9,
        diverged ? advice(plan, progress) : "");
  }

  /** The best epoch by the validation part, the last one where there is none. */
  private static int best(Progress progress) {
    return progress.bestEpoch() > 0 ? progress.bestEpoch() : progress.epoch();
  }

  private static String advice(SgdPlan plan, Progress progress) {
    return String.format(
        Locale.ROOT,
        "the loss grew without bound in epoch %d at step size %.4g; try --step-size %.2g or a larger --lambda",
        progress.epoch(),
        plan.scale().step(),
        plan.scale().step() / 4);
  }

  private static Factors factors(SgdPlan plan, JavaRDD<WorkerState> states, boolean best) {
    return Factors.of(
        plan.mean(),
        plan.settings().rank(),
        plan.settings().biases(),
        states.map(
            state ->
                new WorkerState(
                    state.worker(), results(state.users(), best), results(state.items(), best))));
  }

  private static Stripe[] results(Stripe[] stripes, boolean best) {
    return Arrays.stream(stripes)
        .map(stripe -> BestColumns.result(stripe, best))
        .toArray(Stripe[]::new);
  }
}
