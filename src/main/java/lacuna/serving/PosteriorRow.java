// One row of a model of samples from its ratings, the other side being fixed in each sample.
package lacuna.serving;

import java.util.Arrays;
import lacuna.kernels.Cholesky;

/**
 * In each of S samples the mean of the normal law of y given the other side's x, {@code (Λ + α S² Σ
 * ω x xᵀ) y = Λ m + α S Σ ω t x}: prior mean m and precision Λ ({@link RowPrior}), t = r − μ, α one
 * over the variance of a rating about its prediction. S stands there since rows of the model are
 * scaled so that the products of all samples add up to their mean. Exact, in double, by one K x K
 * system a sample. A row's samples differ less than those of a row that was learnt: they are means.
 */
final class PosteriorRow implements RowSolver {
  private final RowPrior prior;
  private final double precision;
  private final int filled;
  private final double[][] gram;
  private final double[][] moment;
  private int ratings;

  /**
   * @param noise variance of a rating about its prediction
   */
  PosteriorRow(RowPrior prior, double noise) {
    this.prior = prior;
    this.precision = 1 / noise;
    this.filled = prior.filled();
    this.gram = new double[prior.samples()][prior.each() * prior.each()];
    this.moment = new double[prior.samples()][prior.each()];
  }

  @Override
  public void clear() {
    for (int s = 0; s < prior.samples(); s++) {
      Arrays.fill(gram[s], 0);
      Arrays.fill(moment[s], 0);
    }
    ratings = 0;
  }

  @Override
  public void add(float[] factors, int at, double target, double weight) {
    int each = prior.each();
    for (int s = 0; s < prior.samples(); s++) {
      int from = at + s * each;
      for (int j = 0; j < each; j++) {
        double scaled = weight * precision * filled * factors[from + j];
        moment[s][j] += scaled * target;
        for (int k = 0; k <= j; k++) {
          gram[s][j * each + k] += scaled * filled * factors[from + k];
        }
      }
    }
    ratings++;
  }

  @Override
  public int ratings() {
    return ratings;
  }

  @Override
  public double[] solve() {
    int each = prior.each();
    double[] row = new double[prior.samples() * each];
    for (int s = 0; s < prior.samples(); s++) {
      if (prior.precision(s) == null) {
        continue;
      }
      for (int k = 0; k < gram[s].length; k++) {
        gram[s][k] += prior.precision(s)[k];
      }
      double[] y = moment[s];
      for (int k = 0; k < each; k++) {
        y[k] += prior.pull(s)[k];
      }
      if (!Cholesky.factor(gram[s], each, each)) {
        return null;
      }
      Cholesky.solveLower(gram[s], each, each, y);
      Cholesky.solveUpper(gram[s], each, each, y);
      System.arraycopy(y, 0, row, s * each, each);
    }
    return row;
  }
}
