// One step along the direction.
package lacuna.factorisation.bayes;

import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * Moves B by each column's step along the direction and the residual by as much along the image.
 * Sums as {@link RightHandSidePass} does.
 *
 * @param step of each column
 */
record AdvancePass(int rank, double sidePrecision, double[] step) implements RowPass {
  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    double[][] sums = new double[rows.own().length][2 * rank];
    rows.eachStripe(stripe -> run(rows, stripe, sums[stripe]));
    return sums;
  }

  private void run(SideRows rows, int stripe, double[] sums) {
    int stride = Lanes.stride(rank);
    RowBlock block = rows.ratings()[stripe];
    float[] beta = rows.column(stripe, ShiftPass.BETA);
    float[] residual = rows.column(stripe, GradientColumns.RESIDUAL);
    float[] direction = rows.column(stripe, GradientColumns.DIRECTION);
    float[] image = rows.column(stripe, GradientColumns.IMAGE);
    float[] leverage = rows.column(stripe, GradientColumns.LEVERAGE);
    float[] by = new float[rank];
    for (int k = 0; k < rank; k++) {
      by[k] = (float) step[k];
    }
    for (int row = 0; row < block.rows(); row++) {
      if (block.count(row) == 0) {
        continue;
      }
      int at = row * stride;
      for (int k = 0; k < rank; k++) {
        beta[at + k] = Math.fma(by[k], direction[at + k], beta[at + k]);
        residual[at + k] = Math.fma(-by[k], image[at + k], residual[at + k]);
      }
      double inverse = 1 / (leverage[row] + sidePrecision);
      // The image is not needed any more: it becomes the preconditioned residual.
      for (int k = 0; k < rank; k++) {
        image[at + k] = (float) (inverse * residual[at + k]);
      }
      GradientColumns.addProducts(residual, image, at, rank, 1, sums, 0);
      GradientColumns.addProducts(residual, residual, at, rank, 1, sums, rank);
    }
  }
}
