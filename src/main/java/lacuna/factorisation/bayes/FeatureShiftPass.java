// What a row's features add to its prior mean.
package lacuna.factorisation.bayes;

import java.util.Arrays;
import lacuna.blocks.FeatureBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * Writes Bᵀx of each row, cold ones included, with x its features.
 *
 * @param weights B of the features, {@code names x K}
 */
record FeatureShiftPass(int rank, double[] weights) implements RowPass {
  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    int stride = Lanes.stride(rank);
    rows.eachStripe(
        stripe -> {
          FeatureBlock features = rows.ratings()[stripe].features();
          float[] shift = rows.columnOf(stripe, Shift.FEATURES, stride);
          double[] sum = new double[rank];
          for (int row = 0; row < rows.own()[stripe].rows(); row++) {
            Arrays.fill(sum, 0);
            add(features, row, weights, sum);
            for (int k = 0; k < rank; k++) {
              shift[row * stride + k] = (float) sum[k];
            }
          }
        });
    return null;
  }

  /** Adds Bᵀx of a row to K numbers. */
  static void add(FeatureBlock features, int row, double[] weights, double[] sum) {
    for (int t = features.start(row); t < features.start(row + 1); t++) {
      int at = features.name(t) * sum.length;
      for (int k = 0; k < sum.length; k++) {
        sum[k] += features.value(t) * weights[at + k];
      }
    }
  }
}
