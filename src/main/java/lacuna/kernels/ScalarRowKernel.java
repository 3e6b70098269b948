// Row sums in plain Java: the fallback, and the twin that says what the vector kernel's bits must
// be.
package lacuna.kernels;

import java.util.Arrays;

/** {@link RowKernel} without the Vector API; four rows at a time for the compiler's sake. */
final class ScalarRowKernel implements RowKernel {
  static final ScalarRowKernel INSTANCE = new ScalarRowKernel();
  private static final int LANES = Lanes.COUNT;

  private ScalarRowKernel() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void gather(float[][] other, int[] places, int from, int count, int stride, float[] h) {
    for (int t = 0; t < count; t++) {
      float[] rows = other[places[from + t] >>> 16];
      int row = (places[from + t] & 0xFFFF) * stride;
      for (int k = 0; k < stride; k += LANES) {
        System.arraycopy(rows, row + k, h, k / LANES * COLUMN + t * LANES, LANES);
      }
    }
  }

  @Override
  public void products(float[] own, float[] h, int count, int stride, float[] out) {
    float[] row = new float[stride];
    for (int t = 0; t < count; t++) {
      for (int k = 0; k < stride; k += LANES) {
        System.arraycopy(h, k / LANES * COLUMN + t * LANES, row, k, LANES);
      }
      out[t] = Lanes.dot(own, 0, row, 0, stride);
    }
  }

  @Override
  public void scale(float[] factors, int count, int stride, float[] h) {
    for (int column = 0; column < stride / LANES * COLUMN; column += COLUMN) {
      for (int t = 0; t < count; t++) {
        float factor = factors[t];
        for (int at = column + t * LANES; at < column + (t + 1) * LANES; at++) {
          h[at] *= factor;
        }
      }
    }
  }

  @Override
  public void gram(float[] h, float[] r, int count, int stride, float[] gram, float[] moment) {
    Arrays.fill(gram, 0, stride * stride, 0);
    Arrays.fill(moment, 0, stride, 0);
    for (int column = 0; column < stride; column += LANES) {
      int from = column / LANES * COLUMN;
      for (int j = 0; j < column + LANES; j++) {
        int at = j / LANES * COLUMN + j % LANES;
        accumulate(h, from, h, at, LANES, count, gram, j * stride + column);
      }
      accumulate(h, from, r, 0, 1, count, moment, column);
    }
  }

  /** Adds eight entries of each row, times a factor from every few places of another array. */
  private static void accumulate(
      float[] h, int from, float[] factors, int first, int step, int count, float[] out, int to) {
    int t = 0;
    for (; t + 4 <= count; t += 4) {
      int at = from + t * LANES;
      float a = factors[first + t * step];
      float b = factors[first + (t + 1) * step];
      float c = factors[first + (t + 2) * step];
      float d = factors[first + (t + 3) * step];
      for (int k = 0; k < LANES; k++) {
        float sum = Math.fma(a, h[at + k], out[to + k]);
        sum = Math.fma(b, h[at + k + LANES], sum);
        sum = Math.fma(c, h[at + k + 2 * LANES], sum);
        out[to + k] = Math.fma(d, h[at + k + 3 * LANES], sum);
      }
    }
    for (; t < count; t++) {
      float factor = factors[first + t * step];
      for (int k = 0; k < LANES; k++) {
        out[to + k] = Math.fma(factor, h[from + t * LANES + k], out[to + k]);
      }
    }
  }

  @Override
  public void add(float[] gram, int stride, double[] sum) {
    for (int j = 0; j < stride; j++) {
      for (int at = j * stride + j; at < (j + 1) * stride; at++) {
        sum[at] += gram[at];
      }
    }
  }

  @Override
  public void times(float[] x, float[] matrix, int from, int rows, int stride, float[] y) {
    for (int at = from; at < from + rows * stride; at += stride) {
      for (int i = 0; i < stride; i++) {
        float by = x[at + i];
        for (int k = 0; k < stride; k++) {
          y[at + k] = Math.fma(by, matrix[i * stride + k], y[at + k]);
        }
      }
    }
  }

  @Override
  public void cross(float[] x, int xFrom, float[] y, int yFrom, int rows, int stride, float[] sum) {
    for (int at = 0; at < rows * stride; at += stride) {
      for (int i = 0; i < stride; i++) {
        float by = x[xFrom + at + i];
        for (int k = 0; k < stride; k++) {
          sum[i * stride + k] = Math.fma(by, y[yFrom + at + k], sum[i * stride + k]);
        }
      }
    }
  }

  @Override
  public void sum(
      float[][] other, int[] places, int from, int to, int stride, float[] out, int outFrom) {
    Arrays.fill(out, outFrom, outFrom + stride, 0);
    for (int t = from; t < to; t++) {
      float[] rows = other[places[t] >>> 16];
      int row = (places[t] & 0xFFFF) * stride;
      for (int k = 0; k < stride; k++) {
        out[outFrom + k] += rows[row + k];
      }
    }
  }
}
