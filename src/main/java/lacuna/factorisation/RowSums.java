// The sums behind one row's system of equations.
package lacuna.factorisation;

import java.util.Arrays;
import lacuna.blocks.RowBlock;
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
  public static final int CHUNK = 128;

  /** Most ratings that one thread adds up of a row. */
  static final int SPAN = 8192;

  private final Target target;
  private final RowKernel kernel;
  private final RowWeights more;
  private final int stride;
  private final float[] h;
  private final float[] t;
  private final double[] whole;
  private final float[] gramOfChunk;
  private final float[] momentOfChunk;

  /** Lower triangle of Σ w h hᵀ, {@code stride x stride}. */
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
    this.h = new float[CHUNK * stride];
    this.t = new float[CHUNK];
    this.whole = new double[CHUNK];
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
      addChunk();
    }
  }

  private void begin(RowBlock block, int row, int from) {
    if (more != null) {
      more.begin(block, row, (from - block.start(row)) / SPAN);
    }
  }

  private void gather(RowBlock block, int start, int count, float[][] other) {
    int[] places = block.others();
    float[] weights = block.weights();
    for (int n = 0; n < count; n++) {
      int place = places[start + n];
      int at = n * stride;
      System.arraycopy(other[place >>> 16], (place & 0xFFFF) * stride, h, at, stride);
      float aim = target.of(block.ratings()[start + n]);
      if (target.biasAt >= 0) {
        aim -= h[at + target.biasAt];
        h[at + target.biasAt] = 1;
      }
      t[n] = aim;
      whole[n] = weights == null ? 1 : weights[start + n];
    }
    if (more != null) {
      more.weigh(t, whole, count, h, 0);
    }
    if (weights != null || more != null) {
      scale(count);
    }
  }

  /** Multiplies rows and targets by the roots of their weights. */
  private void scale(int count) {
    for (int n = 0; n < count; n++) {
      float root = (float) Math.sqrt(whole[n]);
      t[n] *= root;
      for (int k = n * stride; k < (n + 1) * stride; k++) {
        h[k] *= root;
      }
    }
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
        moment[j] += (double) t[0] * h[j];
        for (int k = 0; k <= j; k++) {
          gram[j * stride + k] += (double) h[j] * h[k];
        }
      }
    }
  }

  private void addChunk() {
    for (int j = 0; j < stride; j++) {
      int row = j * stride;
      for (int k = row; k <= row + j; k++) {
        gram[k] += gramOfChunk[k];
      }
      moment[j] += momentOfChunk[j];
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
