// Updates in eight vector lanes for strides that have no unrolled loop of their own.
package lacuna.kernels;

import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;
import static lacuna.kernels.VectorOfEight.ZEROS;

import jdk.incubator.vector.FloatVector;

/**
 * The loops of {@link SgdKernel#update} for any stride, one chunk of eight entries after the other.
 */
final class VectorAnyStride {
  private VectorAnyStride() {}

  /** Constant steps along ratings {@code [from, to)}; returns their squared errors. */
  static Loss step(Tile tile, int from, int to) {
    float[] w = tile.users.factors();
    float[] h = tile.items.factors();
    int stride = tile.users.stride();
    float[] x = new float[3 * Lanes.COUNT];
    boolean known = false;
    double sum = 0;
    double weighted = 0;
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      int a = stride * u;
      int b = stride * i;
      if (!known) {
        VectorDots.lanes(w, a, h, b, stride, x, 0);
      }
      float e = tile.rest(t, u, i) - Lanes.join(x, 0);
      sum += (double) e * e;
      float v = tile.weight(t) * e;
      weighted += (double) v * e;
      known = tile.goesOn(t + 1, to);
      if (known) {
        int c = stride * tile.item[t + 1];
        VectorDots.lanes(w, a, h, c, stride, x, Lanes.COUNT);
        VectorDots.lanes(h, b, h, c, stride, x, 2 * Lanes.COUNT);
        FloatVector next = FloatVector.fromArray(LANES, x, Lanes.COUNT);
        FloatVector between = FloatVector.fromArray(LANES, x, 2 * Lanes.COUNT);
        FloatVector g = ZEROS.broadcast(tile.step * v);
        FLOATS.cast(g.fma(between, ZEROS.broadcast(tile.keepUser(u)).mul(next))).intoArray(x, 0);
      }
      tile.moveBiases(u, i, v);
      move(w, a, h, b, stride, tile.step * v, tile.keepUser(u), tile.keepItem(i));
    }
    return tile.loss(sum, weighted);
  }

  private static void move(
      float[] w, int a, float[] h, int b, int stride, float g, float keepUser, float keepItem) {
    FloatVector gs = ZEROS.broadcast(g);
    FloatVector keepW = ZEROS.broadcast(keepUser);
    FloatVector keepH = ZEROS.broadcast(keepItem);
    for (int k = 0; k < stride; k += Lanes.COUNT) {
      FloatVector hk = FloatVector.fromArray(LANES, h, b + k);
      FloatVector wk = gs.fma(hk, keepW.mul(FloatVector.fromArray(LANES, w, a + k)));
      FLOATS.cast(wk).intoArray(w, a + k);
      FLOATS.cast(gs.fma(wk, keepH.mul(hk))).intoArray(h, b + k);
    }
  }

  /** AdaGrad's steps along ratings {@code [from, to)}; returns their squared errors. */
  static Loss adapt(Tile tile, int from, int to) {
    float[] w = tile.users.factors();
    float[] h = tile.items.factors();
    int stride = tile.users.stride();
    float[] x = new float[Lanes.COUNT];
    float[] gradients = new float[2 * stride];
    double sum = 0;
    double weighted = 0;
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      float e = tile.rest(t, u, i) - VectorDots.dot(w, stride * u, h, stride * i, stride, x);
      sum += (double) e * e;
      float v = tile.weight(t) * e;
      weighted += (double) v * e;
      tile.adaptBiases(u, i, v);
      adapt(w, stride * u, h, stride * i, stride, v, tile, u, i, gradients);
      tile.addSquares(tile.users, u, VectorDots.dot(gradients, 0, gradients, 0, stride, x));
      tile.addSquares(
          tile.items, i, VectorDots.dot(gradients, stride, gradients, stride, stride, x));
    }
    return tile.loss(sum, weighted);
  }

  /** Moves both rows and leaves their gradients, the user's first. */
  private static void adapt(
      float[] w,
      int a,
      float[] h,
      int b,
      int stride,
      float v,
      Tile tile,
      int u,
      int i,
      float[] gradients) {
    FloatVector g = ZEROS.broadcast(v);
    FloatVector rateW = ZEROS.broadcast(tile.rate(tile.users, u));
    FloatVector rateH = ZEROS.broadcast(tile.rate(tile.items, i));
    FloatVector decayW = ZEROS.broadcast(-tile.lambdaUser(u));
    FloatVector decayH = ZEROS.broadcast(-tile.lambdaItem(i));
    for (int k = 0; k < stride; k += Lanes.COUNT) {
      FloatVector hk = FloatVector.fromArray(LANES, h, b + k);
      FloatVector wk = FloatVector.fromArray(LANES, w, a + k);
      FloatVector dk = g.fma(hk, decayW.mul(wk));
      FloatVector mk = rateW.fma(dk, wk);
      FLOATS.cast(mk).intoArray(w, a + k);
      FloatVector fk = g.fma(mk, decayH.mul(hk));
      FLOATS.cast(rateH.fma(fk, hk)).intoArray(h, b + k);
      FLOATS.cast(dk).intoArray(gradients, k);
      FLOATS.cast(fk).intoArray(gradients, stride + k);
    }
  }
}
