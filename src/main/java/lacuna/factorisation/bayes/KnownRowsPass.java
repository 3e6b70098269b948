// What rows with ratings are like, weighed by how many they have.
package lacuna.factorisation.bayes;

import java.util.Arrays;
import lacuna.blocks.FeatureBlock;
import lacuna.blocks.RowBlock;
import lacuna.blocks.Stripe;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * Sums over rows, each as often as it has ratings, with d a row less μ and what its features add:
 * the number of rows, that of ratings, the lower triangle of Σ d dᵀ, Xᵀd of each feature and, last,
 * Σ d.
 *
 * @param mean μ
 * @param names number of features; 0 for none
 */
record KnownRowsPass(double[] mean, int names) implements RowPass {
  @Override
  public String reads() {
    return null;
  }

  /** Rows with ratings, from the pass's sums. */
  double rows(double[] sums) {
    return sums[0];
  }

  /** Ratings. */
  double weight(double[] sums) {
    return sums[1];
  }

  /** Lower triangle of Σ d dᵀ. */
  double[] squares(double[] sums) {
    return Arrays.copyOfRange(sums, 2, 2 + mean.length * mean.length);
  }

  /** Xᵀd, {@code (names + 1) x K}, the last feature being 1. */
  double[] moments(double[] sums) {
    return Arrays.copyOfRange(sums, 2 + mean.length * mean.length, sums.length);
  }

  @Override
  public double[][] run(SideRows rows) {
    int rank = mean.length;
    int size = 2 + rank * rank + Math.multiplyExact(names + 1, rank);
    double[][] sums = new double[rows.own().length][size];
    rows.eachStripe(stripe -> add(rows, stripe, sums[stripe]));
    return sums;
  }

  private void add(SideRows rows, int stripe, double[] sums) {
    int rank = mean.length;
    int stride = Lanes.stride(rank);
    RowBlock block = rows.ratings()[stripe];
    FeatureBlock features = names == 0 ? null : block.features();
    float[] factors = rows.column(stripe, Stripe.FACTORS);
    Shift ofFeatures = Shift.of(rows, stripe, rank, Shift.FEATURES);
    int moments = 2 + rank * rank;
    double[] d = new double[rank];
    for (int row = 0; row < block.rows(); row++) {
      double weight = block.count(row);
      if (weight == 0) {
        continue;
      }
      for (int k = 0; k < rank; k++) {
        d[k] = factors[row * stride + k] - mean[k];
      }
      ofFeatures.add(row, -1, d, 0);
      sums[0]++;
      sums[1] += weight;
      for (int i = 0; i < rank; i++) {
        for (int j = 0; j <= i; j++) {
          sums[2 + i * rank + j] += weight * d[i] * d[j];
        }
      }
      for (int t = features == null ? 0 : features.start(row);
          features != null && t < features.start(row + 1);
          t++) {
        add(weight * features.value(t), d, sums, moments + features.name(t) * rank);
      }
      add(weight, d, sums, moments + names * rank);
    }
  }

  private static void add(double times, double[] d, double[] sums, int at) {
    for (int k = 0; k < d.length; k++) {
      sums[at + k] += times * d[k];
    }
  }
}
