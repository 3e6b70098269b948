// Inner products in eight vector lanes, for every loop of the vector kernel.
package lacuna.kernels;

import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * Inner products of two factor rows in the order that {@link Lanes} fixes, one unrolled method for
 * each common stride. Rows begin at {@code w[a]} and {@code h[b]}; {@code x} is scratch of at least
 * eight floats, or of eight from {@code to} on.
 *
 * <p>Decision: lanes go through memory to be joined, and methods take and give scalars alone.
 * Because: {@code reduceLanes} leaves its order open and {@code rearrange} checks its indices at
 * each call on JDK 17; and a vector that crosses a method which C2 does not inline becomes an
 * object. Costs: none measured against a tree of shuffles from rank 32 on, 15 % at rank 16.
 */
final class VectorDots {
  private VectorDots() {}

  /** The inner product; leaves its lanes in {@code x[0, 8)}. */
  static float dot(float[] w, int a, float[] h, int b, int stride, float[] x) {
    lanes(w, a, h, b, stride, x, 0);
    return Lanes.join(x, 0);
  }

  /** The eight lanes of an inner product before they join, to {@code x[to, +8)}. */
  static void lanes(float[] w, int a, float[] h, int b, int stride, float[] x, int to) {
    switch (stride) {
      case 8:
        lanes8(w, a, h, b, x, to);
        return;
      case 16:
        lanes16(w, a, h, b, x, to);
        return;
      case 24:
        lanes24(w, a, h, b, x, to);
        return;
      case 32:
        lanes32(w, a, h, b, x, to);
        return;
      case 64:
        lanes64(w, a, h, b, x, to);
        return;
      case 128:
        lanes128(w, a, h, b, x, to);
        return;
      default:
        lanesLong(w, a, h, b, stride, x, to);
    }
  }

  /** Lanes of rows of 8 entries. */
  private static void lanes8(float[] w, int a, float[] h, int b, float[] x, int to) {
    FloatVector s0 =
        FLOATS.cast(FloatVector.fromArray(LANES, w, a)).mul(FloatVector.fromArray(LANES, h, b));
    FLOATS.cast(s0).intoArray(x, to);
  }

  /** Lanes of rows of 16 entries. */
  private static void lanes16(float[] w, int a, float[] h, int b, float[] x, int to) {
    FloatVector s0 =
        FLOATS.cast(FloatVector.fromArray(LANES, w, a)).mul(FloatVector.fromArray(LANES, h, b));
    FloatVector s1 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 8))
            .mul(FloatVector.fromArray(LANES, h, b + 8));
    FLOATS.cast(s0.add(s1)).intoArray(x, to);
  }

  /** Lanes of rows of 24 entries. */
  private static void lanes24(float[] w, int a, float[] h, int b, float[] x, int to) {
    FloatVector s0 =
        FLOATS.cast(FloatVector.fromArray(LANES, w, a)).mul(FloatVector.fromArray(LANES, h, b));
    FloatVector s1 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 8))
            .mul(FloatVector.fromArray(LANES, h, b + 8));
    FloatVector s2 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 16))
            .mul(FloatVector.fromArray(LANES, h, b + 16));
    FLOATS.cast(s0.add(s1).add(s2)).intoArray(x, to);
  }

  /** Lanes of rows of 32 entries. */
  private static void lanes32(float[] w, int a, float[] h, int b, float[] x, int to) {
    FloatVector s0 =
        FLOATS.cast(FloatVector.fromArray(LANES, w, a)).mul(FloatVector.fromArray(LANES, h, b));
    FloatVector s1 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 8))
            .mul(FloatVector.fromArray(LANES, h, b + 8));
    FloatVector s2 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 16))
            .mul(FloatVector.fromArray(LANES, h, b + 16));
    FloatVector s3 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 24))
            .mul(FloatVector.fromArray(LANES, h, b + 24));
    FLOATS.cast(s0.add(s1).add(s2.add(s3))).intoArray(x, to);
  }

  /** Lanes of rows of 64 entries. */
  private static void lanes64(float[] w, int a, float[] h, int b, float[] x, int to) {
    FloatVector s0 =
        FLOATS.cast(FloatVector.fromArray(LANES, w, a)).mul(FloatVector.fromArray(LANES, h, b));
    FloatVector s1 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 8))
            .mul(FloatVector.fromArray(LANES, h, b + 8));
    FloatVector s2 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 16))
            .mul(FloatVector.fromArray(LANES, h, b + 16));
    FloatVector s3 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 24))
            .mul(FloatVector.fromArray(LANES, h, b + 24));
    s0 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 32))
            .fma(FloatVector.fromArray(LANES, h, b + 32), s0);
    s1 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 40))
            .fma(FloatVector.fromArray(LANES, h, b + 40), s1);
    s2 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 48))
            .fma(FloatVector.fromArray(LANES, h, b + 48), s2);
    s3 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 56))
            .fma(FloatVector.fromArray(LANES, h, b + 56), s3);
    FLOATS.cast(s0.add(s1).add(s2.add(s3))).intoArray(x, to);
  }

  /** Lanes of rows of 128 entries. */
  private static void lanes128(float[] w, int a, float[] h, int b, float[] x, int to) {
    FloatVector s0 =
        FLOATS.cast(FloatVector.fromArray(LANES, w, a)).mul(FloatVector.fromArray(LANES, h, b));
    FloatVector s1 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 8))
            .mul(FloatVector.fromArray(LANES, h, b + 8));
    FloatVector s2 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 16))
            .mul(FloatVector.fromArray(LANES, h, b + 16));
    FloatVector s3 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 24))
            .mul(FloatVector.fromArray(LANES, h, b + 24));
    s0 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 32))
            .fma(FloatVector.fromArray(LANES, h, b + 32), s0);
    s1 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 40))
            .fma(FloatVector.fromArray(LANES, h, b + 40), s1);
    s2 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 48))
            .fma(FloatVector.fromArray(LANES, h, b + 48), s2);
    s3 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 56))
            .fma(FloatVector.fromArray(LANES, h, b + 56), s3);
    s0 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 64))
            .fma(FloatVector.fromArray(LANES, h, b + 64), s0);
    s1 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 72))
            .fma(FloatVector.fromArray(LANES, h, b + 72), s1);
    s2 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 80))
            .fma(FloatVector.fromArray(LANES, h, b + 80), s2);
    s3 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 88))
            .fma(FloatVector.fromArray(LANES, h, b + 88), s3);
    s0 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 96))
            .fma(FloatVector.fromArray(LANES, h, b + 96), s0);
    s1 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 104))
            .fma(FloatVector.fromArray(LANES, h, b + 104), s1);
    s2 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 112))
            .fma(FloatVector.fromArray(LANES, h, b + 112), s2);
    s3 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 120))
            .fma(FloatVector.fromArray(LANES, h, b + 120), s3);
    FLOATS.cast(s0.add(s1).add(s2.add(s3))).intoArray(x, to);
  }

  /** Lanes of rows of 32 entries or more. */
  private static void lanesLong(float[] w, int a, float[] h, int b, int stride, float[] x, int to) {
    FloatVector s0 =
        FLOATS.cast(FloatVector.fromArray(LANES, w, a)).mul(FloatVector.fromArray(LANES, h, b));
    FloatVector s1 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 8))
            .mul(FloatVector.fromArray(LANES, h, b + 8));
    FloatVector s2 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 16))
            .mul(FloatVector.fromArray(LANES, h, b + 16));
    FloatVector s3 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, w, a + 24))
            .mul(FloatVector.fromArray(LANES, h, b + 24));
    int k = 32;
    for (; k + 32 <= stride; k += 32) {
      int y = a + k;
      int z = b + k;
      s0 =
          FLOATS
              .cast(FloatVector.fromArray(LANES, w, y))
              .fma(FloatVector.fromArray(LANES, h, z), s0);
      s1 =
          FLOATS
              .cast(FloatVector.fromArray(LANES, w, y + 8))
              .fma(FloatVector.fromArray(LANES, h, z + 8), s1);
      s2 =
          FLOATS
              .cast(FloatVector.fromArray(LANES, w, y + 16))
              .fma(FloatVector.fromArray(LANES, h, z + 16), s2);
      s3 =
          FLOATS
              .cast(FloatVector.fromArray(LANES, w, y + 24))
              .fma(FloatVector.fromArray(LANES, h, z + 24), s3);
    }
    int y = a + k;
    int z = b + k;
    if (k < stride) {
      s0 =
          FLOATS
              .cast(FloatVector.fromArray(LANES, w, y))
              .fma(FloatVector.fromArray(LANES, h, z), s0);
    }
    if (k + 8 < stride) {
      s1 =
          FLOATS
              .cast(FloatVector.fromArray(LANES, w, y + 8))
              .fma(FloatVector.fromArray(LANES, h, z + 8), s1);
    }
    if (k + 16 < stride) {
      s2 =
          FLOATS
              .cast(FloatVector.fromArray(LANES, w, y + 16))
              .fma(FloatVector.fromArray(LANES, h, z + 16), s2);
    }
    FLOATS.cast(FLOATS.cast(s0).add(s1).add(FLOATS.cast(s2).add(s3))).intoArray(x, to);
  }
}
