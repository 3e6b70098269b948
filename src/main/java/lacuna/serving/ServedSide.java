// The rows of one side of a model in memory.
package lacuna.serving;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import lacuna.kernels.Lanes;

/**
 * Users or items: ids, factors, biases and numbers of ratings by index. Nothing is written to after
 * it was made. A class of plain fields, since it crosses processes.
 */
public final class ServedSide implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Stripe of a row that stood in no grid. */
  static final int NO_STRIPE = -1;

  private final SideIds ids;
  private final int stride;
  private final float[] factors;
  private final float[] bias;
  private final long[] counts;
  private final int[] stripes;

  /**
   * Takes the arrays as they are.
   *
   * @param rank number of factors
   * @param factors {@code ids x stride}, row-major; zero from the rank up to the stride
   * @param bias by index; null in a model without biases
   * @param counts training ratings by index
   * @param stripes stripe of the grid by index
   */
  ServedSide(SideIds ids, int rank, float[] factors, float[] bias, long[] counts, int[] stripes) {
    this.ids = ids;
    this.stride = Lanes.stride(rank);
    this.factors = factors;
    this.bias = bias;
    this.counts = counts;
    this.stripes = stripes;
  }

  /** One of rows of this rank without a grid, as other programs' models are. */
  static ServedSide of(SideIds ids, int rank, float[][] rows) {
    int stride = Lanes.stride(rank);
    float[] factors = new float[Math.multiplyExact(rows.length, stride)];
    for (int index = 0; index < rows.length; index++) {
      System.arraycopy(rows[index], 0, factors, index * stride, rank);
    }
    int[] stripes = new int[rows.length];
    Arrays.fill(stripes, NO_STRIPE);
    return new ServedSide(ids, rank, factors, null, new long[rows.length], stripes);
  }

  /**
   * This side with new rows behind its own.
   *
   * @param more their ids
   * @param rows their factors, each of the rank
   * @param biases theirs; of no account in a model without biases
   * @param ratings that each was solved from
   */
  ServedSide with(List<String> more, float[][] rows, float[] biases, long[] ratings) {
    int size = size();
    int all = size + more.size();
    float[] longer = Arrays.copyOf(factors, Math.multiplyExact(all, stride));
    float[] longerBias = bias == null ? null : Arrays.copyOf(bias, all);
    long[] longerCounts = Arrays.copyOf(counts, all);
    int[] longerStripes = Arrays.copyOf(stripes, all);
    for (int k = 0; k < rows.length; k++) {
      System.arraycopy(rows[k], 0, longer, (size + k) * stride, rows[k].length);
      longerCounts[size + k] = ratings[k];
      longerStripes[size + k] = NO_STRIPE;
      if (bias != null) {
        longerBias[size + k] = biases[k];
      }
    }
    return new ServedSide(ids.with(more), stride, longer, longerBias, longerCounts, longerStripes);
  }

  /** The ids. */
  public SideIds ids() {
    return ids;
  }

  /** Number of rows. */
  public int size() {
    return ids.size();
  }

  /** Floats from one row to the next. */
  int stride() {
    return stride;
  }

  /** All rows, shared. */
  float[] factors() {
    return factors;
  }

  /** All biases, shared; null in a model without. */
  float[] biases() {
    return bias;
  }

  /** The factors of a row. */
  public float[] row(int index, int rank) {
    return Arrays.copyOfRange(factors, index * stride, index * stride + rank);
  }

  /** The bias of a row, 0 in a model without biases. */
  public float bias(int index) {
    return bias == null ? 0 : bias[index];
  }

  /** Ratings that a row was learnt from. */
  public long count(int index) {
    return counts[index];
  }

  /** Stripe of the grid that a row stood in, -1 for none. */
  int stripe(int index) {
    return stripes[index];
  }

  /** Whether a row stands there for what is known of it beside ratings, of which it has none. */
  boolean unrated(int index) {
    return stripes[index] != NO_STRIPE && counts[index] == 0;
  }

  /** The mean of all rows that were learnt from ratings, of this side's stride. */
  float[] average() {
    double[] sums = new double[stride];
    int rows = 0;
    for (int index = 0; index < size(); index++) {
      if (!unrated(index)) {
        rows++;
        for (int k = 0; k < stride; k++) {
          sums[k] += factors[index * stride + k];
        }
      }
    }
    float[] average = new float[stride];
    for (int k = 0; k < stride; k++) {
      average[k] = (float) (sums[k] / Math.max(1, rows));
    }
    return average;
  }
}
