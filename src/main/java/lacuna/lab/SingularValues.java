// Exercise 2: the truncated SVD of the same matrix, and why nothing can beat it.
package lacuna.lab;

import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Fill;
import lacuna.factorisation.Settings.Svd;
import lacuna.factorisation.svd.SvdSolver;

/** The solver's factors are U and V times the root of each singular value. */
final class SingularValues implements Experiment {
  private static final int MOST_CELLS = 1_000_000;

  @Override
  public String name() {
    return "2";
  }

  @Override
  public String title() {
    return "Truncated singular value decomposition";
  }

  static Settings settings(int rank) {
    return Textbook.settings(rank, 0, 0).svd(new Svd(MOST_CELLS, Fill.ZERO)).build();
  }

  /** Singular values of a decomposition: squared lengths of its columns. */
  static double[] values(Trained svd) {
    double[] values = new double[svd.users()[0].length];
    for (double[] row : svd.users()) {
      for (int k = 0; k < values.length; k++) {
        values[k] += row[k] * row[k];
      }
    }
    return values;
  }

  private static double[][] unit(double[][] factors, double[] values) {
    double[][] unit = new double[factors.length][values.length];
    for (int row = 0; row < unit.length; row++) {
      for (int k = 0; k < values.length; k++) {
        unit[row][k] = factors[row][k] / Math.sqrt(values[k]);
      }
    }
    return unit;
  }

  @Override
  public Findings run(Bench bench) {
    double[][] matrix = Bench.matrix();
    Trained whole = bench.train(new SvdSolver(), matrix, settings(3));
    Trained truncated = bench.train(new SvdSolver(), matrix, settings(2));
    double[] values = values(whole);
    double loss = truncated.loss(matrix);
    return new Findings()
        .add("singular value 1", values[0])
        .add("singular value 2", values[1])
        .add("singular value 3", values[2])
        .add("loss at rank 2", loss)
        .add("loss less the third singular value squared", loss - values[2] * values[2])
        .add("U", unit(whole.users(), values))
        .add("V", unit(whole.items(), values))
        .say(
            "Eckart and Young (1936): of all matrices of rank 2, the sum of the first two singular"
                + " triples is the nearest one, and what it leaves is the square of the third"
                + " singular value. So the loss of exercise 1 can come near this one, and never"
                + " below it: gradient descent has found the best there is, in coordinates of its"
                + " own. The published loss was taken in float32, which explains its seventh digit.");
  }
}
