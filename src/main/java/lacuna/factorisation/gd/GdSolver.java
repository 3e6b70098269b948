// The full-gradient solver: settings in, factors and history out.
package lacuna.factorisation.gd;

import java.util.Locale;
import lacuna.factorisation.EpochRunner;
import lacuna.factorisation.EpochTraining;
import lacuna.factorisation.LocalEpochs;
import lacuna.factorisation.Progress;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solver;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.WorkerState;
import org.apache.spark.api.java.JavaRDD;

/**
 * Gradient descent on F (see the root package) over all observed ratings at once. An epoch is
 *
 * <pre>
 * err = (A − μ − b_u − b_i − U Vᵀ) ∘ M           once, at the old factors and biases
 * U += η (err V − n λ_u U)
 * V += η (errᵀ U − n λ_i V)                      with the moved U, or the old one if simultaneous
 * b += β (Σ err − n λ_b b)                       both sides
 * </pre>
 *
 * <p>with {@code n} the row's ratings (1 in the plain form) and each error times its weight.
 * Without biases and with λ = 0 it is the textbook's. A given step is η and β alike; without one
 * the solver finds steps under which F never rises.
 *
 * <p>The factors depend on ratings, settings and seed alone: not on workers, threads or order of
 * rows.
 */
public final class GdSolver implements Solver {
  @Override
  public String method() {
    return "gd";
  }

  @Override
  public Solution solve(
      TrainingData data, Settings settings, TrainingTask task, TrainingListener listener) {
    long start = System.nanoTime();
    GdPlan plan = GdPlan.of(data, settings, task);
    JavaRDD<WorkerState> first =
        WorkerState.first(
            data,
            plan.training().initialisation(),
            (side, stripe, ratings) -> Move.prepared(stripe));
    return new EpochTraining(method(), data, plan.training(), task.checkpoints(), start)
        .run(first, from -> runner(data, plan, from), listener, progress -> advice(plan, progress));
  }

  private static EpochRunner runner(TrainingData data, GdPlan plan, EpochTraining.Start from) {
    return data.workers().count() == 1
        ? new LocalEpochs(
            data, plan.training(), from, (task, state) -> new LocalDescent(plan, task, state))
        : new ReducedEpochs(data, plan, from);
  }

  private static String advice(GdPlan plan, Progress progress) {
    return String.format(
        Locale.ROOT,
        "the loss grew without bound in epoch %d at step size %.4g; try --gd-step-size %.2g, or leave it out to have a safe one found",
        progress.epoch(),
        plan.step(),
        plan.step() / 4);
  }
}
