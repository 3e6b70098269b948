// Row sums by the Vector API: twin of ScalarRowKernel with the same bits.
package lacuna.kernels;

import static lacuna.kernels.Eight.FLOATS;
import static lacuna.kernels.Eight.LANES;
import static lacuna.kernels.Eight.ZEROS;

import jdk.incubator.vector.FloatVector;

/**
 * {@link RowKernel} on vectors of eight floats. Sums of four by eight entries stay in registers
 * while the rows go by, so that a row is loaded once for thirty-two multiplications.
 */
final class VectorRowKernel implements RowKernel {
  private static final int COUNT = Lanes.COUNT;

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public void gram(float[] h, float[] r, int count, int stride, float[] gram, float[] moment) {
    int end = count * stride;
    for (int j = 0; j < stride; j += 4) {
      for (int k = 0; k < j + 4; k += COUNT) {
        tile(h, end, stride, j, k, gram);
      }
    }
    for (int k = 0; k < stride; k += COUNT) {
      FloatVector sum = FloatVector.zero(LANES);
      for (int t = 0; t < count; t++) {
        sum = ZEROS.broadcast(r[t]).fma(FloatVector.fromArray(LANES, h, t * stride + k), sum);
      }
      FLOATS.cast(sum).intoArray(moment, k);
    }
  }

  private static void tile(float[] h, int end, int stride, int j, int k, float[] gram) {
    FloatVector sum0 = FloatVector.zero(LANES);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int row = 0; row < end; row += stride) {
      FloatVector along = FLOATS.cast(FloatVector.fromArray(LANES, h, row + k));
      sum0 = along.fma(ZEROS.broadcast(h[row + j]), sum0);
      sum1 = along.fma(ZEROS.broadcast(h[row + j + 1]), sum1);
      sum2 = along.fma(ZEROS.broadcast(h[row + j + 2]), sum2);
      sum3 = along.fma(ZEROS.broadcast(h[row + j + 3]), sum3);
    }
    int at = j * stride + k;
    FLOATS.cast(sum0).intoArray(gram, at);
    FLOATS.cast(sum1).intoArray(gram, at + stride);
    FLOATS.cast(sum2).intoArray(gram, at + 2 * stride);
    FLOATS.cast(sum3).intoArray(gram, at + 3 * stride);
  }

  @Override
  public void sum(
      float[][] other, int[] places, int from, int to, int stride, float[] out, int outFrom) {
    int k = 0;
    for (; k + 4 * COUNT <= stride; k += 4 * COUNT) {
      sumFour(other, places, from, to, stride, k, out, outFrom);
    }
    for (; k < stride; k += COUNT) {
      FloatVector sum = FloatVector.zero(LANES);
      for (int t = from; t < to; t++) {
        int row = (places[t] & 0xFFFF) * stride + k;
        sum = FLOATS.cast(FloatVector.fromArray(LANES, other[places[t] >>> 16], row)).add(sum);
      }
      FLOATS.cast(sum).intoArray(out, outFrom + k);
    }
  }

  private static void sumFour(
      float[][] other,
      int[] places,
      int from,
      int to,
      int stride,
      int k,
      float[] out,
      int outFrom) {
    FloatVector sum0 = FloatVector.zero(LANES);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int t = from; t < to; t++) {
      float[] rows = other[places[t] >>> 16];
      int row = (places[t] & 0xFFFF) * stride + k;
      sum0 = FLOATS.cast(FloatVector.fromArray(LANES, rows, row)).add(sum0);
      sum1 = FLOATS.cast(FloatVector.fromArray(LANES, rows, row + COUNT)).add(sum1);
      sum2 = FLOATS.cast(FloatVector.fromArray(LANES, rows, row + 2 * COUNT)).add(sum2);
      sum3 = FLOATS.cast(FloatVector.fromArray(LANES, rows, row + 3 * COUNT)).add(sum3);
    }
    FLOATS.cast(sum0).intoArray(out, outFrom + k);
    FLOATS.cast(sum1).intoArray(out, outFrom + k + COUNT);
    FLOATS.cast(sum2).intoArray(out, outFrom + k + 2 * COUNT);
    FLOATS.cast(sum3).intoArray(out, outFrom + k + 3 * COUNT);
  }
}
