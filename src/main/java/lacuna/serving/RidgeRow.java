// One row by regularised least squares, the other side being fixed.
package lacuna.serving;

import lacuna.kernels.Cholesky;

/**
 * The factors y and the bias b that minimise {@code Σ ω (t − b − x·y)² + n (λ ‖y‖² + λ_b b²)} over
 * a row's ratings, with x the other side's factors and t = r − μ − b_x: the objective of the root
 * package with all other rows fixed. Exact, in double, by one K x K system. With factors kept at 0
 * or above it is the minimum under that bound, by coordinate descent (Franc and others 2005). There
 * is a single one where λ is above 0.
 */
final class RidgeRow implements RowSolver {
  private static final int MOST_SWEEPS = 10_000;
  private static final double TOLERANCE = 1e-12;

  private final int rank;
  private final int unknowns;
  private final boolean nonnegative;
  private final double lambda;
  private final double lambdaBias;
  private final boolean weighted;
  private final double[] gram;
  private final double[] moment;
  private final double[] x;
  private int ratings;

  /**
   * @param biases whether rows have a bias
   * @param weighted whether λ counts for each rating, or once
   */
  RidgeRow(
      int rank,
      boolean biases,
      boolean nonnegative,
      double lambda,
      double lambdaBias,
      boolean weighted) {
    this.rank = rank;
    this.unknowns = biases ? rank + 1 : rank;
    this.nonnegative = nonnegative;
    this.lambda = lambda;
    this.lambdaBias = lambdaBias;
    this.weighted = weighted;
    this.gram = new double[unknowns * unknowns];
    this.moment = new double[unknowns];
    this.x = new double[unknowns];
  }

  @Override
  public void clear() {
    java.util.Arrays.fill(gram, 0);
    java.util.Arrays.fill(moment, 0);
    ratings = 0;
  }

  @Override
  public void add(float[] factors, int at, double target, double weight) {
    for (int k = 0; k < rank; k++) {
      x[k] = factors[at + k];
    }
    if (unknowns > rank) {
      x[rank] = 1;
    }
    for (int j = 0; j < unknowns; j++) {
      double scaled = weight * x[j];
      moment[j] += scaled * target;
      for (int k = 0; k <= j; k++) {
        gram[j * unknowns + k] += scaled * x[k];
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
    double times = weighted ? ratings : 1;
    for (int k = 0; k < unknowns; k++) {
      gram[k * unknowns + k] += times * (k < rank ? lambda : lambdaBias);
    }
    if (nonnegative) {
      return bounded();
    }
    if (!Cholesky.factor(gram, unknowns, unknowns)) {
      return null;
    }
    double[] y = moment.clone();
    Cholesky.solveLower(gram, unknowns, unknowns, y);
    Cholesky.solveUpper(gram, unknowns, unknowns, y);
    return y;
  }

  private double[] bounded() {
    double[] y = new double[unknowns];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double moved = 0;
      double size = 0;
      for (int j = 0; j < unknowns; j++) {
        double pivot = gram[j * unknowns + j];
        if (!(pivot > 0)) {
          continue;
        }
        double rest = moment[j];
        for (int k = 0; k < unknowns; k++) {
          rest -= k == j ? 0 : y[k] * (k < j ? gram[j * unknowns + k] : gram[k * unknowns + j]);
        }
        double best = j < rank ? Math.max(0, rest / pivot) : rest / pivot;
        moved = Math.max(moved, Math.abs(best - y[j]));
        size = Math.max(size, Math.abs(best));
        y[j] = best;
      }
      if (moved <= TOLERANCE * size) {
        break;
      }
    }
    return y;
  }
}
