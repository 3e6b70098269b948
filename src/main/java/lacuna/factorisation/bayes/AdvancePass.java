// One step along the directions.
package lacuna.factorisation.bayes;

import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;
import lacuna.kernels.RowKernel;
import lacuna.kernels.RowKernels;

/**
 * Moves B by Pα and the residual R by −Qα, and leaves the preconditioned residual Z in Q's place.
 * Sums QᵀZ and the squares of R's columns.
 *
 * @param step α, {@code K x K}
 */
record AdvancePass(int rank, double sidePrecision, double[] step) implements RowPass {
  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    double[][] sums = new double[rows.own().length][GradientColumns.sums(rank)];
    rows.eachStripe(stripe -> run(rows, stripe, sums[stripe]));
    return sums;
  }

  private void run(SideRows rows, int stripe, double[] sums) {
    int stride = Lanes.stride(rank);
    RowKernel kernel = RowKernels.best();
    RowBlock block = rows.ratings()[stripe];
    float[] beta = rows.column(stripe, ShiftPass.BETA);
    float[] residual = rows.column(stripe, GradientColumns.RESIDUAL);
    float[] direction = rows.column(stripe, GradientColumns.DIRECTION);
    float[] image = rows.column(stripe, GradientColumns.IMAGE);
    float[] leverage = rows.column(stripe, GradientColumns.LEVERAGE);
    float[] forth = GradientColumns.wide(step, rank, 1);
    float[] back = GradientColumns.wide(step, rank, -1);
    float[] scratch = new float[stride * stride];
    float[] next = new float[GradientColumns.ROWS * stride];
    for (int from = 0; from < block.rows(); from += GradientColumns.ROWS) {
      int count = Math.min(GradientColumns.ROWS, block.rows() - from);
      int at = from * stride;
      kernel.times(direction, forth, at, count, stride, beta);
      kernel.times(image, back, at, count, stride, residual);
      for (int row = 0; row < count; row++) {
        float inverse = (float) (1 / (leverage[from + row] + sidePrecision));
        for (int k = row * stride; k < (row + 1) * stride; k++) {
          next[k] = inverse * residual[at + k];
        }
      }
      GradientColumns.addSquares(residual, at, count, rank, sums);
      // Z takes the place of Q only once QᵀZ has been summed.
      GradientColumns.addCross(image, at, next, 0, count, rank, scratch, sums);
      System.arraycopy(next, 0, image, at, count * stride);
    }
  }
}
