// A training's settings with every open value filled in: what iterating solvers tell the workers.
package lacuna.factorisation;

import java.io.Serializable;
import lacuna.factorisation.Settings.Schedule;

/**
 * What does not change during a training that runs in epochs.
 *
 * @param settings the settings as given
 * @param scale the values that they left open
 * @param mean μ, 0 where it is off
 * @param epochs plan of the epochs
 * @param keepBest whether the best epoch's factors are kept beside the current ones
 */
public record TrainingPlan(
    Settings settings, Scale scale, double mean, Progress.Plan epochs, boolean keepBest)
    implements Serializable {

  /**
   * The plan of a training.
   *
   * @param epochs most epochs, where the task does not say
   * @param schedule how the step changes from epoch to epoch
   * @param step first step size of factors
   */
  public static TrainingPlan of(
      TrainingData data,
      Settings settings,
      TrainingTask task,
      int epochs,
      Schedule schedule,
      double step) {
    Progress.Plan plan =
        new Progress.Plan(
            task.phase(),
            task.epochs().orElse(epochs),
            epochs,
            task.epochs().isPresent() ? 0 : settings.patience(),
            schedule,
            step,
            data.statistics(),
            settings.biases());
    boolean judged = data.statistics().validation() > 0 && plan.patience() > 0;
    return new TrainingPlan(
        settings,
        Scale.of(settings, data.statistics()),
        settings.biases() ? data.statistics().mean() : 0,
        plan,
        task.keepBest() && judged);
  }

  /** The users' term of the objective. */
  public Penalty userPenalty() {
    return new Penalty(settings.regularisation().form(), scale.lambdaUser(), scale.lambdaBias());
  }

  /** The items' term of the objective. */
  public Penalty itemPenalty() {
    return new Penalty(settings.regularisation().form(), scale.lambdaItem(), scale.lambdaBias());
  }

  /** Where factors start. */
  public Initialisation initialisation() {
    return new Initialisation(settings, scale.initSize());
  }
}
