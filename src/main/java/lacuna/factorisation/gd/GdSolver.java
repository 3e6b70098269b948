// The full-gradient solver: settings in, factors and history out.
package lacuna.factorisation.gd;

import java.io.Serializable;
import java.util.Locale;
import lacuna.UsageException;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
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
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.WorkerState;
import lacuna.kernels.Lanes;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

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
  /** What the steps go down. */
  public enum ObjectiveForm {
    /** F itself, along −½∇F. */
    SQUARES,
    /**
     * The square root of F, along its own gradient: a step is divided by the root of F where it
     * begins. For one worker.
     */
    NORM
  }

  /** The factors that a training starts from, where they are given and not drawn. */
  public interface GivenStart extends Serializable {
    /**
     * The first value of a factor.
     *
     * @param ordinal the row's place among the sorted trained ids of its side
     * @param k number of the factor
     */
    float at(Side side, int ordinal, int k);
  }

  private final ObjectiveForm form;
  private final GivenStart start;

  /** Goes down F from factors drawn as the settings say. */
  public GdSolver() {
    this(ObjectiveForm.SQUARES, null);
  }

  /**
   * Any other descent.
   *
   * @param form what the steps go down
   * @param start first factors, null to draw them as the settings say
   */
  public GdSolver(ObjectiveForm form, GivenStart start) {
    this.form = form;
    this.start = start;
  }

  @Override
  public String method() {
    return "gd";
  }

  @Override
  public Solution solve(
      TrainingData data, Settings settings, TrainingTask task, TrainingListener listener) {
    long began = System.nanoTime();
    if (form == ObjectiveForm.NORM && data.workers().count() > 1) {
      throw new UsageException("the norm is gone down by one worker; give --workers 1");
    }
    GdPlan plan = GdPlan.of(data, settings, task, form);
    GivenStart given = start;
    int rank = plan.settings().rank();
    Broadcast<Grid> grid = data.grid();
    JavaRDD<WorkerState> first =
        WorkerState.first(
            data,
            plan.training().initialisation(),
            (side, stripe, ratings) ->
                Move.prepared(
                    given == null ? stripe : started(given, side, stripe, grid.value(), rank)));
    return new EpochTraining(method(), data, plan.training(), task.checkpoints(), began)
        .run(first, from -> runner(data, plan, from), listener, progress -> advice(plan, progress));
  }

  private static EpochRunner runner(
      TrainingData data, GdPlan plan, EpochTraining.StartingPoint from) {
    return data.workers().count() == 1
        ? new LocalEpochs(
            data, plan.training(), from, (task, state) -> new LocalDescent(plan, task, state))
        : new ReducedEpochs(data, plan, from);
  }

  private static Stripe started(GivenStart given, Side side, Stripe stripe, Grid grid, int rank) {
    Axis axis = side == Side.USERS ? grid.users() : grid.items();
    float[] factors = stripe.column(Stripe.FACTORS).clone();
    int stride = Lanes.stride(rank);
    for (int row = 0; row < stripe.rows(); row++) {
      int ordinal = axis.ordinal(axis.idAt(stripe.index(), row));
      for (int k = 0; ordinal >= 0 && k < rank; k++) {
        factors[row * stride + k] = given.at(side, ordinal, k);
      }
    }
    return stripe.with(Stripe.FACTORS, factors);
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
