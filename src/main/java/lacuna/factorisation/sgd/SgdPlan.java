// A training's settings with every open value filled in: what the workers are told.
package lacuna.factorisation.sgd;

import java.io.Serializable;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Columns;
import lacuna.factorisation.Scale;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingPlan;
import lacuna.factorisation.TrainingTask;
import lacuna.kernels.SgdKernel;
import lacuna.kernels.SgdRule;

/**
 * What does not change during a training.
 *
 * @param training what every iterating solver has
 * @param kernel finds the kernel in the JVM of the task
 */
record SgdPlan(TrainingPlan training, KernelChoice kernel) implements Serializable {

  /** Finds the kernel where it is to run; what is sent to the workers is this, never a kernel. */
  interface KernelChoice extends Serializable {
    SgdKernel get();
  }

  static SgdPlan of(TrainingData data, Settings settings, TrainingTask task, KernelChoice kernel) {
    return new SgdPlan(
        TrainingPlan.of(
            data,
            settings,
            task,
            settings.epochs(),
            settings.step().schedule(),
            Scale.of(settings, data.statistics()).step()),
        kernel);
  }

  Settings settings() {
    return training.settings();
  }

  Scale scale() {
    return training.scale();
  }

  /** The rule of an epoch whose step is the first one times a multiplier. */
  SgdRule rule(double multiplier) {
    return new SgdRule(
        (float) training.mean(),
        (float) (scale().step() * multiplier),
        (float) (scale().biasStep() * multiplier),
        (float) scale().lambdaUser(),
        (float) scale().lambdaItem(),
        (float) scale().lambdaBias(),
        (float) scale().lambdaBias(),
        settings().nonnegative(),
        adaGrad());
  }

  private boolean adaGrad() {
    return settings().step().schedule() == Schedule.ADAGRAD;
  }

  /** Adds the columns that this solver keeps beside factors and biases. */
  Stripe prepared(Stripe stripe, int[] ratingsByRow, double lambda) {
    Stripe with = stripe;
    if (adaGrad()) {
      with = with.with(Columns.SQUARES, filled(stripe.rows(), scale().squares()));
      with =
          settings().biases()
              ? with.with(Columns.BIAS_SQUARES, filled(stripe.rows(), scale().biasSquares()))
              : with;
    }
    if (settings().regularisation().form() == Form.PLAIN) {
      with = with.with(Columns.LAMBDA, shared(ratingsByRow, lambda));
      with = with.with(Columns.LAMBDA_BIAS, shared(ratingsByRow, scale().lambdaBias()));
    }
    return with;
  }

  private static float[] filled(int rows, double value) {
    float[] values = new float[rows];
    java.util.Arrays.fill(values, (float) value);
    return values;
  }

  /**
   * λ over the row's ratings: what each of its ratings applies so that all together apply λ once.
   */
  private static float[] shared(int[] ratings, double lambda) {
    float[] values = new float[ratings.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = (float) (lambda / Math.max(1, ratings[row]));
    }
    return values;
  }
}
