// Inner products of one row with many by the Vector API: the inner part of VectorRowKernel.
package lacuna.kernels;

import static lacuna.kernels.RowKernel.COLUMN;
import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;

import jdk.incubator.vector.FloatVector;

/** Products with rows in columns of eight, in the order that {@link Lanes} says. */
final class VectorRowProducts {
  private static final int COUNT = Lanes.COUNT;

  private VectorRowProducts() {}

  /** Writes the products; see {@link RowKernel#products}. */
  static void products(float[] own, float[] h, int count, int stride, float[] out) {
    float[] lanes = new float[COUNT];
    if (stride == 4 * COUNT) {
      ofFour(own, h, count, out, lanes);
    } else if (stride < 4 * COUNT) {
      ofFewer(own, h, count, stride, out, lanes);
    } else {
      ofMore(own, h, count, stride, out, lanes);
    }
  }

  private static void ofFour(float[] own, float[] h, int count, float[] out, float[] lanes) {
    FloatVector w0 = FloatVector.fromArray(LANES, own, 0);
    FloatVector w1 = FloatVector.fromArray(LANES, own, COUNT);
    FloatVector w2 = FloatVector.fromArray(LANES, own, 2 * COUNT);
    FloatVector w3 = FloatVector.fromArray(LANES, own, 3 * COUNT);
    for (int t = 0; t < count; t++) {
      int at = t * COUNT;
      FloatVector s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, at)).mul(w0);
      FloatVector s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, at + COLUMN)).mul(w1);
      FloatVector s2 = FLOATS.cast(FloatVector.fromArray(LANES, h, at + 2 * COLUMN)).mul(w2);
      FloatVector s3 = FLOATS.cast(FloatVector.fromArray(LANES, h, at + 3 * COLUMN)).mul(w3);
      FLOATS.cast(s0.add(s1).add(s2.add(s3))).intoArray(lanes, 0);
      out[t] = Lanes.join(lanes, 0);
    }
  }

  private static void ofFewer(
      float[] own, float[] h, int count, int stride, float[] out, float[] lanes) {
    for (int t = 0; t < count; t++) {
      FloatVector sum =
          FLOATS
              .cast(FloatVector.fromArray(LANES, h, t * COUNT))
              .mul(FloatVector.fromArray(LANES, own, 0));
      for (int k = COUNT; k < stride; k += COUNT) {
        FloatVector more =
            FLOATS
                .cast(FloatVector.fromArray(LANES, h, k / COUNT * COLUMN + t * COUNT))
                .mul(FloatVector.fromArray(LANES, own, k));
        sum = more.add(FLOATS.cast(sum));
      }
      FLOATS.cast(sum).intoArray(lanes, 0);
      out[t] = Lanes.join(lanes, 0);
    }
  }

  private static void ofMore(
      float[] own, float[] h, int count, int stride, float[] out, float[] lanes) {
    for (int t = 0; t < count; t++) {
      int at = t * COUNT;
      FloatVector s0 = product(own, h, at, 0);
      FloatVector s1 = product(own, h, at, 1);
      FloatVector s2 = product(own, h, at, 2);
      FloatVector s3 = product(own, h, at, 3);
      int c = Lanes.CHAINS;
      for (; c + Lanes.CHAINS <= stride / COUNT; c += Lanes.CHAINS) {
        s0 = more(own, h, at, c, s0);
        s1 = more(own, h, at, c + 1, s1);
        s2 = more(own, h, at, c + 2, s2);
        s3 = more(own, h, at, c + 3, s3);
      }
      s0 = c < stride / COUNT ? more(own, h, at, c, s0) : s0;
      s1 = c + 1 < stride / COUNT ? more(own, h, at, c + 1, s1) : s1;
      s2 = c + 2 < stride / COUNT ? more(own, h, at, c + 2, s2) : s2;
      FLOATS
          .cast(FLOATS.cast(s0).add(FLOATS.cast(s1)).add(FLOATS.cast(s2).add(FLOATS.cast(s3))))
          .intoArray(lanes, 0);
      out[t] = Lanes.join(lanes, 0);
    }
  }

  private static FloatVector product(float[] own, float[] h, int at, int column) {
    return FLOATS
        .cast(FloatVector.fromArray(LANES, h, at + column * COLUMN))
        .mul(FloatVector.fromArray(LANES, own, column * COUNT));
  }

  private static FloatVector more(float[] own, float[] h, int at, int column, FloatVector sum) {
    return FLOATS
        .cast(FloatVector.fromArray(LANES, h, at + column * COLUMN))
        .fma(FloatVector.fromArray(LANES, own, column * COUNT), FLOATS.cast(sum));
  }
}
