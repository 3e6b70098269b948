// Row sums by the Vector API: twin of ScalarRowKernel with the same bits.
package lacuna.kernels;

import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;
import static lacuna.kernels.VectorOfEight.ZEROS;

import jdk.incubator.vector.FloatVector;

/**
 * {@link RowKernel} on vectors of eight floats. Eight sums at a time stay in registers while the
 * rows go by, by {@link VectorGram}.
 *
 * <p>Decision: floats are added to doubles one by one. Because: the conversion takes vectors of
 * four floats, a third width for every kernel's profile. Costs: 700 cycles for 128 ratings at rank
 * 32, which take 5,000 in all.
 */
final class VectorRowKernel implements RowKernel {
  private static final int COUNT = Lanes.COUNT;

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public void gather(float[][] other, int[] places, int from, int count, int stride, float[] h) {
    int k = 0;
    for (; k + 4 * COUNT <= stride; k += 4 * COUNT) {
      gatherFour(other, places, from, count, stride, k, h);
    }
    for (; k < stride; k += COUNT) {
      int to = k / COUNT * COLUMN;
      for (int t = 0; t < count; t++) {
        int place = places[from + t];
        int row = (place & 0xFFFF) * stride + k;
        FLOATS
            .cast(FloatVector.fromArray(LANES, other[place >>> 16], row))
            .intoArray(h, to + t * COUNT);
      }
    }
  }

  private static void gatherFour(
      float[][] other, int[] places, int from, int count, int stride, int k, float[] h) {
    int to = k / COUNT * COLUMN;
    for (int t = 0; t < count; t++) {
      int place = places[from + t];
      float[] rows = other[place >>> 16];
      int row = (place & 0xFFFF) * stride + k;
      int at = to + t * COUNT;
      FLOATS.cast(FloatVector.fromArray(LANES, rows, row)).intoArray(h, at);
      FLOATS.cast(FloatVector.fromArray(LANES, rows, row + COUNT)).intoArray(h, at + COLUMN);
      FLOATS
          .cast(FloatVector.fromArray(LANES, rows, row + 2 * COUNT))
          .intoArray(h, at + 2 * COLUMN);
      FLOATS
          .cast(FloatVector.fromArray(LANES, rows, row + 3 * COUNT))
          .intoArray(h, at + 3 * COLUMN);
    }
  }

  @Override
  public void products(float[] own, float[] h, int count, int stride, float[] out) {
    VectorRowProducts.products(own, h, count, stride, out);
  }

  @Override
  public void scale(float[] factors, int count, int stride, float[] h) {
    for (int from = 0; from < stride / COUNT * COLUMN; from += COLUMN) {
      for (int t = 0; t < count; t++) {
        ZEROS
            .broadcast(factors[t])
            .mul(FloatVector.fromArray(LANES, h, from + t * COUNT))
            .intoArray(h, from + t * COUNT);
      }
    }
  }

  @Override
  public void gram(float[] h, float[] r, int count, int stride, float[] gram, float[] moment) {
    VectorGram.upper(h, count, stride, gram);
    int k = 0;
    for (; k + 4 * COUNT <= stride; k += 4 * COUNT) {
      momentOfFour(h, r, count, k, moment);
    }
    for (; k < stride; k += COUNT) {
      int from = k / COUNT * COLUMN;
      FloatVector sum = FloatVector.zero(LANES);
      for (int t = 0; t < count; t++) {
        sum =
            ZEROS
                .broadcast(r[t])
                .fma(FloatVector.fromArray(LANES, h, from + t * COUNT), FLOATS.cast(sum));
      }
      FLOATS.cast(sum).intoArray(moment, k);
    }
  }

  private static void momentOfFour(float[] h, float[] r, int count, int k, float[] moment) {
    int from = k / COUNT * COLUMN;
    FloatVector sum0 = FloatVector.zero(LANES);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int t = 0; t < count; t++) {
      FloatVector by = ZEROS.broadcast(r[t]);
      int at = from + t * COUNT;
      sum0 = by.fma(FloatVector.fromArray(LANES, h, at), FLOATS.cast(sum0));
      sum1 = by.fma(FloatVector.fromArray(LANES, h, at + COLUMN), FLOATS.cast(sum1));
      sum2 = by.fma(FloatVector.fromArray(LANES, h, at + 2 * COLUMN), FLOATS.cast(sum2));
      sum3 = by.fma(FloatVector.fromArray(LANES, h, at + 3 * COLUMN), FLOATS.cast(sum3));
    }
    FLOATS.cast(sum0).intoArray(moment, k);
    FLOATS.cast(sum1).intoArray(moment, k + COUNT);
    FLOATS.cast(sum2).intoArray(moment, k + 2 * COUNT);
    FLOATS.cast(sum3).intoArray(moment, k + 3 * COUNT);
  }

  @Override
  public void add(float[] gram, int stride, double[] sum) {
    for (int j = 0; j < stride; j++) {
      for (int at = j * stride + j / COUNT * COUNT; at < (j + 1) * stride; at += COUNT) {
        sum[at] += gram[at];
        sum[at + 1] += gram[at + 1];
        sum[at + 2] += gram[at + 2];
        sum[at + 3] += gram[at + 3];
        sum[at + 4] += gram[at + 4];
        sum[at + 5] += gram[at + 5];
        sum[at + 6] += gram[at + 6];
        sum[at + 7] += gram[at + 7];
      }
    }
  }

  @Override
  public void times(float[] x, float[] matrix, int from, int rows, int stride, float[] y) {
    VectorRowMatrices.times(x, matrix, from, rows, stride, y);
  }

  @Override
  public void cross(float[] x, int xFrom, float[] y, int yFrom, int rows, int stride, float[] sum) {
    VectorRowMatrices.cross(x, xFrom, y, yFrom, rows, stride, sum);
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
        sum =
            FLOATS
                .cast(FloatVector.fromArray(LANES, other[places[t] >>> 16], row))
                .add(FLOATS.cast(sum));
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
      sum0 = FLOATS.cast(FloatVector.fromArray(LANES, rows, row)).add(FLOATS.cast(sum0));
      sum1 = FLOATS.cast(FloatVector.fromArray(LANES, rows, row + COUNT)).add(FLOATS.cast(sum1));
      sum2 =
          FLOATS.cast(FloatVector.fromArray(LANES, rows, row + 2 * COUNT)).add(FLOATS.cast(sum2));
      sum3 =
          FLOATS.cast(FloatVector.fromArray(LANES, rows, row + 3 * COUNT)).add(FLOATS.cast(sum3));
    }
    FLOATS.cast(sum0).intoArray(out, outFrom + k);
    FLOATS.cast(sum1).intoArray(out, outFrom + k + COUNT);
    FLOATS.cast(sum2).intoArray(out, outFrom + k + 2 * COUNT);
    FLOATS.cast(sum3).intoArray(out, outFrom + k + 3 * COUNT);
  }
}
