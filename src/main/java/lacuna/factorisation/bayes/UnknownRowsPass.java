// Writes what rows without ratings are like.
package lacuna.factorisation.bayes;

import lacuna.blocks.FeatureBlock;
import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * In place of what the pattern adds, for rows without ratings alone: what their features say.
 *
 * @param weights {@code (names + 1) x K}, the last one of every row
 */
record UnknownRowsPass(int rank, double[] weights) implements RowPass {
  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    int stride = Lanes.stride(rank);
    rows.eachStripe(
        stripe -> {
          RowBlock block = rows.ratings()[stripe];
          FeatureBlock features = block.features();
          float[] shift = rows.column(stripe, Shift.PATTERN);
          double[] sum = new double[rank];
          for (int row = 0; row < block.rows(); row++) {
            if (block.count(row) > 0) {
              continue;
            }
            System.arraycopy(weights, weights.length - rank, sum, 0, rank);
            if (features != null) {
              FeatureShiftPass.add(features, row, weights, sum);
            }
            for (int k = 0; k < rank; k++) {
              shift[row * stride + k] = (float) sum[k];
            }
          }
        });
    return null;
  }
}
