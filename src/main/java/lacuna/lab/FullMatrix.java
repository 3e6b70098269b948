// Exercise 1: element-wise stochastic gradients on all nine cells.
package lacuna.lab;

import java.util.List;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.report.Chart.Axis;

/** Rank 2, 1000 epochs, step 0.01, row-major order. */
final class FullMatrix implements Experiment {
  @Override
  public String name() {
    return "1";
  }

  @Override
  public String title() {
    return "Stochastic gradients on a full matrix";
  }

  @Override
  public Findings run(Bench bench) {
    double[][] matrix = Bench.matrix();
    Trained trained =
        bench.train(
            new SgdSolver(),
            matrix,
            Textbook.settings(2, 0, 0)
                .epochs(1000)
                .step(new Step(Schedule.CONSTANT, 0.01))
                .build());
    return new Findings()
        .add("U", trained.users())
        .add("V", trained.items())
        .add("loss", trained.loss(matrix))
        .say(
            "Cell by cell, a thousand times: the error is taken once, U's row moves first, and V's"
                + " row by the one that has moved. Here it is the solver of a run, with λ = 0,"
                + " without biases, from the published start.")
        .show(
            Textbook.curves(
                "exercise-1-loss",
                "The loss falls until it meets the wall of Eckart and Young",
                "Sum of squared errors as met during each epoch, over epochs.",
                Axis.log("epoch"),
                Axis.log("sum of squared errors"),
                List.of(Textbook.curve("sgd", trained.history(), EpochRecord::trainSse))));
  }
}
