// The other half of a product with XᵀX + λ_B I, and the curvature along the directions.
package lacuna.factorisation.bayes;

import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;
import lacuna.kernels.RowKernels;

/** Writes the image Q of the directions P and sums PᵀQ. */
record CurvaturePass(int rank, double sidePrecision) implements RowPass {
  @Override
  public String reads() {
    return GradientColumns.SENT;
  }

  @Override
  public double[][] run(SideRows rows) {
    double[][] sums = new double[rows.own().length][GradientColumns.sums(rank)];
    rows.eachStripe(stripe -> run(rows, stripe, sums[stripe]));
    return sums;
  }

  private void run(SideRows rows, int stripe, double[] sums) {
    int stride = Lanes.stride(rank);
    float ridge = (float) sidePrecision;
    RowBlock block = rows.ratings()[stripe];
    float[] direction = rows.column(stripe, GradientColumns.DIRECTION);
    float[] image = rows.columnOf(stripe, GradientColumns.IMAGE, stride);
    for (int row = 0; row < block.rows(); row++) {
      int at = row * stride;
      RowKernels.best()
          .sum(
              rows.other(),
              block.others(),
              block.start(row),
              block.start(row + 1),
              stride,
              image,
              at);
      for (int k = at; k < at + rank; k++) {
        image[k] = Math.fma(ridge, direction[k], image[k]);
      }
    }
    float[] scratch = new float[stride * stride];
    for (int from = 0; from < block.rows(); from += GradientColumns.ROWS) {
      int count = Math.min(GradientColumns.ROWS, block.rows() - from);
      int at = from * stride;
      GradientColumns.addCross(direction, at, image, at, count, rank, scratch, sums);
    }
  }
}
