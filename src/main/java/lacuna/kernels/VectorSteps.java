// Constant-step updates in eight vector lanes, one unrolled loop for each common stride.
package lacuna.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link SgdKernel#update} with a constant step, for strides 8, 16, 32, 64 and 128;
 * other strides go to {@link VectorAnyStride}.
 *
 * <p>Decision: each stride has a loop of its own, written out chunk by chunk. Because: with the
 * stride a constant and no inner loop, rank 16 is 2.2 times, rank 32 1.6 times and rank 64 1.4
 * times as fast as with one loop for all; and C2 stops inlining methods of our own after some fifty
 * vector operations, so that shared helpers would be calls. Costs: repetitive text.
 *
 * <p>One rating after the other: interleaving two that share no row, or beginning the next inner
 * product before the last update, was tried and is 5 to 20 % slower; the processor overlaps
 * neighbours by itself.
 */
final class VectorSteps {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;

  private VectorSteps() {}

  /** Updates along ratings {@code [from, to)}; returns the sum of squared errors. */
  static double along(Tile tile, int from, int to) {
    switch (tile.users.stride()) {
      case 8:
        return stride8(tile, from, to);
      case 16:
        return stride16(tile, from, to);
      case 32:
        return stride32(tile, from, to);
      case 64:
        return stride64(tile, from, to);
      case 128:
        return stride128(tile, from, to);
      default:
        return VectorAnyStride.step(tile, from, to);
    }
  }

  private static double stride8(Tile tile, int from, int to) {
    float[] w = tile.users.factors();
    float[] h = tile.items.factors();
    float[] userBias = tile.users.bias();
    float[] itemBias = tile.items.bias();
    float[] x = new float[Lanes.COUNT];
    double sum = 0;
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      int a = 8 * u;
      int b = 8 * i;
      float rest = tile.rest(t, u, i);
      float weight = tile.weight(t);
      float keepUser = tile.keepUser(u);
      float keepItem = tile.keepItem(i);
      float keepUserBias = tile.keepUserBias(u);
      float keepItemBias = tile.keepItemBias(i);
      float e = rest - VectorDots.dot8(w, a, h, b, x);
      sum += (double) e * e;
      float v = weight * e;
      if (userBias != null) {
        userBias[u] = Math.fma(tile.biasStep, v, userBias[u] * keepUserBias);
      }
      if (itemBias != null) {
        itemBias[i] = Math.fma(tile.biasStep, v, itemBias[i] * keepItemBias);
      }
      FloatVector g = FloatVector.broadcast(LANES, tile.step * v);
      FloatVector keepW = FloatVector.broadcast(LANES, keepUser);
      FloatVector keepH = FloatVector.broadcast(LANES, keepItem);
      FloatVector h0 = FloatVector.fromArray(LANES, h, b);
      FloatVector w0 = g.fma(h0, FloatVector.fromArray(LANES, w, a).mul(keepW));
      w0.intoArray(w, a);
      g.fma(w0, h0.mul(keepH)).intoArray(h, b);
    }
    return sum;
  }

  private static double stride16(Tile tile, int from, int to) {
    float[] w = tile.users.factors();
    float[] h = tile.items.factors();
    float[] userBias = tile.users.bias();
    float[] itemBias = tile.items.bias();
    float[] x = new float[Lanes.COUNT];
    double sum = 0;
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      int a = 16 * u;
      int b = 16 * i;
      float rest = tile.rest(t, u, i);
      float weight = tile.weight(t);
      float keepUser = tile.keepUser(u);
      float keepItem = tile.keepItem(i);
      float keepUserBias = tile.keepUserBias(u);
      float keepItemBias = tile.keepItemBias(i);
      float e = rest - VectorDots.dot16(w, a, h, b, x);
      sum += (double) e * e;
      float v = weight * e;
      if (userBias != null) {
        userBias[u] = Math.fma(tile.biasStep, v, userBias[u] * keepUserBias);
      }
      if (itemBias != null) {
        itemBias[i] = Math.fma(tile.biasStep, v, itemBias[i] * keepItemBias);
      }
      FloatVector g = FloatVector.broadcast(LANES, tile.step * v);
      FloatVector keepW = FloatVector.broadcast(LANES, keepUser);
      FloatVector keepH = FloatVector.broadcast(LANES, keepItem);
      FloatVector h0 = FloatVector.fromArray(LANES, h, b);
      FloatVector w0 = g.fma(h0, FloatVector.fromArray(LANES, w, a).mul(keepW));
      w0.intoArray(w, a);
      g.fma(w0, h0.mul(keepH)).intoArray(h, b);
      FloatVector h1 = FloatVector.fromArray(LANES, h, b + 8);
      FloatVector w1 = g.fma(h1, FloatVector.fromArray(LANES, w, a + 8).mul(keepW));
      w1.intoArray(w, a + 8);
      g.fma(w1, h1.mul(keepH)).intoArray(h, b + 8);
    }
    return sum;
  }

  private static double stride32(Tile tile, int from, int to) {
    float[] w = tile.users.factors();
    float[] h = tile.items.factors();
    float[] userBias = tile.users.bias();
    float[] itemBias = tile.items.bias();
    float[] x = new float[Lanes.COUNT];
    double sum = 0;
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      int a = 32 * u;
      int b = 32 * i;
      float rest = tile.rest(t, u, i);
      float weight = tile.weight(t);
      float keepUser = tile.keepUser(u);
      float keepItem = tile.keepItem(i);
      float keepUserBias = tile.keepUserBias(u);
      float keepItemBias = tile.keepItemBias(i);
      float e = rest - VectorDots.dot32(w, a, h, b, x);
      sum += (double) e * e;
      float v = weight * e;
      if (userBias != null) {
        userBias[u] = Math.fma(tile.biasStep, v, userBias[u] * keepUserBias);
      }
      if (itemBias != null) {
        itemBias[i] = Math.fma(tile.biasStep, v, itemBias[i] * keepItemBias);
      }
      FloatVector g = FloatVector.broadcast(LANES, tile.step * v);
      FloatVector keepW = FloatVector.broadcast(LANES, keepUser);
      FloatVector keepH = FloatVector.broadcast(LANES, keepItem);
      FloatVector h0 = FloatVector.fromArray(LANES, h, b);
      FloatVector w0 = g.fma(h0, FloatVector.fromArray(LANES, w, a).mul(keepW));
      w0.intoArray(w, a);
      g.fma(w0, h0.mul(keepH)).intoArray(h, b);
      FloatVector h1 = FloatVector.fromArray(LANES, h, b + 8);
      FloatVector w1 = g.fma(h1, FloatVector.fromArray(LANES, w, a + 8).mul(keepW));
      w1.intoArray(w, a + 8);
      g.fma(w1, h1.mul(keepH)).intoArray(h, b + 8);
      FloatVector h2 = FloatVector.fromArray(LANES, h, b + 16);
      FloatVector w2 = g.fma(h2, FloatVector.fromArray(LANES, w, a + 16).mul(keepW));
      w2.intoArray(w, a + 16);
      g.fma(w2, h2.mul(keepH)).intoArray(h, b + 16);
      FloatVector h3 = FloatVector.fromArray(LANES, h, b + 24);
      FloatVector w3 = g.fma(h3, FloatVector.fromArray(LANES, w, a + 24).mul(keepW));
      w3.intoArray(w, a + 24);
      g.fma(w3, h3.mul(keepH)).intoArray(h, b + 24);
    }
    return sum;
  }

  private static double stride64(Tile tile, int from, int to) {
    float[] w = tile.users.factors();
    float[] h = tile.items.factors();
    float[] userBias = tile.users.bias();
    float[] itemBias = tile.items.bias();
    float[] x = new float[Lanes.COUNT];
    double sum = 0;
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      int a = 64 * u;
      int b = 64 * i;
      float rest = tile.rest(t, u, i);
      float weight = tile.weight(t);
      float keepUser = tile.keepUser(u);
      float keepItem = tile.keepItem(i);
      float keepUserBias = tile.keepUserBias(u);
      float keepItemBias = tile.keepItemBias(i);
      float e = rest - VectorDots.dot64(w, a, h, b, x);
      sum += (double) e * e;
      float v = weight * e;
      if (userBias != null) {
        userBias[u] = Math.fma(tile.biasStep, v, userBias[u] * keepUserBias);
      }
      if (itemBias != null) {
        itemBias[i] = Math.fma(tile.biasStep, v, itemBias[i] * keepItemBias);
      }
      FloatVector g = FloatVector.broadcast(LANES, tile.step * v);
      FloatVector keepW = FloatVector.broadcast(LANES, keepUser);
      FloatVector keepH = FloatVector.broadcast(LANES, keepItem);
      FloatVector h0 = FloatVector.fromArray(LANES, h, b);
      FloatVector w0 = g.fma(h0, FloatVector.fromArray(LANES, w, a).mul(keepW));
      w0.intoArray(w, a);
      g.fma(w0, h0.mul(keepH)).intoArray(h, b);
      FloatVector h1 = FloatVector.fromArray(LANES, h, b + 8);
      FloatVector w1 = g.fma(h1, FloatVector.fromArray(LANES, w, a + 8).mul(keepW));
      w1.intoArray(w, a + 8);
      g.fma(w1, h1.mul(keepH)).intoArray(h, b + 8);
      FloatVector h2 = FloatVector.fromArray(LANES, h, b + 16);
      FloatVector w2 = g.fma(h2, FloatVector.fromArray(LANES, w, a + 16).mul(keepW));
      w2.intoArray(w, a + 16);
      g.fma(w2, h2.mul(keepH)).intoArray(h, b + 16);
      FloatVector h3 = FloatVector.fromArray(LANES, h, b + 24);
      FloatVector w3 = g.fma(h3, FloatVector.fromArray(LANES, w, a + 24).mul(keepW));
      w3.intoArray(w, a + 24);
      g.fma(w3, h3.mul(keepH)).intoArray(h, b + 24);
      FloatVector h4 = FloatVector.fromArray(LANES, h, b + 32);
      FloatVector w4 = g.fma(h4, FloatVector.fromArray(LANES, w, a + 32).mul(keepW));
      w4.intoArray(w, a + 32);
      g.fma(w4, h4.mul(keepH)).intoArray(h, b + 32);
      FloatVector h5 = FloatVector.fromArray(LANES, h, b + 40);
      FloatVector w5 = g.fma(h5, FloatVector.fromArray(LANES, w, a + 40).mul(keepW));
      w5.intoArray(w, a + 40);
      g.fma(w5, h5.mul(keepH)).intoArray(h, b + 40);
      FloatVector h6 = FloatVector.fromArray(LANES, h, b + 48);
      FloatVector w6 = g.fma(h6, FloatVector.fromArray(LANES, w, a + 48).mul(keepW));
      w6.intoArray(w, a + 48);
      g.fma(w6, h6.mul(keepH)).intoArray(h, b + 48);
      FloatVector h7 = FloatVector.fromArray(LANES, h, b + 56);
      FloatVector w7 = g.fma(h7, FloatVector.fromArray(LANES, w, a + 56).mul(keepW));
      w7.intoArray(w, a + 56);
      g.fma(w7, h7.mul(keepH)).intoArray(h, b + 56);
    }
    return sum;
  }

  private static double stride128(Tile tile, int from, int to) {
    float[] w = tile.users.factors();
    float[] h = tile.items.factors();
    float[] userBias = tile.users.bias();
    float[] itemBias = tile.items.bias();
    float[] x = new float[Lanes.COUNT];
    double sum = 0;
    for (int t = from; t < to; t++) {
      int u = tile.user[t];
      int i = tile.item[t];
      int a = 128 * u;
      int b = 128 * i;
      float rest = tile.rest(t, u, i);
      float weight = tile.weight(t);
      float keepUser = tile.keepUser(u);
      float keepItem = tile.keepItem(i);
      float keepUserBias = tile.keepUserBias(u);
      float keepItemBias = tile.keepItemBias(i);
      FloatVector s0 = FloatVector.fromArray(LANES, w, a).mul(FloatVector.fromArray(LANES, h, b));
      FloatVector s1 =
          FloatVector.fromArray(LANES, w, a + 8).mul(FloatVector.fromArray(LANES, h, b + 8));
      FloatVector s2 =
          FloatVector.fromArray(LANES, w, a + 16).mul(FloatVector.fromArray(LANES, h, b + 16));
      FloatVector s3 =
          FloatVector.fromArray(LANES, w, a + 24).mul(FloatVector.fromArray(LANES, h, b + 24));
      s0 = FloatVector.fromArray(LANES, w, a + 32).fma(FloatVector.fromArray(LANES, h, b + 32), s0);
      s1 = FloatVector.fromArray(LANES, w, a + 40).fma(FloatVector.fromArray(LANES, h, b + 40), s1);
      s2 = FloatVector.fromArray(LANES, w, a + 48).fma(FloatVector.fromArray(LANES, h, b + 48), s2);
      s3 = FloatVector.fromArray(LANES, w, a + 56).fma(FloatVector.fromArray(LANES, h, b + 56), s3);
      s0 = FloatVector.fromArray(LANES, w, a + 64).fma(FloatVector.fromArray(LANES, h, b + 64), s0);
      s1 = FloatVector.fromArray(LANES, w, a + 72).fma(FloatVector.fromArray(LANES, h, b + 72), s1);
      s2 = FloatVector.fromArray(LANES, w, a + 80).fma(FloatVector.fromArray(LANES, h, b + 80), s2);
      s3 = FloatVector.fromArray(LANES, w, a + 88).fma(FloatVector.fromArray(LANES, h, b + 88), s3);
      s0 = FloatVector.fromArray(LANES, w, a + 96).fma(FloatVector.fromArray(LANES, h, b + 96), s0);
      s1 =
          FloatVector.fromArray(LANES, w, a + 104)
              .fma(FloatVector.fromArray(LANES, h, b + 104), s1);
      s2 =
          FloatVector.fromArray(LANES, w, a + 112)
              .fma(FloatVector.fromArray(LANES, h, b + 112), s2);
      s3 =
          FloatVector.fromArray(LANES, w, a + 120)
              .fma(FloatVector.fromArray(LANES, h, b + 120), s3);
      s0.add(s1).add(s2.add(s3)).intoArray(x, 0);
      float e = rest - Lanes.join(x, 0);
      sum += (double) e * e;
      float v = weight * e;
      if (userBias != null) {
        userBias[u] = Math.fma(tile.biasStep, v, userBias[u] * keepUserBias);
      }
      if (itemBias != null) {
        itemBias[i] = Math.fma(tile.biasStep, v, itemBias[i] * keepItemBias);
      }
      FloatVector g = FloatVector.broadcast(LANES, tile.step * v);
      FloatVector keepW = FloatVector.broadcast(LANES, keepUser);
      FloatVector keepH = FloatVector.broadcast(LANES, keepItem);
      FloatVector h0 = FloatVector.fromArray(LANES, h, b);
      FloatVector w0 = g.fma(h0, FloatVector.fromArray(LANES, w, a).mul(keepW));
      w0.intoArray(w, a);
      g.fma(w0, h0.mul(keepH)).intoArray(h, b);
      FloatVector h1 = FloatVector.fromArray(LANES, h, b + 8);
      FloatVector w1 = g.fma(h1, FloatVector.fromArray(LANES, w, a + 8).mul(keepW));
      w1.intoArray(w, a + 8);
      g.fma(w1, h1.mul(keepH)).intoArray(h, b + 8);
      FloatVector h2 = FloatVector.fromArray(LANES, h, b + 16);
      FloatVector w2 = g.fma(h2, FloatVector.fromArray(LANES, w, a + 16).mul(keepW));
      w2.intoArray(w, a + 16);
      g.fma(w2, h2.mul(keepH)).intoArray(h, b + 16);
      FloatVector h3 = FloatVector.fromArray(LANES, h, b + 24);
      FloatVector w3 = g.fma(h3, FloatVector.fromArray(LANES, w, a + 24).mul(keepW));
      w3.intoArray(w, a + 24);
      g.fma(w3, h3.mul(keepH)).intoArray(h, b + 24);
      FloatVector h4 = FloatVector.fromArray(LANES, h, b + 32);
      FloatVector w4 = g.fma(h4, FloatVector.fromArray(LANES, w, a + 32).mul(keepW));
      w4.intoArray(w, a + 32);
      g.fma(w4, h4.mul(keepH)).intoArray(h, b + 32);
      FloatVector h5 = FloatVector.fromArray(LANES, h, b + 40);
      FloatVector w5 = g.fma(h5, FloatVector.fromArray(LANES, w, a + 40).mul(keepW));
      w5.intoArray(w, a + 40);
      g.fma(w5, h5.mul(keepH)).intoArray(h, b + 40);
      FloatVector h6 = FloatVector.fromArray(LANES, h, b + 48);
      FloatVector w6 = g.fma(h6, FloatVector.fromArray(LANES, w, a + 48).mul(keepW));
      w6.intoArray(w, a + 48);
      g.fma(w6, h6.mul(keepH)).intoArray(h, b + 48);
      FloatVector h7 = FloatVector.fromArray(LANES, h, b + 56);
      FloatVector w7 = g.fma(h7, FloatVector.fromArray(LANES, w, a + 56).mul(keepW));
      w7.intoArray(w, a + 56);
      g.fma(w7, h7.mul(keepH)).intoArray(h, b + 56);
      FloatVector h8 = FloatVector.fromArray(LANES, h, b + 64);
      FloatVector w8 = g.fma(h8, FloatVector.fromArray(LANES, w, a + 64).mul(keepW));
      w8.intoArray(w, a + 64);
      g.fma(w8, h8.mul(keepH)).intoArray(h, b + 64);
      FloatVector h9 = FloatVector.fromArray(LANES, h, b + 72);
      FloatVector w9 = g.fma(h9, FloatVector.fromArray(LANES, w, a + 72).mul(keepW));
      w9.intoArray(w, a + 72);
      g.fma(w9, h9.mul(keepH)).intoArray(h, b + 72);
      FloatVector h10 = FloatVector.fromArray(LANES, h, b + 80);
      FloatVector w10 = g.fma(h10, FloatVector.fromArray(LANES, w, a + 80).mul(keepW));
      w10.intoArray(w, a + 80);
      g.fma(w10, h10.mul(keepH)).intoArray(h, b + 80);
      FloatVector h11 = FloatVector.fromArray(LANES, h, b + 88);
      FloatVector w11 = g.fma(h11, FloatVector.fromArray(LANES, w, a + 88).mul(keepW));
      w11.intoArray(w, a + 88);
      g.fma(w11, h11.mul(keepH)).intoArray(h, b + 88);
      FloatVector h12 = FloatVector.fromArray(LANES, h, b + 96);
      FloatVector w12 = g.fma(h12, FloatVector.fromArray(LANES, w, a + 96).mul(keepW));
      w12.intoArray(w, a + 96);
      g.fma(w12, h12.mul(keepH)).intoArray(h, b + 96);
      FloatVector h13 = FloatVector.fromArray(LANES, h, b + 104);
      FloatVector w13 = g.fma(h13, FloatVector.fromArray(LANES, w, a + 104).mul(keepW));
      w13.intoArray(w, a + 104);
      g.fma(w13, h13.mul(keepH)).intoArray(h, b + 104);
      FloatVector h14 = FloatVector.fromArray(LANES, h, b + 112);
      FloatVector w14 = g.fma(h14, FloatVector.fromArray(LANES, w, a + 112).mul(keepW));
      w14.intoArray(w, a + 112);
      g.fma(w14, h14.mul(keepH)).intoArray(h, b + 112);
      FloatVector h15 = FloatVector.fromArray(LANES, h, b + 120);
      FloatVector w15 = g.fma(h15, FloatVector.fromArray(LANES, w, a + 120).mul(keepW));
      w15.intoArray(w, a + 120);
      g.fma(w15, h15.mul(keepH)).intoArray(h, b + 120);
    }
    return sum;
  }
}
