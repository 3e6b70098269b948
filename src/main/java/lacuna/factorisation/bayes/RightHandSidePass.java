// The right-hand side of B's equations, which is where conjugate gradients start.
package lacuna.factorisation.bayes;

import lacuna.CounterRandom.Purpose;
import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;
import lacuna.kernels.RowKernels;

/**
 * Writes Xᵀ(P − μ + E₁) + √λ_B E₂ as the residual of B = 0, and the first direction. Sums, for each
 * column, residual · preconditioned residual and residual · residual.
 */
record RightHandSidePass(SideLaw law, long seed, long turn) implements RowPass {
  @Override
  public String reads() {
    return GradientColumns.SENT;
  }

  @Override
  public double[][] run(SideRows rows) {
    double[][] sums = new double[rows.own().length][2 * law.rank()];
    rows.eachStripe(stripe -> run(rows, stripe, sums[stripe]));
    return sums;
  }

  private void run(SideRows rows, int stripe, double[] sums) {
    int rank = law.rank();
    int stride = Lanes.stride(rank);
    RowBlock block = rows.ratings()[stripe];
    float[] residual = rows.columnOf(stripe, GradientColumns.RESIDUAL, stride);
    float[] direction = rows.columnOf(stripe, GradientColumns.DIRECTION, stride);
    float[] leverage = rows.column(stripe, GradientColumns.LEVERAGE);
    rows.put(stripe, ShiftPass.BETA, new float[residual.length]);
    Draws draws = new Draws();
    double[] scratch = new double[rank];
    double[] noise = new double[rank];
    double root = StrictMath.sqrt(law.pattern().precision());
    for (int row = 0; row < block.rows(); row++) {
      if (block.count(row) == 0) {
        continue;
      }
      int at = row * stride;
      RowKernels.best()
          .sum(
              rows.other(),
              block.others(),
              block.start(row),
              block.start(row + 1),
              stride,
              residual,
              at);
      draws.of(seed, Purpose.GIBBS_OTHER_NOISE, turn, block.key(row));
      law.noise(draws, scratch, noise);
      double inverse = 1 / (leverage[row] + law.pattern().precision());
      for (int k = 0; k < rank; k++) {
        residual[at + k] = (float) (residual[at + k] + root * noise[k]);
        direction[at + k] = (float) (inverse * residual[at + k]);
      }
      GradientColumns.addProducts(residual, residual, at, rank, inverse, sums, 0);
      GradientColumns.addProducts(residual, residual, at, rank, 1, sums, rank);
    }
  }
}
