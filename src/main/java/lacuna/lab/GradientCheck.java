// Exercise 8: the lecture's stochastic gradients against finite differences.
package lacuna.lab;

import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Gradient;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;
import lacuna.factorisation.Settings.Update;
import lacuna.factorisation.TorchUniform;
import lacuna.factorisation.gd.GdSolver;
import lacuna.factorisation.sgd.SgdSolver;

/**
 * One rating x of one user w and one item z, with {@code f = ½ (x − w·z)² + λw/2 ‖w‖² + λz/2 ‖z‖²}.
 * A step of a solver over its size is −∇f.
 */
final class GradientCheck implements Experiment {
  private static final int RANK = 3;
  private static final double RATING = 2;
  private static final double LAMBDA_W = 0.3;
  private static final double LAMBDA_Z = 0.7;
  private static final double STEP = 0.01;
  private static final double NUDGE = 1e-5;

  @Override
  public String name() {
    return "8 gradients";
  }

  @Override
  public String title() {
    return "The lecture's stochastic gradients";
  }

  private static double f(double[] w, double[] z) {
    double error = RATING;
    double penalty = 0;
    for (int k = 0; k < RANK; k++) {
      error -= w[k] * z[k];
      penalty += LAMBDA_W / 2 * w[k] * w[k] + LAMBDA_Z / 2 * z[k] * z[k];
    }
    return 0.5 * error * error + penalty;
  }

  /** Largest difference of a step over its size to −∇f by central differences, over a side. */
  private static double deviation(double[] w, double[] z, double[] side, double[] moved) {
    double largest = 0;
    for (int k = 0; k < RANK; k++) {
      double at = side[k];
      side[k] = at + NUDGE;
      double above = f(w, z);
      side[k] = at - NUDGE;
      double slope = (above - f(w, z)) / (2 * NUDGE);
      side[k] = at;
      largest = Math.max(largest, Math.abs((moved[k] - at) / STEP + slope));
    }
    return largest;
  }

  @Override
  public Findings run(Bench bench) {
    float[] drawn = TorchUniform.values(0, 0, 2 * RANK);
    double[] w = new double[RANK];
    double[] z = new double[RANK];
    for (int k = 0; k < RANK; k++) {
      w[k] = drawn[k];
      z[k] = drawn[RANK + k];
    }
    double[][] rating = {{RATING}};
    Settings settings =
        Textbook.settings(RANK, 0, 0)
            .regularisation(new Regularisation(Form.WEIGHTED, LAMBDA_W, LAMBDA_Z, 0))
            .epochs(1)
            .step(new Step(Schedule.CONSTANT, STEP))
            .gradient(new Gradient(1, STEP, Update.SIMULTANEOUS))
            .build();
    Trained sgd = bench.train(new SgdSolver(), rating, settings);
    Trained gd = bench.train(new GdSolver(), rating, settings);
    return new Findings()
        .add("step of sgd in w, largest deviation", deviation(w, z, w, sgd.users()[0]))
        .add("step of gd in w, largest deviation", deviation(w, z, w, gd.users()[0]))
        .add("step of gd in z, largest deviation", deviation(w, z, z, gd.items()[0]))
        .say(
            "One step of each solver from the same place, against the lecture's objective by finite"
                + " differences, which know nothing of any formula for a gradient.");
  }
}
