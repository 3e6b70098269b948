// Constant-step updates in eight vector lanes for rows of 128 entries.
package lacuna.kernels;

import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;
import static lacuna.kernels.VectorOfEight.ZEROS;

import jdk.incubator.vector.FloatVector;

/** The loop of {@link VectorSteps} for stride 128. */
final class VectorSteps128 {
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
      FloatVector keepW = ZEROS.broadcast(tile.keepUser(u));
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
        FloatVector s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b)).mul(w0);
        FloatVector s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 8)).mul(w1);
        FloatVector s2 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 16)).mul(w2);
        FloatVector s3 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 24)).mul(w3);
        s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 32)).fma(w4, s0);
        s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 40)).fma(w5, s1);
        s2 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 48)).fma(w6, s2);
        s3 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 56)).fma(w7, s3);
        s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 64)).fma(w8, s0);
        s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 72)).fma(w9, s1);
        s2 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 80)).fma(w10, s2);
        s3 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 88)).fma(w11, s3);
        s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 96)).fma(w12, s0);
        s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 104)).fma(w13, s1);
        s2 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 112)).fma(w14, s2);
        s3 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 120)).fma(w15, s3);
        FLOATS.cast(s0.add(s1).add(s2.add(s3))).intoArray(x, 0);
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
        FloatVector g = ZEROS.broadcast(step * v);
        FloatVector keepH = ZEROS.broadcast(1 - step * lambda);
        FloatVector h0 = FloatVector.fromArray(LANES, h, b);
        w0 = g.fma(h0, keepW.mul(w0));
        FLOATS.cast(g.fma(w0, keepH.mul(h0))).intoArray(h, b);
        FloatVector h1 = FloatVector.fromArray(LANES, h, b + 8);
        w1 = g.fma(h1, keepW.mul(w1));
        FLOATS.cast(g.fma(w1, keepH.mul(h1))).intoArray(h, b + 8);
        FloatVector h2 = FloatVector.fromArray(LANES, h, b + 16);
        w2 = g.fma(h2, keepW.mul(w2));
        FLOATS.cast(g.fma(w2, keepH.mul(h2))).intoArray(h, b + 16);
        FloatVector h3 = FloatVector.fromArray(LANES, h, b + 24);
        w3 = g.fma(h3, keepW.mul(w3));
        FLOATS.cast(g.fma(w3, keepH.mul(h3))).intoArray(h, b + 24);
        FloatVector h4 = FloatVector.fromArray(LANES, h, b + 32);
        w4 = g.fma(h4, keepW.mul(w4));
        FLOATS.cast(g.fma(w4, keepH.mul(h4))).intoArray(h, b + 32);
        FloatVector h5 = FloatVector.fromArray(LANES, h, b + 40);
        w5 = g.fma(h5, keepW.mul(w5));
        FLOATS.cast(g.fma(w5, keepH.mul(h5))).intoArray(h, b + 40);
        FloatVector h6 = FloatVector.fromArray(LANES, h, b + 48);
        w6 = g.fma(h6, keepW.mul(w6));
        FLOATS.cast(g.fma(w6, keepH.mul(h6))).intoArray(h, b + 48);
        FloatVector h7 = FloatVector.fromArray(LANES, h, b + 56);
        w7 = g.fma(h7, keepW.mul(w7));
        FLOATS.cast(g.fma(w7, keepH.mul(h7))).intoArray(h, b + 56);
        FloatVector h8 = FloatVector.fromArray(LANES, h, b + 64);
        w8 = g.fma(h8, keepW.mul(w8));
        FLOATS.cast(g.fma(w8, keepH.mul(h8))).intoArray(h, b + 64);
        FloatVector h9 = FloatVector.fromArray(LANES, h, b + 72);
        w9 = g.fma(h9, keepW.mul(w9));
        FLOATS.cast(g.fma(w9, keepH.mul(h9))).intoArray(h, b + 72);
        FloatVector h10 = FloatVector.fromArray(LANES, h, b + 80);
        w10 = g.fma(h10, keepW.mul(w10));
        FLOATS.cast(g.fma(w10, keepH.mul(h10))).intoArray(h, b + 80);
        FloatVector h11 = FloatVector.fromArray(LANES, h, b + 88);
        w11 = g.fma(h11, keepW.mul(w11));
        FLOATS.cast(g.fma(w11, keepH.mul(h11))).intoArray(h, b + 88);
        FloatVector h12 = FloatVector.fromArray(LANES, h, b + 96);
        w12 = g.fma(h12, keepW.mul(w12));
        FLOATS.cast(g.fma(w12, keepH.mul(h12))).intoArray(h, b + 96);
        FloatVector h13 = FloatVector.fromArray(LANES, h, b + 104);
        w13 = g.fma(h13, keepW.mul(w13));
        FLOATS.cast(g.fma(w13, keepH.mul(h13))).intoArray(h, b + 104);
        FloatVector h14 = FloatVector.fromArray(LANES, h, b + 112);
        w14 = g.fma(h14, keepW.mul(w14));
        FLOATS.cast(g.fma(w14, keepH.mul(h14))).intoArray(h, b + 112);
        FloatVector h15 = FloatVector.fromArray(LANES, h, b + 120);
        w15 = g.fma(h15, keepW.mul(w15));
        FLOATS.cast(g.fma(w15, keepH.mul(h15))).intoArray(h, b + 120);
        t++;
      } while (t < to && user[t] == u);
      FLOATS.cast(w0).intoArray(w, a);
      FLOATS.cast(w1).intoArray(w, a + 8);
      FLOATS.cast(w2).intoArray(w, a + 16);
      FLOATS.cast(w3).intoArray(w, a + 24);
      FLOATS.cast(w4).intoArray(w, a + 32);
      FLOATS.cast(w5).intoArray(w, a + 40);
      FLOATS.cast(w6).intoArray(w, a + 48);
      FLOATS.cast(w7).intoArray(w, a + 56);
      FLOATS.cast(w8).intoArray(w, a + 64);
      FLOATS.cast(w9).intoArray(w, a + 72);
      FLOATS.cast(w10).intoArray(w, a + 80);
      FLOATS.cast(w11).intoArray(w, a + 88);
      FLOATS.cast(w12).intoArray(w, a + 96);
      FLOATS.cast(w13).intoArray(w, a + 104);
      FLOATS.cast(w14).intoArray(w, a + 112);
      FLOATS.cast(w15).intoArray(w, a + 120);
    }
    return tile.loss(sum, weighted);
  }
}
