// The order of every float sum over a factor row, shared by the scalar and the vector kernel.
package lacuna.kernels;

/**
 * Eight logical lanes. A row of {@code stride} entries is {@code stride / 8} chunks of eight lanes,
 * and an inner product is added in this order, whatever the machine:
 *
 * <ol>
 *   <li>In each lane, chunk {@code c} goes to chain {@code c mod 4}; a chain begins with a rounded
 *       product and goes on with fused multiply-adds.
 *   <li>In each lane the chains join as {@code (0 + 1) + (2 + 3)}; a chain without a chunk is left
 *       out.
 *   <li>Lanes join as {@code ((0+4) + (2+6)) + ((1+5) + (3+7))}.
 * </ol>
 */
public final class Lanes {
  /** Number of logical lanes. */
  public static final int COUNT = 8;

  /** Number of chains of chunks in each lane. */
  static final int CHAINS = 4;

  private Lanes() {}

  /** Returns the rank rounded up to whole lanes. */
  public static int stride(int rank) {
    if (rank <= 0) {
      throw new IllegalArgumentException("rank is " + rank + "; it must be at least 1");
    }
    return Math.addExact(rank, COUNT - 1) / COUNT * COUNT;
  }

  /** Joins eight lanes, {@code x[from, +8)}, into their sum. */
  static float join(float[] x, int from) {
    float l04 = x[from] + x[from + 4];
    float l26 = x[from + 2] + x[from + 6];
    float l15 = x[from + 1] + x[from + 5];
    float l37 = x[from + 3] + x[from + 7];
    return (l04 + l26) + (l15 + l37);
  }

  /** The eight lanes of {@link #dot} before they join, into {@code out}. */
  static void lanes(float[] a, int aFrom, float[] b, int bFrom, int stride, float[] out) {
    for (int l = 0; l < COUNT; l++) {
      out[l] = lane(a, aFrom + l, b, bFrom + l, stride);
    }
  }

  /**
   * Inner product of {@code a[aFrom, +stride)} and {@code b[bFrom, +stride)} in the fixed order.
   */
  static float dot(float[] a, int aFrom, float[] b, int bFrom, int stride) {
    float l04 = lane(a, aFrom, b, bFrom, stride) + lane(a, aFrom + 4, b, bFrom + 4, stride);
    float l26 = lane(a, aFrom + 2, b, bFrom + 2, stride) + lane(a, aFrom + 6, b, bFrom + 6, stride);
    float l15 = lane(a, aFrom + 1, b, bFrom + 1, stride) + lane(a, aFrom + 5, b, bFrom + 5, stride);
    float l37 = lane(a, aFrom + 3, b, bFrom + 3, stride) + lane(a, aFrom + 7, b, bFrom + 7, stride);
    return (l04 + l26) + (l15 + l37);
  }

  /** The sum of one lane: entries {@code 0, 8, 16, …} from the offsets, in four chains. */
  private static float lane(float[] a, int aFrom, float[] b, int bFrom, int stride) {
    float c0 = a[aFrom] * b[bFrom];
    if (stride == COUNT) {
      return c0;
    }
    float c1 = a[aFrom + 8] * b[bFrom + 8];
    if (stride == 2 * COUNT) {
      return c0 + c1;
    }
    float c2 = a[aFrom + 16] * b[bFrom + 16];
    if (stride == 3 * COUNT) {
      return (c0 + c1) + c2;
    }
    float c3 = a[aFrom + 24] * b[bFrom + 24];
    int k = CHAINS * COUNT;
    for (; k + CHAINS * COUNT <= stride; k += CHAINS * COUNT) {
      c0 = Math.fma(a[aFrom + k], b[bFrom + k], c0);
      c1 = Math.fma(a[aFrom + k + 8], b[bFrom + k + 8], c1);
      c2 = Math.fma(a[aFrom + k + 16], b[bFrom + k + 16], c2);
      c3 = Math.fma(a[aFrom + k + 24], b[bFrom + k + 24], c3);
    }
    if (k < stride) {
      c0 = Math.fma(a[aFrom + k], b[bFrom + k], c0);
    }
    if (k + 8 < stride) {
      c1 = Math.fma(a[aFrom + k + 8], b[bFrom + k + 8], c1);
    }
    if (k + 16 < stride) {
      c2 = Math.fma(a[aFrom + k + 16], b[bFrom + k + 16], c2);
    }
    return (c0 + c1) + (c2 + c3);
  }
}
