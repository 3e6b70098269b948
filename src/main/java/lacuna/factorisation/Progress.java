// How far a training has come and what it does next: a value that each epoch replaces.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Settings.Schedule;

/**
 * The state of a training between two epochs: step size, patience, best epoch, history. A pure
 * value, so that the decision after an epoch is the same whether a worker's task takes it or the
 * driver, and so that a checkpoint holds all of it.
 *
 * @param plan what does not change during the training
 * @param multiplier of the first step size in the next epoch
 * @param bestEpoch epoch with the least validation error so far, 0 before any
 * @param bestValidation its sum of squared validation errors
 * @param outcome whether to go on
 * @param history an entry for each epoch so far
 */
public record Progress(
    Plan plan,
    double multiplier,
    int bestEpoch,
    double bestValidation,
    Outcome outcome,
    List<EpochRecord> history)
    implements Serializable {
  /** Whether a training goes on, and if not, why. */
  public enum Outcome {
    RUNNING,
    ALL_EPOCHS,
    PATIENCE,
    DIVERGED
  }

  /**
   * What a training was told.
   *
   * @param phase search or final
   * @param epochs most epochs
   * @param scheduleEpochs epochs after which a linear schedule reaches zero
   * @param patience epochs without a better validation error before it stops; 0 for never
   * @param schedule of the step
   * @param step first step size of factors, for the history
   * @param statistics of the ratings
   * @param biases whether the model has a mean and biases
   */
  public record Plan(
      Phase phase,
      int epochs,
      int scheduleEpochs,
      int patience,
      Schedule schedule,
      double step,
      Statistics statistics,
      boolean biases)
      implements Serializable {
    /** A loss beyond this many times that of predicting a constant is taken for divergence. */
    private static final double UNBOUNDED = 1e4;

    boolean diverged(EpochSums sums) {
      double mean = biases ? 0 : statistics.mean();
      double each = statistics.variance() + mean * mean;
      // Ratings that are all the same leave the mean nothing to get wrong.
      double constant = statistics.train() * (each > 0 ? each : 1);
      return !(sums.train() <= UNBOUNDED * constant) || !Double.isFinite(sums.objective());
    }
  }

  /**
   * The sums of one epoch.
   *
   * @param train squared training errors
   * @param objective F: squared training errors times their weights, and the regularisation at the
   *     epoch's end
   * @param validation squared validation errors at its end, NaN without a validation part
   * @param test squared test errors at its end, NaN without a test part
   */
  public record EpochSums(double train, double objective, double validation, double test)
      implements Serializable {}

  /** Before the first epoch. */
  public static Progress start(Plan plan) {
    return new Progress(plan, 1, 0, Double.POSITIVE_INFINITY, Outcome.RUNNING, List.of());
  }

  /** Epochs done. */
  public int epoch() {
    return history.size();
  }

  /** Whether another epoch follows. */
  public boolean running() {
    return outcome == Outcome.RUNNING;
  }

  /** Whether the last epoch is the best one by the validation part. */
  public boolean lastIsBest() {
    return bestEpoch == epoch();
  }

  /** This state with another multiplier of the step size. */
  public Progress withMultiplier(double other) {
    return new Progress(plan, other, bestEpoch, bestValidation, outcome, history);
  }

  /** The state after another epoch. */
  public Progress after(EpochSums sums, double seconds) {
    int done = epoch() + 1;
    Statistics ratings = plan.statistics;
    List<EpochRecord> longer = new ArrayList<>(history);
    longer.add(
        new EpochRecord(
            plan.phase,
            done,
            sums.train,
            ratings.train(),
            Math.sqrt(sums.validation / ratings.validation()),
            Math.sqrt(sums.test / ratings.test()),
            sums.objective,
            plan.step * multiplier,
            seconds));
    boolean better = sums.validation < bestValidation;
    int best = better ? done : bestEpoch;
    return new Progress(
        plan,
        nextMultiplier(sums, done),
        best,
        better ? sums.validation : bestValidation,
        outcome(sums, done, best),
        longer);
  }

  private Outcome outcome(EpochSums sums, int done, int best) {
    if (plan.diverged(sums)) {
      return Outcome.DIVERGED;
    }
    boolean judged = plan.patience > 0 && !Double.isNaN(sums.validation);
    if (judged && done - best >= plan.patience) {
      return Outcome.PATIENCE;
    }
    return done == plan.epochs ? Outcome.ALL_EPOCHS : Outcome.RUNNING;
  }

  private double nextMultiplier(EpochSums sums, int done) {
    return switch (plan.schedule) {
      case CONSTANT, ADAGRAD -> 1;
      case LINEAR -> 1 - (double) done / plan.scheduleEpochs;
      case INVERSE -> 1 / (1 + INVERSE_DECAY * done);
      case BOLD -> {
        boolean rose = done > 1 && sums.objective > history.get(done - 2).objective();
        yield multiplier * (rose ? BOLD_SHRINK : BOLD_GROW);
      }
    };
  }

  private static final double INVERSE_DECAY = 0.1;
  // The factors of the bold driver as Gemulla and others (KDD 2011) use them.
  private static final double BOLD_GROW = 1.05;
  private static final double BOLD_SHRINK = 0.5;
}
