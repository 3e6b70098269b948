// Exercise 3: the same with two cells that nobody observed.
package lacuna.lab;

import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;
import lacuna.factorisation.sgd.SgdSolver;

/** Rank 2, 1000 epochs, step 0.01; random numbers go on where exercise 1 stopped drawing. */
final class MaskedMatrix implements Experiment {
  /** What exercise 1 has drawn: two factors for each of six rows. */
  private static final int DRAWN = 12;

  @Override
  public String name() {
    return "3";
  }

  @Override
  public String title() {
    return "Stochastic gradients on a matrix with gaps";
  }

  @Override
  public Findings run(Bench bench) {
    double[][] matrix = Bench.matrix();
    double[][] observed = Matrices.masked(matrix, Bench.mask());
    Trained trained =
        bench.train(
            new SgdSolver(),
            observed,
            Textbook.settings(2, 0, DRAWN)
                .epochs(1000)
                .step(new Step(Schedule.CONSTANT, 0.01))
                .build());
    return new Findings()
        .add("U", trained.users())
        .add("V", trained.items())
        .add("completed", trained.product())
        .add("loss of all cells", trained.loss(matrix))
        .add("loss of the observed cells", trained.loss(observed))
        .say(
            "Two cells are kept from the solver. It fits the other seven almost exactly, and puts"
                + " numbers of its own into the two gaps; the loss against the whole matrix is the"
                + " error of those two. With seven equations for eight numbers that are free (twelve"
                + " less the four of an invertible 2 x 2 matrix), nothing but the starting point"
                + " decides what the gaps become.");
  }
}
