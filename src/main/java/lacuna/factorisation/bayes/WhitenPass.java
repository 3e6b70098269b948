// Turns the rows of one side into the coordinates in which the other side's prior is round.
package lacuna.factorisation.bayes;

import lacuna.blocks.Stripe;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * Writes h' = L⁻¹ h for each row h, with Λ = L Lᵀ the precision of the OTHER side's rows: for a row
 * p of theirs, p·h = (Lᵀp)·h', and Lᵀp has the identity for its precision.
 *
 * @param rank K
 * @param inverse L⁻¹
 */
record WhitenPass(int rank, double[] inverse) implements RowPass {
  static final String WHITE = "white";

  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    int stride = Lanes.stride(rank);
    rows.eachStripe(
        k -> {
          float[] factors = rows.column(k, Stripe.FACTORS);
          float[] white = rows.columnOf(k, WHITE, stride);
          RowProducts products = RowProducts.lower(inverse, rank);
          int all = rows.own()[k].rows();
          for (int row = 0; row < all; row += RowProducts.ROWS) {
            int count = Math.min(RowProducts.ROWS, all - row);
            products.write(factors, row * stride, count, white, row * stride);
          }
        });
    return null;
  }
}
