// The next directions of conjugate gradients.
package lacuna.factorisation.bayes;

import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;
import lacuna.kernels.RowKernels;

/**
 * P = Z + Pβ, with the preconditioned residual Z that {@link AdvancePass} left in the image's
 * place. Sums PᵀR.
 *
 * @param share β, {@code K x K}
 */
record DirectionPass(int rank, double[] share) implements RowPass {
  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    int stride = Lanes.stride(rank);
    float[] kept = GradientColumns.wide(share, rank, 1);
    double[][] sums = new double[rows.own().length][GradientColumns.sums(rank)];
    rows.eachStripe(
        stripe -> {
          float[] direction = rows.column(stripe, GradientColumns.DIRECTION);
          float[] next = rows.column(stripe, GradientColumns.IMAGE);
          float[] residual = rows.column(stripe, GradientColumns.RESIDUAL);
          float[] scratch = new float[stride * stride];
          int all = rows.own()[stripe].rows();
          for (int from = 0; from < all; from += GradientColumns.ROWS) {
            int count = Math.min(GradientColumns.ROWS, all - from);
            int at = from * stride;
            RowKernels.best().times(direction, kept, at, count, stride, next);
            System.arraycopy(next, at, direction, at, count * stride);
            GradientColumns.addCross(
                direction, at, residual, at, count, rank, scratch, sums[stripe]);
          }
        });
    return sums;
  }
}
