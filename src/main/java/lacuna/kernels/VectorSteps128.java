// Constant-step updates in eight vector lanes for rows of 128 entries.
package lacuna.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loop of {@link VectorSteps} for stride 128. */
final class VectorSteps128 {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;

  private VectorSteps128() {}

  /** Updates along ratings {@code [from, to)}; returns the sum of squared errors. */
  static Loss along(Tile tile, int from, int to) {
    char[] user = tile.user;
    char[] item = tile.item;
    float[] rating = tile.rating;
    float[] weight = tile.weight;
    float[] w = tile.users.factors();
    float[] h = tile.items.factors();
    float[] userBias = tile.users.bias();
    float[] itemBias = tile.items.bias();
    float[] itemLambda = tile.items.lambda();
    float[] itemLambdaBias = tile.items.lambdaBias();
    float mean = tile.mean;
    float step = tile.step;
    float biasStep = tile.biasStep;
    float lambdaItem = tile.rule.lambdaItem();
    float lambdaBiasItem = tile.rule.lambdaBiasItem();
    float[] x = new float[Lanes.COUNT];
    double sum = 0;
    double weighted = 0;
    int t = from;
    while (t < to) {
      int u = user[t];
      int a = 128 * u;
      float keepUserBias = tile.keepUserBias(u);
      FloatVector keepW = FloatVector.broadcast(LANES, tile.keepUser(u));
      FloatVector w0 = FloatVector.fromArray(LANES, w, a);
      FloatVector w1 = FloatVector.fromArray(LANES, w, a + 8);
      FloatVector w2 = FloatVector.fromArray(LANES, w, a + 16);
      FloatVector w3 = FloatVector.fromArray(LANES, w, a + 24);
      FloatVector w4 = FloatVector.fromArray(LANES, w, a + 32);
      FloatVector w5 = FloatVector.fromArray(LANES, w, a + 40);
      FloatVector w6 = FloatVector.fromArray(LANES, w, a + 48);
      FloatVector w7 = FloatVector.fromArray(LANES, w, a + 56);
      FloatVector w8 = FloatVector.fromArray(LANES, w, a + 64);
      FloatVector w9 = FloatVector.fromArray(LANES, w, a + 72);
      FloatVector w10 = FloatVector.fromArray(LANES, w, a + 80);
      FloatVector w11 = FloatVector.fromArray(LANES, w, a + 88);
      FloatVector w12 = FloatVector.fromArray(LANES, w, a + 96);
      FloatVector w13 = FloatVector.fromArray(LANES, w, a + 104);
      FloatVector w14 = FloatVector.fromArray(LANES, w, a + 112);
      FloatVector w15 = FloatVector.fromArray(LANES, w, a + 120);
      do {
        int i = item[t];
        int b = 128 * i;
        float rest = rating[t] - mean;
        rest -= userBias == null ? 0 : userBias[u];
        rest -= itemBias == null ? 0 : itemBias[i];
        FloatVector s0 = w0.mul(FloatVector.fromArray(LANES, h, b));
        FloatVector s1 = w1.mul(FloatVector.fromArray(LANES, h, b + 8));
        FloatVector s2 = w2.mul(FloatVector.fromArray(LANES, h, b + 16));
        FloatVector s3 = w3.mul(FloatVector.fromArray(LANES, h, b + 24));
        s0 = w4.fma(FloatVector.fromArray(LANES, h, b + 32), s0);
        s1 = w5.fma(FloatVector.fromArray(LANES, h, b + 40), s1);
        s2 = w6.fma(FloatVector.fromArray(LANES, h, b + 48), s2);
        s3 = w7.fma(FloatVector.fromArray(LANES, h, b + 56), s3);
        s0 = w8.fma(FloatVector.fromArray(LANES, h, b + 64), s0);
        s1 = w9.fma(FloatVector.fromArray(LANES, h, b + 72), s1);
        s2 = w10.fma(FloatVector.fromArray(LANES, h, b + 80), s2);
        s3 = w11.fma(FloatVector.fromArray(LANES, h, b + 88), s3);
        s0 = w12.fma(FloatVector.fromArray(LANES, h, b + 96), s0);
        s1 = w13.fma(FloatVector.fromArray(LANES, h, b + 104), s1);
        s2 = w14.fma(FloatVector.fromArray(LANES, h, b + 112), s2);
        s3 = w15.fma(FloatVector.fromArray(LANES, h, b + 120), s3);
        s0.add(s1).add(s2.add(s3)).intoArray(x, 0);
        float e = rest - (((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])));
        sum += (double) e * e;
        float v = e;
        if (weight != null) {
          v = weight[t] * e;
          weighted += (double) v * e;
        }
        if (userBias != null) {
          userBias[u] = Math.fma(biasStep, v, userBias[u] * keepUserBias);
        }
        if (itemBias != null) {
          float ofBias = itemLambdaBias == null ? lambdaBiasItem : itemLambdaBias[i];
          itemBias[i] = Math.fma(biasStep, v, itemBias[i] * (1 - biasStep * ofBias));
        }
        float lambda = itemLambda == null ? lambdaItem : itemLambda[i];
        FloatVector g = FloatVector.broadcast(LANES, step * v);
        FloatVector keepH = FloatVector.broadcast(LANES, 1 - step * lambda);
        FloatVector h0 = FloatVector.fromArray(LANES, h, b);
        w0 = g.fma(h0, w0.mul(keepW));
        g.fma(w0, h0.mul(keepH)).intoArray(h, b);
        FloatVector h1 = FloatVector.fromArray(LANES, h, b + 8);
        w1 = g.fma(h1, w1.mul(keepW));
        g.fma(w1, h1.mul(keepH)).intoArray(h, b + 8);
        FloatVector h2 = FloatVector.fromArray(LANES, h, b + 16);
        w2 = g.fma(h2, w2.mul(keepW));
        g.fma(w2, h2.mul(keepH)).intoArray(h, b + 16);
        FloatVector h3 = FloatVector.fromArray(LANES, h, b + 24);
        w3 = g.fma(h3, w3.mul(keepW));
        g.fma(w3, h3.mul(keepH)).intoArray(h, b + 24);
        FloatVector h4 = FloatVector.fromArray(LANES, h, b + 32);
        w4 = g.fma(h4, w4.mul(keepW));
        g.fma(w4, h4.mul(keepH)).intoArray(h, b + 32);
        FloatVector h5 = FloatVector.fromArray(LANES, h, b + 40);
        w5 = g.fma(h5, w5.mul(keepW));
        g.fma(w5, h5.mul(keepH)).intoArray(h, b + 40);
        FloatVector h6 = FloatVector.fromArray(LANES, h, b + 48);
        w6 = g.fma(h6, w6.mul(keepW));
        g.fma(w6, h6.mul(keepH)).intoArray(h, b + 48);
        FloatVector h7 = FloatVector.fromArray(LANES, h, b + 56);
        w7 = g.fma(h7, w7.mul(keepW));
        g.fma(w7, h7.mul(keepH)).intoArray(h, b + 56);
        FloatVector h8 = FloatVector.fromArray(LANES, h, b + 64);
        w8 = g.fma(h8, w8.mul(keepW));
        g.fma(w8, h8.mul(keepH)).intoArray(h, b + 64);
        FloatVector h9 = FloatVector.fromArray(LANES, h, b + 72);
        w9 = g.fma(h9, w9.mul(keepW));
        g.fma(w9, h9.mul(keepH)).intoArray(h, b + 72);
        FloatVector h10 = FloatVector.fromArray(LANES, h, b + 80);
        w10 = g.fma(h10, w10.mul(keepW));
        g.fma(w10, h10.mul(keepH)).intoArray(h, b + 80);
        FloatVector h11 = FloatVector.fromArray(LANES, h, b + 88);
        w11 = g.fma(h11, w11.mul(keepW));
        g.fma(w11, h11.mul(keepH)).intoArray(h, b + 88);
        FloatVector h12 = FloatVector.fromArray(LANES, h, b + 96);
        w12 = g.fma(h12, w12.mul(keepW));
        g.fma(w12, h12.mul(keepH)).intoArray(h, b + 96);
        FloatVector h13 = FloatVector.fromArray(LANES, h, b + 104);
        w13 = g.fma(h13, w13.mul(keepW));
        g.fma(w13, h13.mul(keepH)).intoArray(h, b + 104);
        FloatVector h14 = FloatVector.fromArray(LANES, h, b + 112);
        w14 = g.fma(h14, w14.mul(keepW));
        g.fma(w14, h14.mul(keepH)).intoArray(h, b + 112);
        FloatVector h15 = FloatVector.fromArray(LANES, h, b + 120);
        w15 = g.fma(h15, w15.mul(keepW));
        g.fma(w15, h15.mul(keepH)).intoArray(h, b + 120);
        t++;
      } while (t < to && user[t] == u);
      w0.intoArray(w, a);
      w1.intoArray(w, a + 8);
      w2.intoArray(w, a + 16);
      w3.intoArray(w, a + 24);
      w4.intoArray(w, a + 32);
      w5.intoArray(w, a + 40);
      w6.intoArray(w, a + 48);
      w7.intoArray(w, a + 56);
      w8.intoArray(w, a + 64);
      w9.intoArray(w, a + 72);
      w10.intoArray(w, a + 80);
      w11.intoArray(w, a + 88);
      w12.intoArray(w, a + 96);
      w13.intoArray(w, a + 104);
      w14.intoArray(w, a + 112);
      w15.intoArray(w, a + 120);
    }
    return tile.loss(sum, weighted);
  }
}
