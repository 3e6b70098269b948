// The sums behind one row's system of equations.
package lacuna.factorisation;

import java.util.Arrays;
import lacuna.blocks.RowBlock;
import lacuna.kernels.Lanes;
import lacuna.kernels.RowKernel;

/**
 * Σ w h hᵀ and Σ w t h over a range of one row's ratings, with h the other side's rows and t the
 * targets. Floats by the kernel for {@value #CHUNK} ratings at a time, which are then joined in
 * double, in order. Scratch space of one thread: K² doubles and K² floats, whatever the number of
 * rows.
 *
 * <p>A target is {@code (rating - centre) * scale}. Where the other side's rows end in a bias, the
 * bias is taken off the target, and h has a 1 in its place.
 */
public final class RowSums {
  /** Ratings that are taken together. */
  private static final int CHUNK = RowKernel.ROWS;

  /** Most ratings that one thread adds up of a row. */
  static final int SPAN = 8192;

  private final Target target;
  private final RowKernel kernel;
  private final RowWeights more;
  private final int stride;
  private final float[] h;
  private final float[] t;
  private final float[] products;
  private final float[] roots;
  private final float[] whole;
  private final float[] gramOfChunk;
  private final float[] momentOfChunk;

  /** Upper triangle of Σ w h hᵀ, {@code stride x stride}; undefined below its diagonal. */
  public final double[] gram;

  /** Σ w t h, stride entries. */
  public final double[] moment;

  /**
   * What rows are fitted to.
   *
   * @param centre taken off a rating
   * @param scale it is then multiplied with
   * @param biasAt entry of the other side's rows that is a bias; -1 for none
   */
  public record Target(double centre, double scale, int biasAt) implements java.io.Serializable {
    /** The target of a rating before biases. */
    public float of(float rating) {
      return (float) ((rating - centre) * scale);
    }
  }

  /**
   * @param stride entries of a row
   */
  public RowSums(Target target, int stride, RowKernel kernel) {
    this(target, stride, kernel, null);
  }

  /**
   * @param stride entries of a row
   * @param more what ratings are weighed by beside their own weights; null for nothing
   */
  public RowSums(Target target, int stride, RowKernel kernel, RowWeights more) {
    this.target = target;
    this.kernel = kernel;
    this.more = more;
    this.stride = stride;
    this.h = new float[stride / Lanes.COUNT * RowKernel.COLUMN];
    this.t = new float[CHUNK];
    this.products = new float[CHUNK];
    this.roots = new float[CHUNK];
    this.whole = new float[CHUNK];
    this.gramOfChunk = new float[stride * stride];
    this.momentOfChunk = new float[stride];
    this.gram = new double[stride * stride];
    this.moment = new double[stride];
  }

  /** Replaces the sums by those of ratings [from, to), all of them one row's. */
  void of(RowBlock block, int row, int from, int to, float[][] other) {
    Arrays.fill(gram, 0);
    Arrays.fill(moment, 0);
    begin(block, row, from);
    for (int start = from; start < to; start += CHUNK) {
      int count = Math.min(CHUNK, to - start);
      gather(block, start, count, other);
      kernel.gram(h, t, count, stride, gramOfChunk, momentOfChunk);
      kernel.add(gramOfChunk, stride, gram);
      for (int k = 0; k < stride; k++) {
        moment[k] += momentOfChunk[k];
      }
    }
  }

  private void begin(RowBlock block, int row, int from) {
    if (more != null) {
      more.begin(block, row, (from - block.start(row)) / SPAN);
    }
  }

  private void gather(RowBlock block, int start, int count, float[][] other) {
    kernel.gather(other, block.others(), start, count, stride, h);
    float[] ratings = block.ratings();
    for (int n = 0; n < count; n++) {
      t[n] = target.of(ratings[start + n]);
    }
    if (target.biasAt >= 0) {
      takeBiases(count);
    }
    if (block.weights() != null || more != null) {
      weigh(block.weights(), start, count);
    }
  }

  private void takeBiases(int count) {
    int bias = place(target.biasAt);
    for (int n = 0; n < count; n++) {
      t[n] -= h[bias + n * Lanes.COUNT];
      h[bias + n * Lanes.COUNT] = 1;
    }
  }

  /** Where an entry of the first row stands. */
  private static int place(int entry) {
    return entry / Lanes.COUNT * RowKernel.COLUMN + entry % Lanes.COUNT;
  }

  /** Multiplies rows and targets by the roots of their weights. */
  private void weigh(float[] weights, int start, int count) {
    for (int n = 0; n < count; n++) {
      whole[n] = weights == null ? 1 : weights[start + n];
    }
    if (more != null) {
      kernel.products(more.row(), h, count, stride, products);
      more.weigh(t, products, whole, count);
    }
    for (int n = 0; n < count; n++) {
      roots[n] = (float) Math.sqrt(whole[n]);
      t[n] *= roots[n];
    }
    kernel.scale(roots, count, stride, h);
  }

  /**
   * The sums of a whole row in double throughout, for a system whose directions differ so much in
   * length that floats lose the short ones.
   */
  public void exactlyOf(RowBlock block, int row, float[][] other) {
    Arrays.fill(gram, 0);
    Arrays.fill(moment, 0);
    int from = block.start(row);
    for (int start = from; start < block.start(row + 1); start++) {
      if ((start - from) % SPAN == 0) {
        begin(block, row, start);
      }
      gather(block, start, 1, other);
      for (int j = 0; j < stride; j++) {
        double own = h[place(j)];
        moment[j] += t[0] * own;
        for (int k = j; k < stride; k++) {
          gram[j * stride + k] += own * h[place(k)];
        }
      }
    }
  }

  /** Adds the sums of a later range of the same row. */
  void plus(RowSums later) {
    for (int k = 0; k < gram.length; k++) {
      gram[k] += later.gram[k];
    }
    for (int k = 0; k < moment.length; k++) {
      moment[k] += later.moment[k];
    }
  }
}
