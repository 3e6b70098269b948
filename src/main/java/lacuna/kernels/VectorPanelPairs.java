// Predictions of two rows against two panels at a time, for rows of 32 and 64 entries.
package lacuna.kernels;

import static lacuna.kernels.ProductKernel.PANEL;
import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * The inner part of {@link VectorProductKernel} for common strides: sixteen sums in registers, each
 * of one chain, of two rows and of two panels.
 *
 * <p>Decision: written out chunk by chunk, and calling no method that takes a vector. Because: a
 * chunk of a row and one of a panel are loaded once for two products each, so that at stride 64 a
 * row and panel take 19 ns where one panel at a time took 33; with an inner loop over the chunks it
 * was 38, since C2 unrolls it around its ends. Costs: repetitive text, hence not for stride 128,
 * where it came from 53 to 43.
 */
final class VectorPanelPairs {
  /** Floats that the lane sums of one row and panel take. */
  private static final int LANES_OF_ROW = Lanes.COUNT * PANEL;

  /** Floats of scratch that a call needs. */
  static final int SCRATCH = 4 * LANES_OF_ROW;

  private VectorPanelPairs() {}

  /** Whether there is a loop for a stride. */
  static boolean has(int stride) {
    return stride == 32 || stride == 64;
  }

  /**
   * Sums by logical lane of two rows against two panels that follow each other.
   *
   * @param a where the first row begins in {@code w}
   * @param b where the second one does
   * @param panel where the first panel begins in {@code h}
   * @param lanes gets row a and b against the first panel, then both against the second, eight
   *     vectors each
   */
  static void lanes(float[] w, int a, int b, float[] h, int panel, int stride, float[] lanes) {
    if (stride == 32) {
      lanes32(w, a, b, h, panel, lanes);
    } else {
      lanes64(w, a, b, h, panel, lanes);
    }
  }

  /** Lane sums of rows of 32 entries. */
  private static void lanes32(float[] w, int a, int b, float[] h, int panel, float[] lanes) {
    for (int l = 0; l < Lanes.COUNT; l++) {
      int x = a + l;
      int y = b + l;
      int near = panel + l * PANEL;
      int far = near + 32 * PANEL;
      FloatVector f0 = FLOATS.cast(FloatVector.fromArray(LANES, h, near));
      FloatVector g0 = FLOATS.cast(FloatVector.fromArray(LANES, h, far));
      FloatVector u0 = FloatVector.broadcast(LANES, w[x]);
      FloatVector v0 = FloatVector.broadcast(LANES, w[y]);
      FloatVector p0 = f0.mul(u0);
      FloatVector q0 = f0.mul(v0);
      FloatVector r0 = g0.mul(u0);
      FloatVector s0 = g0.mul(v0);
      FloatVector f1 = FLOATS.cast(FloatVector.fromArray(LANES, h, near + 64));
      FloatVector g1 = FLOATS.cast(FloatVector.fromArray(LANES, h, far + 64));
      FloatVector u1 = FloatVector.broadcast(LANES, w[x + 8]);
      FloatVector v1 = FloatVector.broadcast(LANES, w[y + 8]);
      FloatVector p1 = f1.mul(u1);
      FloatVector q1 = f1.mul(v1);
      FloatVector r1 = g1.mul(u1);
      FloatVector s1 = g1.mul(v1);
      FloatVector f2 = FLOATS.cast(FloatVector.fromArray(LANES, h, near + 128));
      FloatVector g2 = FLOATS.cast(FloatVector.fromArray(LANES, h, far + 128));
      FloatVector u2 = FloatVector.broadcast(LANES, w[x + 16]);
      FloatVector v2 = FloatVector.broadcast(LANES, w[y + 16]);
      FloatVector p2 = f2.mul(u2);
      FloatVector q2 = f2.mul(v2);
      FloatVector r2 = g2.mul(u2);
      FloatVector s2 = g2.mul(v2);
      FloatVector f3 = FLOATS.cast(FloatVector.fromArray(LANES, h, near + 192));
      FloatVector g3 = FLOATS.cast(FloatVector.fromArray(LANES, h, far + 192));
      FloatVector u3 = FloatVector.broadcast(LANES, w[x + 24]);
      FloatVector v3 = FloatVector.broadcast(LANES, w[y + 24]);
      FloatVector p3 = f3.mul(u3);
      FloatVector q3 = f3.mul(v3);
      FloatVector r3 = g3.mul(u3);
      FloatVector s3 = g3.mul(v3);
      FLOATS.cast(p0.add(p1).add(p2.add(p3))).intoArray(lanes, l * PANEL);
      FLOATS.cast(q0.add(q1).add(q2.add(q3))).intoArray(lanes, 1 * LANES_OF_ROW + l * PANEL);
      FLOATS.cast(r0.add(r1).add(r2.add(r3))).intoArray(lanes, 2 * LANES_OF_ROW + l * PANEL);
      FLOATS.cast(s0.add(s1).add(s2.add(s3))).intoArray(lanes, 3 * LANES_OF_ROW + l * PANEL);
    }
  }

  /** Lane sums of rows of 64 entries. */
  private static void lanes64(float[] w, int a, int b, float[] h, int panel, float[] lanes) {
    for (int l = 0; l < Lanes.COUNT; l++) {
      int x = a + l;
      int y = b + l;
      int near = panel + l * PANEL;
      int far = near + 64 * PANEL;
      FloatVector f0 = FLOATS.cast(FloatVector.fromArray(LANES, h, near));
      FloatVector g0 = FLOATS.cast(FloatVector.fromArray(LANES, h, far));
      FloatVector u0 = FloatVector.broadcast(LANES, w[x]);
      FloatVector v0 = FloatVector.broadcast(LANES, w[y]);
      FloatVector p0 = f0.mul(u0);
      FloatVector q0 = f0.mul(v0);
      FloatVector r0 = g0.mul(u0);
      FloatVector s0 = g0.mul(v0);
      FloatVector f1 = FLOATS.cast(FloatVector.fromArray(LANES, h, near + 64));
      FloatVector g1 = FLOATS.cast(FloatVector.fromArray(LANES, h, far + 64));
      FloatVector u1 = FloatVector.broadcast(LANES, w[x + 8]);
      FloatVector v1 = FloatVector.broadcast(LANES, w[y + 8]);
      FloatVector p1 = f1.mul(u1);
      FloatVector q1 = f1.mul(v1);
      FloatVector r1 = g1.mul(u1);
      FloatVector s1 = g1.mul(v1);
      FloatVector f2 = FLOATS.cast(FloatVector.fromArray(LANES, h, near + 128));
      FloatVector g2 = FLOATS.cast(FloatVector.fromArray(LANES, h, far + 128));
      FloatVector u2 = FloatVector.broadcast(LANES, w[x + 16]);
      FloatVector v2 = FloatVector.broadcast(LANES, w[y + 16]);
      FloatVector p2 = f2.mul(u2);
      FloatVector q2 = f2.mul(v2);
      FloatVector r2 = g2.mul(u2);
      FloatVector s2 = g2.mul(v2);
      FloatVector f3 = FLOATS.cast(FloatVector.fromArray(LANES, h, near + 192));
      FloatVector g3 = FLOATS.cast(FloatVector.fromArray(LANES, h, far + 192));
      FloatVector u3 = FloatVector.broadcast(LANES, w[x + 24]);
      FloatVector v3 = FloatVector.broadcast(LANES, w[y + 24]);
      FloatVector p3 = f3.mul(u3);
      FloatVector q3 = f3.mul(v3);
      FloatVector r3 = g3.mul(u3);
      FloatVector s3 = g3.mul(v3);
      FloatVector f4 = FLOATS.cast(FloatVector.fromArray(LANES, h, near + 256));
      FloatVector g4 = FLOATS.cast(FloatVector.fromArray(LANES, h, far + 256));
      FloatVector u4 = FloatVector.broadcast(LANES, w[x + 32]);
      FloatVector v4 = FloatVector.broadcast(LANES, w[y + 32]);
      p0 = f4.fma(u4, p0);
      q0 = f4.fma(v4, q0);
      r0 = g4.fma(u4, r0);
      s0 = g4.fma(v4, s0);
      FloatVector f5 = FLOATS.cast(FloatVector.fromArray(LANES, h, near + 320));
      FloatVector g5 = FLOATS.cast(FloatVector.fromArray(LANES, h, far + 320));
      FloatVector u5 = FloatVector.broadcast(LANES, w[x + 40]);
      FloatVector v5 = FloatVector.broadcast(LANES, w[y + 40]);
      p1 = f5.fma(u5, p1);
      q1 = f5.fma(v5, q1);
      r1 = g5.fma(u5, r1);
      s1 = g5.fma(v5, s1);
      FloatVector f6 = FLOATS.cast(FloatVector.fromArray(LANES, h, near + 384));
      FloatVector g6 = FLOATS.cast(FloatVector.fromArray(LANES, h, far + 384));
      FloatVector u6 = FloatVector.broadcast(LANES, w[x + 48]);
      FloatVector v6 = FloatVector.broadcast(LANES, w[y + 48]);
      p2 = f6.fma(u6, p2);
      q2 = f6.fma(v6, q2);
      r2 = g6.fma(u6, r2);
      s2 = g6.fma(v6, s2);
      FloatVector f7 = FLOATS.cast(FloatVector.fromArray(LANES, h, near + 448));
      FloatVector g7 = FLOATS.cast(FloatVector.fromArray(LANES, h, far + 448));
      FloatVector u7 = FloatVector.broadcast(LANES, w[x + 56]);
      FloatVector v7 = FloatVector.broadcast(LANES, w[y + 56]);
      p3 = f7.fma(u7, p3);
      q3 = f7.fma(v7, q3);
      r3 = g7.fma(u7, r3);
      s3 = g7.fma(v7, s3);
      FLOATS.cast(p0.add(p1).add(p2.add(p3))).intoArray(lanes, l * PANEL);
      FLOATS.cast(q0.add(q1).add(q2.add(q3))).intoArray(lanes, 1 * LANES_OF_ROW + l * PANEL);
      FLOATS.cast(r0.add(r1).add(r2.add(r3))).intoArray(lanes, 2 * LANES_OF_ROW + l * PANEL);
      FLOATS.cast(s0.add(s1).add(s2.add(s3))).intoArray(lanes, 3 * LANES_OF_ROW + l * PANEL);
    }
  }
}
