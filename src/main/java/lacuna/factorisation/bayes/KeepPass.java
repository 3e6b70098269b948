// Keeps a sample's rows for the model that predicts later.
package lacuna.factorisation.bayes;

import lacuna.blocks.Stripe;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * Copies the rows into one slot of a wider column: kept samples stand side by side, so that the
 * product of two such rows is the sum of the samples' products.
 *
 * @param rank K
 * @param slot number of the sample among those that are kept
 * @param slots samples that are kept
 * @param mean μ of the prior: its mean for a row takes the place of rows without ratings, for what
 *     is drawn for those is somebody at random
 */
record KeepPass(int rank, int slot, int slots, double[] mean) implements RowPass {
  static final String KEPT = "kept";

  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    int stride = Lanes.stride(rank);
    int width = Lanes.stride(rank * slots);
    rows.eachStripe(
        k -> {
          float[] factors = rows.column(k, Stripe.FACTORS);
          float[] kept = rows.columnOf(k, KEPT, width);
          Shift shift = Shift.of(rows, k, rank);
          for (int row = 0; row < rows.own()[k].rows(); row++) {
            int at = row * width + slot * rank;
            System.arraycopy(factors, row * stride, kept, at, rank);
            if (rows.ratings()[k].count(row) == 0) {
              double[] prior = mean.clone();
              shift.add(row, 1, prior, 0);
              for (int j = 0; j < rank; j++) {
                kept[at + j] = (float) prior[j];
              }
            }
          }
        });
    return null;
  }
}
