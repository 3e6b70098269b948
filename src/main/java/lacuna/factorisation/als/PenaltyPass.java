// The regularisation term of F over one side.
package lacuna.factorisation.als;

import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/** Σ n (λ ‖row‖² + λ_b b²), one sum; see {@link LeastSquaresPass} for the parameters. */
record PenaltyPass(int rank, double lambda, double lambdaBias, boolean weighted)
    implements RowPass {
  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    double[][] sums = new double[rows.own().length][1];
    rows.eachStripe(k -> sums[k][0] = of(rows.ratings()[k], rows.column(k, AlsProgram.ROW)));
    return sums;
  }

  private double of(RowBlock ratings, float[] values) {
    int width = Lanes.stride(rank + 1);
    double sum = 0;
    for (int row = 0; row < ratings.rows(); row++) {
      double term = 0;
      for (int k = 0; k <= rank; k++) {
        double value = values[row * width + k];
        term += (k < rank ? lambda : lambdaBias) * value * value;
      }
      sum += (weighted ? ratings.count(row) : 1) * term;
    }
    return sum;
  }
}
