// What is known of a new row before its ratings, sample by sample: how the rows there are lie.
package lacuna.serving;

import java.io.Serializable;
import lacuna.kernels.Cholesky;

/**
 * A normal law for the rows of one side in each sample of a model: the mean and the covariance of
 * the rows that were learnt, the covariance with as many rows as factors of its mean variance added
 * to it, so that few rows will do. Rows of a sample are draws and not means, so that their
 * covariance is that of the law behind them. A class of plain fields, since it crosses processes.
 */
final class RowPrior implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int each;
  private final double[][] precision;
  private final double[][] pull;

  private RowPrior(int each, double[][] precision, double[][] pull) {
    this.each = each;
    this.precision = precision;
    this.pull = pull;
  }

  /**
   * The laws of a side.
   *
   * @param rank number of factors of a row, over all samples
   * @param samples that stand side by side in a row; empty ones have no law
   */
  static RowPrior of(ServedSide side, int rank, int samples) {
    int each = rank / samples;
    double[][] precision = new double[samples][];
    double[][] pull = new double[samples][];
    for (int s = 0; s < samples; s++) {
      double[] mean = new double[each];
      double[] covariance = covariance(side, s * each, mean);
      if (covariance != null && Cholesky.factor(covariance, each, each)) {
        precision[s] = inverse(covariance, each);
        pull[s] = times(precision[s], mean);
      }
    }
    return new RowPrior(each, precision, pull);
  }

  /** The covariance of a sample's rows; null for an empty sample. */
  private static double[] covariance(ServedSide side, int from, double[] mean) {
    int each = mean.length;
    int rows = 0;
    double[] scatter = new double[each * each];
    double[] off = new double[each];
    for (int row = 0; row < side.size(); row++) {
      if (side.stripe(row) == ServedSide.NO_STRIPE || side.unrated(row)) {
        continue; // it was folded in itself, or is a mean
      }
      rows++;
      int at = row * side.stride() + from;
      for (int k = 0; k < each; k++) {
        off[k] = side.factors()[at + k] - mean[k];
        mean[k] += off[k] / rows;
      }
      double share = (rows - 1.0) / rows;
      for (int j = 0; j < each; j++) {
        for (int k = 0; k <= j; k++) {
          scatter[j * each + k] += share * off[j] * off[k];
        }
      }
    }
    double trace = 0;
    for (int k = 0; k < each; k++) {
      trace += scatter[k * each + k];
    }
    if (!(trace > 0)) {
      return null;
    }
    for (int j = 0; j < each; j++) {
      scatter[j * each + j] += trace / rows;
      for (int k = 0; k <= j; k++) {
        scatter[j * each + k] /= rows + each;
      }
    }
    return scatter;
  }

  /** The inverse of C Cᵀ, both triangles. */
  private static double[] inverse(double[] factor, int n) {
    double[] half = Cholesky.inverse(factor, n, n);
    double[] inverse = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = Math.max(i, j); k < n; k++) {
          inverse[i * n + j] += half[k * n + i] * half[k * n + j];
        }
      }
    }
    return inverse;
  }

  private static double[] times(double[] matrix, double[] x) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < x.length; k++) {
        product[i] += matrix[i * x.length + k] * x[k];
      }
    }
    return product;
  }

  /** Samples, those that are empty included. */
  int samples() {
    return precision.length;
  }

  /** Factors of a row in one sample. */
  int each() {
    return each;
  }

  /** Samples that are not empty. */
  int filled() {
    int filled = 0;
    for (double[] one : precision) {
      filled += one == null ? 0 : 1;
    }
    return filled;
  }

  /** The inverse covariance of a sample, {@code each x each}; null for an empty one. */
  double[] precision(int sample) {
    return precision[sample];
  }

  /** The same times the mean. */
  double[] pull(int sample) {
    return pull[sample];
  }
}
