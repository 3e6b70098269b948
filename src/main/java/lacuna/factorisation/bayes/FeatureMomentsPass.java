// What the rows say of the weights of their features.
package lacuna.factorisation.bayes;

import lacuna.blocks.FeatureBlock;
import lacuna.blocks.RowBlock;
import lacuna.blocks.Stripe;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * Sums Xᵀ(P − μ − what the pattern adds) over rows with ratings, as {@code names x K}, with X their
 * features.
 *
 * @param mean μ
 * @param names number of features
 */
record FeatureMomentsPass(double[] mean, int names) implements RowPass {
  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    int rank = mean.length;
    int stride = Lanes.stride(rank);
    double[][] sums = new double[rows.own().length][Math.multiplyExact(names, rank)];
    rows.eachStripe(
        stripe -> {
          RowBlock block = rows.ratings()[stripe];
          FeatureBlock features = block.features();
          float[] factors = rows.column(stripe, Stripe.FACTORS);
          Shift pattern = Shift.of(rows, stripe, rank, Shift.PATTERN);
          double[] d = new double[rank];
          for (int row = 0; row < block.rows(); row++) {
            if (block.count(row) == 0) {
              continue;
            }
            for (int k = 0; k < rank; k++) {
              d[k] = factors[row * stride + k] - mean[k];
            }
            pattern.add(row, -1, d, 0);
            for (int t = features.start(row); t < features.start(row + 1); t++) {
              int at = features.name(t) * rank;
              for (int k = 0; k < rank; k++) {
                sums[stripe][at + k] += features.value(t) * d[k];
              }
            }
          }
        });
    return sums;
  }
}
