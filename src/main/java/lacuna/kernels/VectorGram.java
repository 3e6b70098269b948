// Sums of outer products by the Vector API: the inner part of VectorRowKernel.
package lacuna.kernels;

import static lacuna.kernels.RowKernel.COLUMN;
import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;
import static lacuna.kernels.VectorOfEight.ZEROS;

import jdk.incubator.vector.FloatVector;

/**
 * The upper triangle of {@code Σ_t h_t h_tᵀ} in tiles of four by sixteen and eight by eight
 * entries: eight sums that wait for nothing but their own last value, which is what a core needs to
 * start two multiply-adds a cycle.
 *
 * <p>Tried: eight by sixteen, which loads less, and took as long (14 ns a rating at rank 32 for
 * 13); one entry's sum is the same chain in all of them.
 */
final class VectorGram {
  private static final int COUNT = Lanes.COUNT;

  private VectorGram() {}

  /** Writes the triangle; see {@link RowKernel#gram}. */
  static void upper(float[] h, int count, int stride, float[] gram) {
    int columns = stride / COUNT;
    for (int j = 0; j < columns; j++) {
      int k = j;
      if ((columns - j) % 2 == 1) {
        square(h, count, j, k, stride, gram);
        k++;
      }
      for (; k < columns; k += 2) {
        long4(h, count, j, 0, k, stride, gram);
        long4(h, count, j, 4, k, stride, gram);
      }
    }
  }

  /** Four entries of column j, the first of them given, by two columns. */
  private static void long4(
      float[] h, int count, int j, int first, int k, int stride, float[] gram) {
    int own = j * COLUMN + first;
    int left = k * COLUMN;
    int right = left + COLUMN;
    FloatVector a0 = FloatVector.zero(LANES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    for (int t = 0; t < count; t++) {
      FloatVector x = FLOATS.cast(FloatVector.fromArray(LANES, h, left + t * COUNT));
      FloatVector y = FLOATS.cast(FloatVector.fromArray(LANES, h, right + t * COUNT));
      FloatVector by = ZEROS.broadcast(h[own + t * COUNT]);
      a0 = x.fma(by, FLOATS.cast(a0));
      b0 = y.fma(by, FLOATS.cast(b0));
      by = ZEROS.broadcast(h[own + t * COUNT + 1]);
      a1 = x.fma(by, FLOATS.cast(a1));
      b1 = y.fma(by, FLOATS.cast(b1));
      by = ZEROS.broadcast(h[own + t * COUNT + 2]);
      a2 = x.fma(by, FLOATS.cast(a2));
      b2 = y.fma(by, FLOATS.cast(b2));
      by = ZEROS.broadcast(h[own + t * COUNT + 3]);
      a3 = x.fma(by, FLOATS.cast(a3));
      b3 = y.fma(by, FLOATS.cast(b3));
    }
    int at = (j * COUNT + first) * stride + k * COUNT;
    FLOATS.cast(a0).intoArray(gram, at);
    FLOATS.cast(b0).intoArray(gram, at + COUNT);
    FLOATS.cast(a1).intoArray(gram, at + stride);
    FLOATS.cast(b1).intoArray(gram, at + stride + COUNT);
    FLOATS.cast(a2).intoArray(gram, at + 2 * stride);
    FLOATS.cast(b2).intoArray(gram, at + 2 * stride + COUNT);
    FLOATS.cast(a3).intoArray(gram, at + 3 * stride);
    FLOATS.cast(b3).intoArray(gram, at + 3 * stride + COUNT);
  }

  /** Column j by column k. */
  private static void square(float[] h, int count, int j, int k, int stride, float[] gram) {
    int own = j * COLUMN;
    int other = k * COLUMN;
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    for (int t = 0; t < count; t++) {
      FloatVector x = FLOATS.cast(FloatVector.fromArray(LANES, h, other + t * COUNT));
      int at = own + t * COUNT;
      s0 = x.fma(ZEROS.broadcast(h[at]), FLOATS.cast(s0));
      s1 = x.fma(ZEROS.broadcast(h[at + 1]), FLOATS.cast(s1));
      s2 = x.fma(ZEROS.broadcast(h[at + 2]), FLOATS.cast(s2));
      s3 = x.fma(ZEROS.broadcast(h[at + 3]), FLOATS.cast(s3));
      s4 = x.fma(ZEROS.broadcast(h[at + 4]), FLOATS.cast(s4));
      s5 = x.fma(ZEROS.broadcast(h[at + 5]), FLOATS.cast(s5));
      s6 = x.fma(ZEROS.broadcast(h[at + 6]), FLOATS.cast(s6));
      s7 = x.fma(ZEROS.broadcast(h[at + 7]), FLOATS.cast(s7));
    }
    int at = j * COUNT * stride + k * COUNT;
    FLOATS.cast(s0).intoArray(gram, at);
    FLOATS.cast(s1).intoArray(gram, at + stride);
    FLOATS.cast(s2).intoArray(gram, at + 2 * stride);
    FLOATS.cast(s3).intoArray(gram, at + 3 * stride);
    FLOATS.cast(s4).intoArray(gram, at + 4 * stride);
    FLOATS.cast(s5).intoArray(gram, at + 5 * stride);
    FLOATS.cast(s6).intoArray(gram, at + 6 * stride);
    FLOATS.cast(s7).intoArray(gram, at + 7 * stride);
  }
}
