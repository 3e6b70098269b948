// A few rows' systems on their way to being solved together.
package lacuna.factorisation.bayes;

import lacuna.kernels.SystemBatchKernel;
import lacuna.kernels.SystemBatchKernels;

/**
 * Draws y ~ N(A⁻¹b, A⁻¹) with A = I + αG and b = Lᵀm + αg, and p = L⁻ᵀy, for up to four rows at a
 * time; see {@link RowDrawPass}. What a row comes to does not depend on the others. Scratch space
 * of one thread, 6 K² doubles.
 */
final class RowBatch {
  private static final int LANES = SystemBatchKernel.LANES;

  private final SystemBatchKernel kernel = SystemBatchKernels.best();
  private final SideLaw law;
  private final double precision;
  private final int rank;
  private final double[] rise;
  private final double[] back;
  private final double[] systems;
  private final double[] means;
  private final double[] moments;
  private final double[] noises;
  private final double[] y;
  private final float[][] out = new float[LANES][];
  private final int[] outFrom = new int[LANES];
  private int size;

  /**
   * @param law of the rows
   * @param precision α
   */
  RowBatch(SideLaw law, double precision) {
    this.law = law;
    this.precision = precision;
    this.rank = law.rank();
    this.rise = transposed(law.factor(), rank);
    this.back = transposed(law.inverse(), rank);
    this.systems = new double[rank * rank * LANES];
    this.means = new double[rank * LANES];
    this.moments = new double[rank * LANES];
    this.noises = new double[rank * LANES];
    this.y = new double[rank * LANES];
  }

  private static double[] transposed(double[] lower, int n) {
    double[] upper = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k <= i; k++) {
        upper[k * n + i] = lower[i * n + k];
      }
    }
    return upper;
  }

  /** Rows taken in so far. */
  int size() {
    return size;
  }

  /** Whether it must be solved before another row comes. */
  boolean full() {
    return size == LANES;
  }

  /**
   * Takes in a row.
   *
   * @param mean m
   * @param draws the row's own
   * @param gram upper triangle of G
   * @param stride length of its rows
   * @param moment g
   * @param to where p is to go
   * @param at its first entry
   */
  void add(
      double[] mean, Draws draws, double[] gram, int stride, double[] moment, float[] to, int at) {
    for (int i = 0; i < rank; i++) {
      int row = i * rank * LANES + size;
      for (int k = 0; k < i; k++) {
        systems[row + k * LANES] = precision * gram[k * stride + i];
      }
      systems[row + i * LANES] = precision * gram[i * stride + i] + 1;
    }
    for (int k = 0; k < rank; k++) {
      int place = k * LANES + size;
      means[place] = mean[k];
      moments[place] = precision * moment[k];
      noises[place] = draws.normal();
    }
    out[size] = to;
    outFrom[size] = at;
    size++;
  }

  /**
   * Writes all rows that came; ready for others then.
   *
   * @return a bit for each, in the order they came in, that is not written, since its system is not
   *     positive definite in floats
   */
  int solve() {
    kernel.upperTimes(rise, rank, means, y);
    for (int k = 0; k < y.length; k++) {
      y[k] += moments[k];
    }
    int failed = kernel.factor(systems, rank) & (1 << size) - 1;
    kernel.solveLower(systems, rank, y);
    for (int k = 0; k < y.length; k++) {
      y[k] += noises[k];
    }
    kernel.solveUpper(systems, rank, y);
    kernel.upperTimes(back, rank, y, means);
    for (int lane = 0; lane < size; lane++) {
      if ((failed >>> lane & 1) == 0) {
        for (int k = 0; k < rank; k++) {
          out[lane][outFrom[lane] + k] = (float) means[k * LANES + lane];
        }
      }
    }
    size = 0;
    return failed;
  }
}
