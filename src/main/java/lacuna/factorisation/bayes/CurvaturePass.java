// The other half of a product with XᵀX + λ_B I, and the curvature along the direction.
package lacuna.factorisation.bayes;

import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;
import lacuna.kernels.RowKernels;

/** Writes the direction's image and sums direction · image for each column. */
record CurvaturePass(int rank, double sidePrecision) implements RowPass {
  @Override
  public String reads() {
    return GradientColumns.SENT;
  }

  @Override
  public double[][] run(SideRows rows) {
    int stride = Lanes.stride(rank);
    float ridge = (float) sidePrecision;
    double[][] sums = new double[rows.own().length][rank];
    rows.eachStripe(
        stripe -> {
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
            GradientColumns.addProducts(direction, image, at, rank, 1, sums[stripe], 0);
          }
        });
    return sums;
  }
}
