// Draws all rows of one side from their conditional, given the other side's.
package lacuna.factorisation.bayes;

import lacuna.CounterRandom.Purpose;
import lacuna.blocks.RowBlock;
import lacuna.blocks.Stripe;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.RowSolves;
import lacuna.factorisation.RowSolves.RowSolver;
import lacuna.factorisation.RowSums;
import lacuna.factorisation.RowSums.Target;
import lacuna.factorisation.RowWeights;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Cholesky;
import lacuna.kernels.Lanes;
import lacuna.kernels.ProductKernel;
import lacuna.kernels.ProductKernels;
import lacuna.kernels.RowKernels;
import lacuna.kernels.SystemBatchKernel;

/**
 * A row p with prior N(m, Λ⁻¹), m = μ + Bᵀx, and ratings r = p·h + N(0, 1/(αw)), where w has the
 * {@link TailWeights} in it if the noise has tails. With Λ = L Lᵀ, y = Lᵀp and h' = L⁻¹h (see
 * {@link WhitenPass}) the prior of y is N(Lᵀm, I), and
 *
 * <ul>
 *   <li>with many ratings y ~ N(A⁻¹b, A⁻¹), A = I + α Σ w h'h'ᵀ, b = Lᵀm + α Σ w r h';
 *   <li>with fewer than half as many as K, the same by Matheron's rule: a prior draw y₀, corrected
 *       by Hᵀ(HHᵀ + diag(1/(αw)))⁻¹ (r − H y₀ − noise), whose system has a row for each rating.
 * </ul>
 *
 * <p>Decision: rows of few ratings take the second way. Because: most rows of most catalogues have
 * few, and K³/3 each would be more work than all ratings. Costs: one coordinate change of the other
 * side in each half-sweep, K²/2 a row.
 *
 * @param law what the rows are drawn from
 * @param noise law of the noise
 * @param target how ratings are centred and scaled
 * @param seed of the run
 * @param turn what names sweep and side
 */
record RowDrawPass(SideLaw law, Noise noise, Target target, long seed, long turn)
    implements RowPass {
  @Override
  public String reads() {
    return WhitenPass.WHITE;
  }

  @Override
  public double[][] run(SideRows rows) {
    int stride = Lanes.stride(law.rank());
    RowSolves.run(
        rows,
        () -> new RowSums(target, stride, RowKernels.best(), weights(rows)),
        () -> new Drawing(rows, stride));
    return null;
  }

  private RowWeights weights(SideRows rows) {
    return noise.normal() ? null : new TailWeights(this, rows);
  }

  /** Variance of a rating that counts for nothing: its square is finite, and what is left is 0. */
  private static final double MOST_VARIANCE = 1e150;

  private final class Drawing implements RowSolver {
    private final SideRows rows;
    private final int rank = law.rank();
    private final int stride;
    private final Draws draws = new Draws();
    private final double[] mean = new double[rank];
    private final double[] y = new double[rank];
    private final double[] system = new double[rank * rank];
    private final double[] error = new double[rank];
    private final RowWeights weights;
    private final ProductKernel products = ProductKernels.best();
    private final RowBatch batch = new RowBatch(law, noise.precision());
    private final int[] stripes = new int[SystemBatchKernel.LANES];
    private final int[] places = new int[SystemBatchKernel.LANES];
    private RowSums last;
    private final float[] one = new float[1];
    private final float[] product = new float[1];
    private final float[] whole = new float[1];
    private int started = -1;
    private Shift shift;
    private float[] factors;

    Drawing(SideRows rows, int stride) {
      this.rows = rows;
      this.stride = stride;
      this.weights = weights(rows);
    }

    @Override
    public boolean small(int ratings) {
      return 2 * ratings <= rank;
    }

    @Override
    public void solve(int stripe, int row, RowSums sums) {
      start(stripe, row);
      stripes[batch.size()] = stripe;
      places[batch.size()] = row;
      last = sums;
      add(batch, row, sums);
      if (batch.full()) {
        end();
      }
    }

    private void add(RowBatch to, int row, RowSums sums) {
      to.add(error, draws, sums.gram, stride, sums.moment, factors, row * stride);
    }

    @Override
    public void end() {
      int failed = batch.size() == 0 ? 0 : batch.solve();
      for (int k = 0; failed >>> k != 0; k++) {
        if ((failed >>> k & 1) != 0) {
          exactly(stripes[k], places[k]);
        }
      }
    }

    /**
     * Draws a row with sums in double throughout, for precisions so far apart that floats don't
     * hold them: A is I and something positive, so that no pivot is below 1.
     */
    private void exactly(int stripe, int row) {

      last.exactlyOf(rows.ratings()[stripe], row, rows.other());
      start(stripe, row);
      Cholesky.transposedTimes(law.factor(), rank, error, mean);
      double precision = noise.precision();
      for (int i = 0; i < rank; i++) {
        for (int k = 0; k <= i; k++) {
          system[i * rank + k] = precision * last.gram[k * stride + i];
        }
        system[i * rank + i] += 1;
        y[i] = mean[i] + precision * last.moment[i];
      }
      if (!Cholesky.factor(system, rank, rank, 1)) {
        throw new ArithmeticException("the precision of a row is not a finite number");
      }
      Cholesky.solveLower(system, rank, rank, y);
      for (int k = 0; k < rank; k++) {
        y[k] += draws.normal();
      }
      Cholesky.solveUpper(system, rank, rank, y);
      finish(row, y);
    }

    @Override
    public void solveSmall(int stripe, int row) {
      start(stripe, row);
      Cholesky.transposedTimes(law.factor(), rank, error, mean);
      if (law.unknown().length > 0 && rows.ratings()[stripe].count(row) == 0) {
        unknown(row);
        return;
      }
      for (int k = 0; k < rank; k++) {
        y[k] = mean[k] + draws.normal();
      }
      RowBlock block = rows.ratings()[stripe];
      int count = block.count(row);
      if (count > 0) {
        int from = block.start(row);
        if (weights != null) {
          weights.begin(block, row, 0);
        }
        prepare(block, from, count);
        if (!Cholesky.factor(system, count, rank)) {
          throw new ArithmeticException("the precision of a row is not positive definite");
        }
        Cholesky.solveLower(system, count, rank, error);
        Cholesky.solveUpper(system, count, rank, error);
        for (int t = 0; t < count; t++) {
          int place = block.others()[from + t];
          float[] white = rows.other()[place >>> 16];
          int at = (place & 0xFFFF) * stride;
          for (int k = 0; k < rank; k++) {
            y[k] += error[t] * white[at + k];
          }
        }
      }
      finish(row, y);
    }

    /** Draws a row without ratings, whose mean start() left. */
    private void unknown(int row) {
      for (int k = 0; k < rank; k++) {
        y[k] = draws.normal();
      }
      Cholesky.lowerTimes(law.unknown(), rank, y, mean);
      for (int k = 0; k < rank; k++) {
        factors[row * stride + k] = (float) (error[k] + mean[k]);
      }
    }

    private void prepare(RowBlock block, int from, int count) {
      for (int t = 0; t < count; t++) {
        int place = block.others()[from + t];
        float[] white = rows.other()[place >>> 16];
        int at = (place & 0xFFFF) * stride;
        float aim = target.of(block.ratings()[from + t]);
        float weight = block.weights() == null ? 1 : block.weights()[from + t];
        double precision = noise.precision() * whole(aim, weight, white, at);
        double variance = Math.min(1 / precision, MOST_VARIANCE);
        double prediction = 0;
        for (int k = 0; k < rank; k++) {
          prediction += white[at + k] * y[k];
        }
        error[t] = aim - prediction - Math.sqrt(variance) * draws.normal();
        for (int s = 0; s <= t; s++) {
          int before = block.others()[from + s];
          float[] other = rows.other()[before >>> 16];
          int otherAt = (before & 0xFFFF) * stride;
          double product = 0;
          for (int k = 0; k < rank; k++) {
            product += (double) white[at + k] * other[otherAt + k];
          }
          system[t * rank + s] = product;
        }
        system[t * rank + t] += variance;
      }
    }

    private double whole(float aim, float weight, float[] white, int at) {
      one[0] = aim;
      whole[0] = weight;
      if (weights != null) {
        product[0] = products.dot(weights.row(), 0, white, at, stride);
        weights.weigh(one, product, whole, 1);
      }
      return whole[0];
    }

    /** Starts the row's random numbers and leaves m in error. */
    private void start(int stripe, int row) {
      if (started != stripe) {
        started = stripe;
        shift = Shift.of(rows, stripe, rank);
        factors = rows.column(stripe, Stripe.FACTORS);
      }
      draws.of(seed, Purpose.GIBBS_ROW, turn, rows.ratings()[stripe].key(row));
      System.arraycopy(law.mean(), 0, error, 0, rank);
      shift.add(row, 1, error, 0);
    }

    /** Writes p = L⁻ᵀy. */
    private void finish(int row, double[] white) {
      Cholesky.transposedTimes(law.inverse(), rank, white, mean);
      for (int k = 0; k < rank; k++) {
        factors[row * stride + k] = (float) mean[k];
      }
    }
  }
}
