// Row sums in plain Java: the fallback, and the twin that says what the vector kernel's bits must
// be.
package lacuna.kernels;

import java.util.Arrays;

/** {@link RowKernel} without the Vector API; four rows at a time for the compiler's sake. */
final class ScalarRowKernel implements RowKernel {
  static final ScalarRowKernel INSTANCE = new ScalarRowKernel();

  private ScalarRowKernel() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void gram(float[] h, float[] r, int count, int stride, float[] gram, float[] moment) {
    Arrays.fill(gram, 0, stride * stride, 0);
    Arrays.fill(moment, 0, stride, 0);
    int t = 0;
    for (; t + 4 <= count; t += 4) {
      int a = t * stride;
      int b = a + stride;
      int c = b + stride;
      int d = c + stride;
      for (int j = 0; j < stride; j++) {
        four(h, a, b, c, d, h[a + j], h[b + j], h[c + j], h[d + j], gram, j * stride, j + 1);
      }
      four(h, a, b, c, d, r[t], r[t + 1], r[t + 2], r[t + 3], moment, 0, stride);
    }
    for (; t < count; t++) {
      int a = t * stride;
      for (int j = 0; j < stride; j++) {
        one(h, a, h[a + j], gram, j * stride, j + 1);
      }
      one(h, a, r[t], moment, 0, stride);
    }
  }

  private static void four(
      float[] h,
      int a,
      int b,
      int c,
      int d,
      float fa,
      float fb,
      float fc,
      float fd,
      float[] out,
      int from,
      int length) {
    for (int k = 0; k < length; k++) {
      float sum = Math.fma(fa, h[a + k], out[from + k]);
      sum = Math.fma(fb, h[b + k], sum);
      sum = Math.fma(fc, h[c + k], sum);
      out[from + k] = Math.fma(fd, h[d + k], sum);
    }
  }

  private static void one(float[] h, int a, float factor, float[] out, int from, int length) {
    for (int k = 0; k < length; k++) {
      out[from + k] = Math.fma(factor, h[a + k], out[from + k]);
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
