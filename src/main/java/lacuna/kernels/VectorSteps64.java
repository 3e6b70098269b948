// Constant-step updates in eight vector lanes for rows of 64 entries.
package lacuna.kernels;

import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;
import static lacuna.kernels.VectorOfEight.ZEROS;

import jdk.incubator.vector.FloatVector;

/** The loop of {@link VectorSteps} for stride 64. */
final class VectorSteps64 {
  private VectorSteps64() {}

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
      int a = 64 * u;
      float keepUserBias = tile.keepUserBias(u);
      float ofUser = userBias == null ? 0 : userBias[u];
      FloatVector keepW = ZEROS.broadcast(tile.keepUser(u));
      FloatVector w0 = FloatVector.fromArray(LANES, w, a);
      FloatVector w1 = FloatVector.fromArray(LANES, w, a + 8);
      FloatVector w2 = FloatVector.fromArray(LANES, w, a + 16);
      FloatVector w3 = FloatVector.fromArray(LANES, w, a + 24);
      FloatVector w4 = FloatVector.fromArray(LANES, w, a + 32);
      FloatVector w5 = FloatVector.fromArray(LANES, w, a + 40);
      FloatVector w6 = FloatVector.fromArray(LANES, w, a + 48);
      FloatVector w7 = FloatVector.fromArray(LANES, w, a + 56);
      int i = item[t];
      int b = 64 * i;
      FloatVector s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b)).mul(w0);
      FloatVector s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 8)).mul(w1);
      FloatVector s2 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 16)).mul(w2);
      FloatVector s3 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 24)).mul(w3);
      s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 32)).fma(w4, s0);
      s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 40)).fma(w5, s1);
      s2 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 48)).fma(w6, s2);
      s3 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 56)).fma(w7, s3);
      FloatVector lanes = s0.add(s1).add(s2.add(s3));
      boolean goesOn;
      do {
        FLOATS.cast(lanes).intoArray(x, 0);
        float rest = rating[t] - mean - ofUser;
        rest -= itemBias == null ? 0 : itemBias[i];
        float e = rest - (((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])));
        sum += (double) e * e;
        float v = e;
        if (weight != null) {
          v = weight[t] * e;
          weighted += (double) v * e;
        }
        ofUser = userBias == null ? 0 : Math.fma(biasStep, v, ofUser * keepUserBias);
        if (itemBias != null) {
          float ofBias = itemLambdaBias == null ? lambdaBiasItem : itemLambdaBias[i];
          itemBias[i] = Math.fma(biasStep, v, itemBias[i] * (1 - biasStep * ofBias));
        }
        float lambda = itemLambda == null ? lambdaItem : itemLambda[i];
        FloatVector g = ZEROS.broadcast(step * v);
        FloatVector keepH = ZEROS.broadcast(1 - step * lambda);
        t++;
        int next = t < to ? item[t] : i;
        goesOn = t < to && user[t] == u && next != i;
        int c = 64 * next;
        FloatVector n0 = FLOATS.cast(FloatVector.fromArray(LANES, h, c));
        FloatVector p0 = n0.mul(w0);
        FloatVector q0 = n0.mul(FloatVector.fromArray(LANES, h, b));
        FloatVector n1 = FLOATS.cast(FloatVector.fromArray(LANES, h, c + 8));
        FloatVector p1 = n1.mul(w1);
        FloatVector q1 = n1.mul(FloatVector.fromArray(LANES, h, b + 8));
        FloatVector n2 = FLOATS.cast(FloatVector.fromArray(LANES, h, c + 16));
        FloatVector p2 = n2.mul(w2);
        FloatVector q2 = n2.mul(FloatVector.fromArray(LANES, h, b + 16));
        FloatVector n3 = FLOATS.cast(FloatVector.fromArray(LANES, h, c + 24));
        FloatVector p3 = n3.mul(w3);
        FloatVector q3 = n3.mul(FloatVector.fromArray(LANES, h, b + 24));
        FloatVector n4 = FLOATS.cast(FloatVector.fromArray(LANES, h, c + 32));
        p0 = w4.fma(n4, p0);
        q0 = n4.fma(FloatVector.fromArray(LANES, h, b + 32), q0);
        FloatVector n5 = FLOATS.cast(FloatVector.fromArray(LANES, h, c + 40));
        p1 = w5.fma(n5, p1);
        q1 = n5.fma(FloatVector.fromArray(LANES, h, b + 40), q1);
        FloatVector n6 = FLOATS.cast(FloatVector.fromArray(LANES, h, c + 48));
        p2 = w6.fma(n6, p2);
        q2 = n6.fma(FloatVector.fromArray(LANES, h, b + 48), q2);
        FloatVector n7 = FLOATS.cast(FloatVector.fromArray(LANES, h, c + 56));
        p3 = w7.fma(n7, p3);
        q3 = n7.fma(FloatVector.fromArray(LANES, h, b + 56), q3);
        FloatVector between = q0.add(q1).add(q2.add(q3));
        lanes = g.fma(between, p0.add(p1).add(p2.add(p3)).mul(keepW));
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
        i = next;
        b = c;
      } while (goesOn);
      FLOATS.cast(w0).intoArray(w, a);
      FLOATS.cast(w1).intoArray(w, a + 8);
      FLOATS.cast(w2).intoArray(w, a + 16);
      FLOATS.cast(w3).intoArray(w, a + 24);
      FLOATS.cast(w4).intoArray(w, a + 32);
      FLOATS.cast(w5).intoArray(w, a + 40);
      FLOATS.cast(w6).intoArray(w, a + 48);
      FLOATS.cast(w7).intoArray(w, a + 56);
      if (userBias != null) {
        userBias[u] = ofUser;
      }
    }
    return tile.loss(sum, weighted);
  }
}
