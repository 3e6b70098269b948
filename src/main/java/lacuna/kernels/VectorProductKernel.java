// Blocks of predictions by the Vector API: twin of ScalarProductKernel with the same bits.
package lacuna.kernels;

import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link ProductKernel} on vectors of eight floats: one for each row of a panel, so that nothing is
 * added across a vector. A panel's vectors are loaded once for two rows of the asking side. The
 * sums of the eight logical lanes of {@link Lanes} wait in a small array until they are joined.
 */
final class VectorProductKernel implements ProductKernel {
  /** Floats from one chunk of a panel to the next: eight entries of eight rows. */
  private static final int CHUNK = Lanes.COUNT * PANEL;

  private static final int FOUR = Lanes.CHAINS * CHUNK;

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public float dot(float[] a, int aFrom, float[] b, int bFrom, int stride) {
    return VectorDots.dot(a, aFrom, b, bFrom, stride, new float[Lanes.COUNT]);
  }

  @Override
  public void scores(
      float[] w,
      int wFrom,
      int rows,
      float[] base,
      float[] packed,
      int panelFrom,
      int panels,
      float[] bias,
      int stride,
      float[] out,
      int outStride) {
    float[] lanes = new float[VectorPanelPairs.SCRATCH];
    int p = 0;
    if (VectorPanelPairs.has(stride)) {
      for (; p + 2 <= panels; p += 2) {
        int panel = (panelFrom + p) * stride * PANEL;
        int own = (panelFrom + p) * PANEL;
        for (int r = 0; r < rows; r += 2) {
          int first = wFrom + r * stride;
          // The last row of an odd number goes twice.
          int second = r + 1 < rows ? first + stride : first;
          VectorPanelPairs.lanes(w, first, second, packed, panel, stride, lanes);
          int at = r * outStride + p * PANEL;
          join(lanes, 0, base[r], bias, own, out, at);
          join(lanes, 2 * CHUNK, base[r], bias, own + PANEL, out, at + PANEL);
          if (second != first) {
            at += outStride;
            join(lanes, CHUNK, base[r + 1], bias, own, out, at);
            join(lanes, 3 * CHUNK, base[r + 1], bias, own + PANEL, out, at + PANEL);
          }
        }
      }
    }
    for (; p < panels; p++) {
      int panel = (panelFrom + p) * stride * PANEL;
      int own = (panelFrom + p) * PANEL;
      for (int r = 0; r < rows; r += 2) {
        int first = wFrom + r * stride;
        int second = r + 1 < rows ? first + stride : first;
        if (stride >= Lanes.CHAINS * Lanes.COUNT) {
          longLanes(w, first, second, packed, panel, stride, lanes);
        } else {
          shortLanes(w, first, second, packed, panel, stride, lanes);
        }
        int at = r * outStride + p * PANEL;
        join(lanes, 0, base[r], bias, own, out, at);
        if (second != first) {
          join(lanes, CHUNK, base[r + 1], bias, own, out, at + outStride);
        }
      }
    }
  }

  @Override
  public int firstAbove(float[] scores, int from, int to, float threshold) {
    int j = from;
    while (j + Lanes.COUNT <= to
        && !FLOATS
            .cast(FloatVector.fromArray(LANES, scores, j))
            .compare(VectorOperators.GT, threshold)
            .anyTrue()) {
      j += Lanes.COUNT;
    }
    while (j < to && !(scores[j] > threshold)) {
      j++;
    }
    return j;
  }

  /** Lane sums of two rows with four chains: strides of 32 and more. */
  private static void longLanes(
      float[] w, int a, int b, float[] h, int panel, int stride, float[] lanes) {
    int chunks = stride / Lanes.COUNT;
    for (int l = 0; l < Lanes.COUNT; l++) {
      int x = a + l;
      int y = b + l;
      int z = panel + l * PANEL;
      FloatVector h0 = FLOATS.cast(FloatVector.fromArray(LANES, h, z));
      FloatVector h1 = FLOATS.cast(FloatVector.fromArray(LANES, h, z + CHUNK));
      FloatVector h2 = FLOATS.cast(FloatVector.fromArray(LANES, h, z + 2 * CHUNK));
      FloatVector h3 = FLOATS.cast(FloatVector.fromArray(LANES, h, z + 3 * CHUNK));
      FloatVector s0 = h0.mul(w[x]);
      FloatVector s1 = h1.mul(w[x + 8]);
      FloatVector s2 = h2.mul(w[x + 16]);
      FloatVector s3 = h3.mul(w[x + 24]);
      FloatVector t0 = h0.mul(w[y]);
      FloatVector t1 = h1.mul(w[y + 8]);
      FloatVector t2 = h2.mul(w[y + 16]);
      FloatVector t3 = h3.mul(w[y + 24]);
      int c = Lanes.CHAINS;
      for (; c + Lanes.CHAINS <= chunks; c += Lanes.CHAINS) {
        x += 32;
        y += 32;
        z += FOUR;
        h0 = FLOATS.cast(FloatVector.fromArray(LANES, h, z));
        h1 = FLOATS.cast(FloatVector.fromArray(LANES, h, z + CHUNK));
        h2 = FLOATS.cast(FloatVector.fromArray(LANES, h, z + 2 * CHUNK));
        h3 = FLOATS.cast(FloatVector.fromArray(LANES, h, z + 3 * CHUNK));
        s0 = h0.fma(all(w[x]), s0);
        s1 = h1.fma(all(w[x + 8]), s1);
        s2 = h2.fma(all(w[x + 16]), s2);
        s3 = h3.fma(all(w[x + 24]), s3);
        t0 = h0.fma(all(w[y]), t0);
        t1 = h1.fma(all(w[y + 8]), t1);
        t2 = h2.fma(all(w[y + 16]), t2);
        t3 = h3.fma(all(w[y + 24]), t3);
      }
      x += 32;
      y += 32;
      z += FOUR;
      if (c < chunks) {
        h0 = FLOATS.cast(FloatVector.fromArray(LANES, h, z));
        s0 = h0.fma(all(w[x]), s0);
        t0 = h0.fma(all(w[y]), t0);
      }
      if (c + 1 < chunks) {
        h1 = FLOATS.cast(FloatVector.fromArray(LANES, h, z + CHUNK));
        s1 = h1.fma(all(w[x + 8]), s1);
        t1 = h1.fma(all(w[y + 8]), t1);
      }
      if (c + 2 < chunks) {
        h2 = FLOATS.cast(FloatVector.fromArray(LANES, h, z + 2 * CHUNK));
        s2 = h2.fma(all(w[x + 16]), s2);
        t2 = h2.fma(all(w[y + 16]), t2);
      }
      FLOATS.cast(FLOATS.cast(s0).add(s1).add(FLOATS.cast(s2).add(s3))).intoArray(lanes, l * PANEL);
      FLOATS
          .cast(FLOATS.cast(t0).add(t1).add(FLOATS.cast(t2).add(t3)))
          .intoArray(lanes, CHUNK + l * PANEL);
    }
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(LANES, value);
  }

  /** Lane sums of two rows of one to three chunks, a chain each. */
  private static void shortLanes(
      float[] w, int a, int b, float[] h, int panel, int stride, float[] lanes) {
    for (int l = 0; l < Lanes.COUNT; l++) {
      int z = panel + l * PANEL;
      FloatVector chunk = FLOATS.cast(FloatVector.fromArray(LANES, h, z));
      FloatVector s = chunk.mul(w[a + l]);
      FloatVector t = chunk.mul(w[b + l]);
      for (int k = Lanes.COUNT; k < stride; k += Lanes.COUNT) {
        chunk = FLOATS.cast(FloatVector.fromArray(LANES, h, z + k * PANEL));
        s = chunk.mul(w[a + l + k]).add(s);
        t = chunk.mul(w[b + l + k]).add(t);
      }
      FLOATS.cast(s).intoArray(lanes, l * PANEL);
      FLOATS.cast(t).intoArray(lanes, CHUNK + l * PANEL);
    }
  }

  /** Joins eight lanes as {@link Lanes} says and adds the biases. */
  private static void join(
      float[] lanes, int from, float base, float[] bias, int own, float[] out, int at) {
    FloatVector l04 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, lanes, from))
            .add(FloatVector.fromArray(LANES, lanes, from + 4 * PANEL));
    FloatVector l26 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, lanes, from + 2 * PANEL))
            .add(FloatVector.fromArray(LANES, lanes, from + 6 * PANEL));
    FloatVector l15 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, lanes, from + 1 * PANEL))
            .add(FloatVector.fromArray(LANES, lanes, from + 5 * PANEL));
    FloatVector l37 =
        FLOATS
            .cast(FloatVector.fromArray(LANES, lanes, from + 3 * PANEL))
            .add(FloatVector.fromArray(LANES, lanes, from + 7 * PANEL));
    FloatVector dot = l04.add(l26).add(l15.add(l37));
    FloatVector biases =
        bias == null ? FloatVector.zero(LANES) : FloatVector.fromArray(LANES, bias, own);
    FLOATS.cast(FLOATS.cast(biases).add(base).add(dot)).intoArray(out, at);
  }
}
