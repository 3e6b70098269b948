// Solves all rows of one side by regularised least squares, the other side being fixed.
package lacuna.factorisation.als;

import java.util.concurrent.atomic.AtomicBoolean;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.RowSolves;
import lacuna.factorisation.RowSolves.RowSolver;
import lacuna.factorisation.RowSums;
import lacuna.factorisation.RowSums.Target;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;
import lacuna.kernels.RowKernels;
import lacuna.kernels.SystemKernel;
import lacuna.kernels.SystemKernels;

/**
 * For each row {@code (Σ w x xᵀ + n D) y = Σ w (r − μ − b) x} over its ratings, with x the other
 * side's factors and, with biases, a 1 behind them, b the other side's bias, D the diagonal of λ
 * and λ_b, and n the row's ratings in the weighted form, 1 in the plain one. A row without ratings
 * stays zero.
 *
 * @param rank number of factors
 * @param biases whether rows end in a bias
 * @param mean μ
 * @param lambda λ of this side's factors
 * @param lambdaBias λ of its biases
 * @param weighted whether λ counts for each rating
 */
record LeastSquaresPass(
    int rank, boolean biases, double mean, double lambda, double lambdaBias, boolean weighted)
    implements RowPass {
  @Override
  public String reads() {
    return AlsProgram.ROW;
  }

  /** Sums 1 for a stripe with a row that has no single solution. */
  @Override
  public double[][] run(SideRows rows) {
    int width = Lanes.stride(rank + 1);
    Target target = new Target(mean, 1, biases ? rank : -1);
    AtomicBoolean failed = new AtomicBoolean();
    RowSolves.run(
        rows,
        () -> new RowSums(target, width, RowKernels.best()),
        () -> new Solving(rows, width, failed));
    double[][] failures = new double[rows.own().length][1];
    failures[0][0] = failed.get() ? 1 : 0;
    return failures;
  }

  private final class Solving implements RowSolver {
    private final SideRows rows;
    private final int width;
    private final AtomicBoolean failed;
    private final SystemKernel systems = SystemKernels.best();
    private final double[] upper;

    Solving(SideRows rows, int width, AtomicBoolean failed) {
      this.rows = rows;
      this.width = width;
      this.failed = failed;
      this.upper = new double[width * width];
    }

    @Override
    public boolean small(int ratings) {
      return ratings == 0;
    }

    @Override
    public void solveSmall(int stripe, int row) {
      // Zero from the start: initialisation gives rows without ratings nothing.
    }

    @Override
    public void solve(int stripe, int row, RowSums sums) {
      int unknowns = biases ? rank + 1 : rank;
      double times = weighted ? rows.ratings()[stripe].count(row) : 1;
      for (int k = 0; k < unknowns; k++) {
        sums.gram[k * width + k] += times * (k < rank ? lambda : lambdaBias);
      }
      if (!systems.factor(sums.gram, unknowns, width, upper)) {
        failed.set(true);
        return;
      }
      systems.solveLower(upper, unknowns, width, sums.moment);
      systems.solveUpper(sums.gram, unknowns, width, sums.moment);
      float[] out = rows.column(stripe, AlsProgram.ROW);
      for (int k = 0; k < unknowns; k++) {
        out[row * width + k] = (float) sums.moment[k];
      }
    }
  }
}
