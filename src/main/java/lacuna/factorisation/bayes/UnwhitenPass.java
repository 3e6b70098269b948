// The end of a draw of B: back from the coordinates in which its rows are round.
package lacuna.factorisation.bayes;

import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * Writes L⁻ᵀb in place of each row b of B.
 *
 * @param inverse L⁻¹, {@code K x K}
 */
record UnwhitenPass(int rank, double[] inverse) implements RowPass {
  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    int stride = Lanes.stride(rank);
    rows.eachStripe(
        stripe -> {
          float[] beta = rows.column(stripe, ShiftPass.BETA);
          RowProducts products = RowProducts.transposed(inverse, rank);
          int all = rows.own()[stripe].rows();
          for (int row = 0; row < all; row += RowProducts.ROWS) {
            int count = Math.min(RowProducts.ROWS, all - row);
            products.write(beta, row * stride, count, beta, row * stride);
          }
        });
    return null;
  }
}
