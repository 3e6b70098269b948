// Row sums by the Vector API: twin of ScalarRowKernel with the same bits.
package lacuna.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link RowKernel} on vectors of eight floats. Sums of four by eight entries stay in registers
 * while the rows go by, so that a row is loaded once for thirty-two multiplications.
 */
final class VectorRowKernel implements RowKernel {
  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
  private static final int LANES = Lanes.COUNT;

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public void gram(float[] h, float[] r, int count, int stride, float[] gram, float[] moment) {
    int end = count * stride;
    for (int j = 0; j < stride; j += 4) {
      for (int k = 0; k < j + 4; k += LANES) {
        tile(h, end, stride, j, k, gram);
      }
    }
    for (int k = 0; k < stride; k += LANES) {
      FloatVector sum = FloatVector.zero(EIGHT);
      for (int t = 0; t < count; t++) {
        sum = FloatVector.fromArray(EIGHT, h, t * stride + k).fma(broadcast(r[t]), sum);
      }
      sum.intoArray(moment, k);
    }
  }

  private static void tile(float[] h, int end, int stride, int j, int k, float[] gram) {
    FloatVector sum0 = FloatVector.zero(EIGHT);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int row = 0; row < end; row += stride) {
      FloatVector along = FloatVector.fromArray(EIGHT, h, row + k);
      sum0 = along.fma(broadcast(h[row + j]), sum0);
      sum1 = along.fma(broadcast(h[row + j + 1]), sum1);
      sum2 = along.fma(broadcast(h[row + j + 2]), sum2);
      sum3 = along.fma(broadcast(h[row + j + 3]), sum3);
    }
    int at = j * stride + k;
    sum0.intoArray(gram, at);
    sum1.intoArray(gram, at + stride);
    sum2.intoArray(gram, at + 2 * stride);
    sum3.intoArray(gram, at + 3 * stride);
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(EIGHT, value);
  }

  @Override
  public void sum(
      float[][] other, int[] places, int from, int to, int stride, float[] out, int outFrom) {
    int k = 0;
    for (; k + 4 * LANES <= stride; k += 4 * LANES) {
      sumFour(other, places, from, to, stride, k, out, outFrom);
    }
    for (; k < stride; k += LANES) {
      FloatVector sum = FloatVector.zero(EIGHT);
      for (int t = from; t < to; t++) {
        int row = (places[t] & 0xFFFF) * stride + k;
        sum = sum.add(FloatVector.fromArray(EIGHT, other[places[t] >>> 16], row));
      }
      sum.intoArray(out, outFrom + k);
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
    FloatVector sum0 = FloatVector.zero(EIGHT);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int t = from; t < to; t++) {
      float[] rows = other[places[t] >>> 16];
      int row = (places[t] & 0xFFFF) * stride + k;
      sum0 = sum0.add(FloatVector.fromArray(EIGHT, rows, row));
      sum1 = sum1.add(FloatVector.fromArray(EIGHT, rows, row + LANES));
      sum2 = sum2.add(FloatVector.fromArray(EIGHT, rows, row + 2 * LANES));
      sum3 = sum3.add(FloatVector.fromArray(EIGHT, rows, row + 3 * LANES));
    }
    sum0.intoArray(out, outFrom + k);
    sum1.intoArray(out, outFrom + k + LANES);
    sum2.intoArray(out, outFrom + k + 2 * LANES);
    sum3.intoArray(out, outFrom + k + 3 * LANES);
  }
}
