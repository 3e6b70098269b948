// The first half of the right-hand side of B's equations.
package lacuna.factorisation.bayes;

import lacuna.CounterRandom.Purpose;
import lacuna.blocks.RowBlock;
import lacuna.blocks.Stripe;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Cholesky;
import lacuna.kernels.Lanes;

/**
 * Writes Lᵀ(p − μ − what features add + e₁)/√n of each row with ratings, e₁ from N(0, Λ⁻¹) and so
 * Lᵀe₁ from N(0, I), ready to be summed by the other side, which is a product with Xᵀ.
 */
record NoisyRowsPass(SideLaw law, long seed, long turn) implements RowPass {
  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    int rank = law.rank();
    int stride = Lanes.stride(rank);
    rows.eachStripe(
        stripe -> {
          RowBlock block = rows.ratings()[stripe];
          float[] factors = rows.column(stripe, Stripe.FACTORS);
          float[] sent = rows.columnOf(stripe, GradientColumns.SENT, stride);
          Draws draws = new Draws();
          double[] own = new double[rank];
          double[] white = new double[rank];
          Shift features = Shift.of(rows, stripe, rank, Shift.FEATURES);
          for (int row = 0; row < block.rows(); row++) {
            if (block.count(row) == 0) {
              continue;
            }
            draws.of(seed, Purpose.GIBBS_OWN_NOISE, turn, block.key(row));
            double share = 1 / Math.sqrt(block.count(row));
            int at = row * stride;
            for (int k = 0; k < rank; k++) {
              own[k] = factors[at + k] - law.mean()[k];
            }
            features.add(row, -1, own, 0);
            Cholesky.transposedTimes(law.factor(), rank, own, white);
            for (int k = 0; k < rank; k++) {
              sent[at + k] = (float) ((white[k] + draws.normal()) * share);
            }
          }
        });
    return null;
  }
}
