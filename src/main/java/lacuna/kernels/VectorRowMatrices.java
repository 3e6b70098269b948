// Rows and matrices by the Vector API: a part of VectorRowKernel.
package lacuna.kernels;

import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;
import static lacuna.kernels.VectorOfEight.ZEROS;

import jdk.incubator.vector.FloatVector;

/** Rows times a matrix, four rows at a time, and sums of outer products, two rows at a time. */
final class VectorRowMatrices {
  private static final int COUNT = Lanes.COUNT;

  private VectorRowMatrices() {}

  /** See {@link RowKernel#times}. */
  static void times(float[] x, float[] matrix, int from, int rows, int stride, float[] y) {
    int t = 0;
    for (; t + 4 <= rows; t += 4) {
      for (int k = 0; k < stride; k += COUNT) {
        timesFour(x, matrix, from + t * stride, k, stride, y);
      }
    }
    for (; t < rows; t++) {
      for (int k = 0; k < stride; k += COUNT) {
        timesOne(x, matrix, from + t * stride, k, stride, y);
      }
    }
  }

  private static void timesFour(float[] x, float[] matrix, int at, int k, int stride, float[] y) {
    int second = at + stride;
    int third = second + stride;
    int fourth = third + stride;
    FloatVector s0 = FLOATS.cast(FloatVector.fromArray(LANES, y, at + k));
    FloatVector s1 = FLOATS.cast(FloatVector.fromArray(LANES, y, second + k));
    FloatVector s2 = FLOATS.cast(FloatVector.fromArray(LANES, y, third + k));
    FloatVector s3 = FLOATS.cast(FloatVector.fromArray(LANES, y, fourth + k));
    int place = k;
    for (int i = 0; i < stride; i++) {
      FloatVector m = FLOATS.cast(FloatVector.fromArray(LANES, matrix, place));
      s0 = m.fma(ZEROS.broadcast(x[at + i]), FLOATS.cast(s0));
      s1 = m.fma(ZEROS.broadcast(x[second + i]), FLOATS.cast(s1));
      s2 = m.fma(ZEROS.broadcast(x[third + i]), FLOATS.cast(s2));
      s3 = m.fma(ZEROS.broadcast(x[fourth + i]), FLOATS.cast(s3));
      place += stride;
    }
    FLOATS.cast(s0).intoArray(y, at + k);
    FLOATS.cast(s1).intoArray(y, second + k);
    FLOATS.cast(s2).intoArray(y, third + k);
    FLOATS.cast(s3).intoArray(y, fourth + k);
  }

  private static void timesOne(float[] x, float[] matrix, int at, int k, int stride, float[] y) {
    FloatVector sum = FLOATS.cast(FloatVector.fromArray(LANES, y, at + k));
    int place = k;
    for (int i = 0; i < stride; i++) {
      FloatVector m = FLOATS.cast(FloatVector.fromArray(LANES, matrix, place));
      sum = m.fma(ZEROS.broadcast(x[at + i]), FLOATS.cast(sum));
      place += stride;
    }
    FLOATS.cast(sum).intoArray(y, at + k);
  }

  /** See {@link RowKernel#cross}. */
  static void cross(float[] x, int xFrom, float[] y, int yFrom, int rows, int stride, float[] sum) {
    int t = 0;
    for (; t + 2 <= rows; t += 2) {
      int a = xFrom + t * stride;
      int b = yFrom + t * stride;
      int k = 0;
      for (; k + 4 * COUNT <= stride; k += 4 * COUNT) {
        crossFour(x, a, y, b + k, stride, sum, k);
      }
      for (; k < stride; k += COUNT) {
        crossOne(x, a, y, b + k, stride, sum, k);
        crossOne(x, a + stride, y, b + stride + k, stride, sum, k);
      }
    }
    if (t < rows) {
      for (int k = 0; k < stride; k += COUNT) {
        crossOne(x, xFrom + t * stride, y, yFrom + t * stride + k, stride, sum, k);
      }
    }
  }

  /** Two rows' products with 32 entries of y. */
  private static void crossFour(
      float[] x, int at, float[] y, int from, int stride, float[] sum, int to) {
    int next = from + stride;
    int below = at + stride;
    FloatVector a0 = FLOATS.cast(FloatVector.fromArray(LANES, y, from));
    FloatVector a1 = FLOATS.cast(FloatVector.fromArray(LANES, y, from + COUNT));
    FloatVector a2 = FLOATS.cast(FloatVector.fromArray(LANES, y, from + 2 * COUNT));
    FloatVector a3 = FLOATS.cast(FloatVector.fromArray(LANES, y, from + 3 * COUNT));
    FloatVector b0 = FLOATS.cast(FloatVector.fromArray(LANES, y, next));
    FloatVector b1 = FLOATS.cast(FloatVector.fromArray(LANES, y, next + COUNT));
    FloatVector b2 = FLOATS.cast(FloatVector.fromArray(LANES, y, next + 2 * COUNT));
    FloatVector b3 = FLOATS.cast(FloatVector.fromArray(LANES, y, next + 3 * COUNT));
    int place = to;
    for (int i = 0; i < stride; i++) {
      FloatVector a = ZEROS.broadcast(x[at + i]);
      FloatVector b = ZEROS.broadcast(x[below + i]);
      add(a, a0, b, b0, sum, place);
      add(a, a1, b, b1, sum, place + COUNT);
      add(a, a2, b, b2, sum, place + 2 * COUNT);
      add(a, a3, b, b3, sum, place + 3 * COUNT);
      place += stride;
    }
  }

  private static void add(
      FloatVector a, FloatVector x, FloatVector b, FloatVector y, float[] sum, int at) {
    FloatVector first = FLOATS.cast(a).fma(FLOATS.cast(x), FloatVector.fromArray(LANES, sum, at));
    FLOATS.cast(FLOATS.cast(b).fma(FLOATS.cast(y), FLOATS.cast(first))).intoArray(sum, at);
  }

  private static void crossOne(
      float[] x, int at, float[] y, int from, int stride, float[] sum, int to) {
    FloatVector a = FLOATS.cast(FloatVector.fromArray(LANES, y, from));
    int place = to;
    for (int i = 0; i < stride; i++) {
      FLOATS
          .cast(a.fma(ZEROS.broadcast(x[at + i]), FloatVector.fromArray(LANES, sum, place)))
          .intoArray(sum, place);
      place += stride;
    }
  }
}
