// The right-hand side of B's equations, which is where conjugate gradients start.
package lacuna.factorisation.bayes;

import lacuna.CounterRandom.Purpose;
import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;
import lacuna.kernels.RowKernels;

/**
 * Writes (Xᵀ(P − μ + E₁) + √λ_B E₂) L as the residual R of B = 0, and the first directions P. Sums
 * PᵀR and the squares of R's columns.
 */
record RightHandSidePass(SideLaw law, long seed, long turn) implements RowPass {
  @Override
  public String reads() {
    return GradientColumns.SENT;
  }

  @Override
  public double[][] run(SideRows rows) {
    double[][] sums = new double[rows.own().length][GradientColumns.sums(law.rank())];
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
      double inverse = 1 / (leverage[row] + law.pattern().precision());
      for (int k = 0; k < rank; k++) {
        residual[at + k] = (float) (residual[at + k] + root * draws.normal());
        direction[at + k] = (float) (inverse * residual[at + k]);
      }
    }
    float[] scratch = new float[stride * stride];
    for (int from = 0; from < block.rows(); from += GradientColumns.ROWS) {
      int count = Math.min(GradientColumns.ROWS, block.rows() - from);
      int at = from * stride;
      GradientColumns.addCross(direction, at, residual, at, count, rank, scratch, sums);
      GradientColumns.addSquares(residual, at, count, rank, sums);
    }
  }
}
