// Exercise 8: alternating least squares in closed form, with nothing missing and with gaps.
package lacuna.lab;

import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.als.PlainAlsSolver;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/** Plain λ, one for each side; the item side moves last and so has to solve its equations. */
final class ClosedForm implements Experiment {
  private static final int RANK = 2;
  private static final int ITERATIONS = 200;
  private static final double LAMBDA_W = 0.5;
  private static final double LAMBDA_Z = 0.2;

  @Override
  public String name() {
    return "8 closed form";
  }

  @Override
  public String title() {
    return "Alternating least squares in closed form";
  }

  /** Largest entry of {@code z − (WᵀW + λz I)⁻¹ Wᵀx}, over the observed entries of each column. */
  private static double deviation(double[][] matrix, Trained als) {
    double largest = 0;
    for (int column = 0; column < matrix[0].length; column++) {
      double[][] normal = new double[RANK][RANK];
      double[] right = new double[RANK];
      for (int row = 0; row < matrix.length; row++) {
        double x = matrix[row][column];
        for (int k = 0; k < RANK && !Double.isNaN(x); k++) {
          right[k] += als.users()[row][k] * x;
          for (int l = 0; l < RANK; l++) {
            normal[k][l] += als.users()[row][k] * als.users()[row][l];
          }
        }
      }
      for (int k = 0; k < RANK; k++) {
        normal[k][k] += LAMBDA_Z;
      }
      double[] solved =
          new CholeskyDecomposition(new Array2DRowRealMatrix(normal, false))
              .getSolver()
              .solve(new ArrayRealVector(right, false))
              .toArray();
      for (int k = 0; k < RANK; k++) {
        largest = Math.max(largest, Math.abs(solved[k] - als.items()[column][k]));
      }
    }
    return largest;
  }

  private static double squares(double[][] factors) {
    double sum = 0;
    for (double[] row : factors) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return sum;
  }

  @Override
  public Findings run(Bench bench) {
    double[][] matrix = Bench.matrix();
    double[][] gaps = Matrices.masked(matrix, Bench.mask());
    Settings settings =
        Textbook.settings(RANK, 0, 0)
            .regularisation(new Regularisation(Form.PLAIN, LAMBDA_W, LAMBDA_Z, 0))
            .alsIterations(ITERATIONS)
            .build();
    Trained whole = bench.train(new PlainAlsSolver(), matrix, settings);
    Trained observed = bench.train(new PlainAlsSolver(), gaps, settings);
    return new Findings()
        .add("nothing missing, largest deviation", deviation(matrix, whole))
        .add("with gaps, largest deviation", deviation(gaps, observed))
        .add(
            "λw‖W‖² over λz‖Z‖², nothing missing",
            LAMBDA_W * squares(whole.users()) / (LAMBDA_Z * squares(whole.items())))
        .say(
            "With nothing missing all columns share one K x K matrix, WᵀW + λz I; with gaps each"
                + " column has one of its own, summed over the rows that rated it. λw and λz apart"
                + " only move length from one side to the other: at a minimum the two penalties are"
                + " equal, since W could be scaled up and Z down without changing a prediction.");
  }
}
