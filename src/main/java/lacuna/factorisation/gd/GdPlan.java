// A training's step sizes and form of update: what the workers are told.
package lacuna.factorisation.gd;

import java.io.Serializable;
import lacuna.factorisation.Counts;
import lacuna.factorisation.Scale;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Distribution;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Gradient;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Update;
import lacuna.factorisation.Statistics;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingPlan;
import lacuna.factorisation.TrainingTask;

/**
 * What does not change during a training.
 *
 * @param training what every iterating solver has
 * @param step step of factors that the multiplier of an epoch applies to
 * @param biasStep step of biases, likewise
 * @param searching whether the solver looks for a step itself
 * @param form what the steps go down
 */
record GdPlan(
    TrainingPlan training,
    double step,
    double biasStep,
    boolean searching,
    GdSolver.ObjectiveForm form)
    implements Serializable {
  /** What a step grows by after each epoch, as Gemulla and others' bold driver (KDD 2011). */
  private static final double GROWTH = 1.05;

  /** What a step that would raise F is multiplied by. */
  static final double SHRINKAGE = 0.5;

  /** Halvings of one epoch's step after which it is zero for all practical purposes. */
  private static final int MOST_HALVINGS = 60;

  static GdPlan of(
      TrainingData data, Settings settings, TrainingTask task, GdSolver.ObjectiveForm form) {
    Gradient gradient = settings.gradient();
    boolean searching = Double.isNaN(gradient.stepSize());
    Steps steps =
        searching
            ? Steps.estimated(settings, data.statistics(), data.counts().value())
            : new Steps(gradient.stepSize(), gradient.stepSize());
    TrainingPlan training =
        TrainingPlan.of(data, settings, task, gradient.epochs(), Schedule.CONSTANT, steps.factors);
    return new GdPlan(training, steps.factors, steps.biases, searching, form);
  }

  /** Steps of factors and biases. */
  private record Steps(double factors, double biases) {
    /**
     * Steps from bounds on the curvature of ½F: a row with n ratings has Σ‖other row‖² + n λ, with
     * other rows as long as they start or as long as it takes to reach the ratings; a bias has n +
     * n λ_b.
     */
    static Steps estimated(Settings settings, Statistics ratings, Counts counts) {
      Scale scale = Scale.of(settings, ratings);
      double square = ratings.variance();
      if (!settings.biases()) {
        square += ratings.mean() * ratings.mean();
      }
      double length = Math.max(Math.sqrt(square), startingLength(settings, scale));
      double most = Math.max(most(counts.users()), most(counts.items()));
      double each = settings.regularisation().form() == Form.WEIGHTED ? most : 1;
      double factors = most * length + each * Math.max(scale.lambdaUser(), scale.lambdaItem());
      return new Steps(factors > 0 ? 2 / factors : 1, 1 / (most + each * scale.lambdaBias()));
    }

    /** Mean squared length of a row before the first epoch. */
    private static double startingLength(Settings settings, Scale scale) {
      double size = scale.initSize() * scale.initSize() * settings.rank();
      return settings.init().distribution() == Distribution.NORMAL ? size : size / 3;
    }

    private static int most(int[] counts) {
      int most = 0;
      for (int count : counts) {
        most = Math.max(most, count);
      }
      return most;
    }
  }

  Settings settings() {
    return training.settings();
  }

  boolean alternating() {
    return settings().gradient().update() == Update.ALTERNATING;
  }

  /**
   * What a step away from a point is multiplied by.
   *
   * @param multiplier of the epoch
   * @param objective F at the point
   */
  double length(double multiplier, double objective) {
    return form == GdSolver.ObjectiveForm.NORM && objective > 0
        ? multiplier / Math.sqrt(objective)
        : multiplier;
  }

  /** The multiplier of the epoch that follows one with this multiplier. */
  double next(double multiplier) {
    return searching ? multiplier * GROWTH : multiplier;
  }

  /**
   * Whether a step is taken that leads from one value of F to another: a given step always, one of
   * the solver's own unless F rises.
   *
   * @param halvings how often this epoch's step has been halved so far
   */
  boolean accepts(double before, double after, int halvings) {
    return !searching || after <= before || halvings == MOST_HALVINGS;
  }

  /** The step of a user stripe. */
  Move userMove(double multiplier) {
    return move(multiplier, training.scale().lambdaUser());
  }

  /** The step of an item stripe. */
  Move itemMove(double multiplier) {
    return move(multiplier, training.scale().lambdaItem());
  }

  private Move move(double multiplier, double lambda) {
    return new Move(
        step * multiplier,
        biasStep * multiplier,
        lambda,
        training.scale().lambdaBias(),
        settings().regularisation().form(),
        settings().nonnegative());
  }
}
