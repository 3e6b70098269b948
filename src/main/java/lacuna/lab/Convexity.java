// Exercise 8: is the cost jointly convex, is the model identifiable?
package lacuna.lab;

import java.util.Locale;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;
import lacuna.factorisation.sgd.SgdSolver;

/** A Hessian with a negative eigenvalue, and factors that differ and predict alike. */
final class Convexity implements Experiment {
  /** Any invertible matrix. */
  private static final double[][] A = {{2, 1}, {-1, 1.5}};

  @Override
  public String name() {
    return "8 convexity";
  }

  @Override
  public String title() {
    return "Not jointly convex, not identifiable";
  }

  @Override
  public Findings run(Bench bench) {
    double[][] matrix = Bench.matrix();
    Trained trained =
        bench.train(
            new SgdSolver(),
            matrix,
            Textbook.settings(2, 0, 0).epochs(100).step(new Step(Schedule.CONSTANT, 0.01)).build());
    double determinant = A[0][0] * A[1][1] - A[0][1] * A[1][0];
    double[][] inverseTransposed = {
      {A[1][1] / determinant, -A[1][0] / determinant},
      {-A[0][1] / determinant, A[0][0] / determinant}
    };
    double[][] wa = Matrices.times(trained.users(), A);
    double[][] za = Matrices.times(trained.items(), inverseTransposed);
    double loss = trained.loss(matrix);
    double other = Matrices.squaredDistance(matrix, Matrices.timesTransposed(wa, za));
    double eigenvalue =
        Matrices.smallestEigenvalue(Matrices.hessian(matrix, new double[3][2], new double[3][2]));
    return new Findings()
        .add("smallest eigenvalue of the Hessian at W = Z = 0", eigenvalue)
        .add("change of the loss from (W, Z) to (WA, ZA⁻ᵀ)", Math.abs(other - loss))
        .add("distance of WA from W", Math.sqrt(Matrices.squaredDistance(wa, trained.users())))
        .say(
            String.format(
                Locale.ROOT,
                "Convex in W with Z fixed, and the other way round, but not in both: at the origin"
                    + " the Hessian has the eigenvalue %.4f. And the model is not identifiable: for"
                    + " any invertible A the factors WA and ZA⁻ᵀ predict the same, so what a single"
                    + " factor means is a matter of coordinates.",
                eigenvalue));
  }
}
