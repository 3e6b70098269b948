// Exercise 6: D = C F by automatic differentiation; here by the full-gradient solver.
package lacuna.lab;

import java.util.List;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Gradient;
import lacuna.factorisation.Settings.Update;
import lacuna.factorisation.gd.GdSolver;
import lacuna.factorisation.gd.GdSolver.ObjectiveForm;
import lacuna.report.Chart.Axis;

/**
 * One step of 0.01, then 10,000 of 0.001 from where that led. The exercise steps along the gradient
 * of the sum of squares, which is twice what the solver steps along; C and F move together. D, C
 * and F are its printed inputs.
 */
final class AutomaticGradients implements Experiment {
  private static final double[][] D = {
    {0.0456, 0.1537, 0.0830, 0.0980},
    {0.2683, 0.4260, 0.4277, 0.4913},
    {0.4779, 0.7156, 0.7563, 0.8673}
  };
  private static final double[][] C = {{0.9721, 0.2518}, {0.0386, 0.5858}, {0.4206, 0.2610}};
  private static final double[][] F = {
    {0.8656, 0.0336, 0.1317, 0.2444}, {0.4919, 0.4990, 0.4563, 0.7689}
  };
  private static final double FIRST_STEP = 0.01;
  private static final double STEP = 0.001;
  private static final int STEPS = 10_000;

  @Override
  public String name() {
    return "6";
  }

  @Override
  public String title() {
    return "Gradients of a product, by hand";
  }

  private static Trained descended(
      Bench bench, double[][] c, double[][] ft, int epochs, double step) {
    Settings settings =
        Textbook.settings(2, 0, 0)
            .gradient(new Gradient(epochs, 2 * step, Update.SIMULTANEOUS))
            .build();
    GdSolver solver =
        new GdSolver(
            ObjectiveForm.SQUARES,
            (side, row, k) -> (float) (side == Side.USERS ? c[row][k] : ft[row][k]));
    return bench.train(solver, D, settings);
  }

  private static double[][] gradient(double[][] before, double[][] after) {
    double[][] gradient = new double[before.length][before[0].length];
    for (int row = 0; row < gradient.length; row++) {
      for (int k = 0; k < gradient[row].length; k++) {
        gradient[row][k] = (before[row][k] - after[row][k]) / FIRST_STEP;
      }
    }
    return gradient;
  }

  @Override
  public Findings run(Bench bench) {
    double[][] ft = Matrices.transposed(F);
    Trained first = descended(bench, C, ft, 1, FIRST_STEP);
    Trained last = descended(bench, first.users(), first.items(), STEPS, STEP);
    double[][] product = last.product();
    Findings findings =
        new Findings()
            .add("loss at the start", Matrices.squaredDistance(D, Matrices.times(C, F)))
            .add("gradient of C", gradient(C, first.users()))
            .add("gradient of F", Matrices.transposed(gradient(ft, first.items())))
            .add("loss after one step of 0.01", first.loss(D))
            .add("C after one step", first.users())
            .add("F after one step", Matrices.transposed(first.items()));
    for (int step = STEPS / 10; step <= STEPS; step += STEPS / 10) {
      // The exercise prints the loss before a step, the solver's history has it after.
      findings.add("loss in step " + step, last.history().get(step - 2).trainSse());
    }
    double largest = 0;
    for (int row = 0; row < D.length; row++) {
      for (int column = 0; column < D[row].length; column++) {
        double difference = product[row][column] - D[row][column];
        largest = Math.abs(difference) > Math.abs(largest) ? difference : largest;
      }
    }
    return findings
        .add("CF at the end", product)
        .add("largest entry of CF - D", largest)
        .show(
            Textbook.curves(
                "exercise-6-loss",
                "Ten thousand steps, most of the way in the first thousand",
                "Sum of squared errors after each step of 0.001.",
                Axis.log("step"),
                Axis.log("sum of squared errors"),
                List.of(Textbook.curve("gd", last.history(), EpochRecord::trainSse))));
  }
}
