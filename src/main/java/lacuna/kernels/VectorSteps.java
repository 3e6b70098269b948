// Constant-step updates in eight vector lanes, one unrolled loop for each common stride.
package lacuna.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link SgdKernel#update} with a constant step, for strides 8, 16, 32, 64 and, in
 * {@link VectorSteps128}, 128; other strides go to {@link VectorAnyStride}.
 *
 * <p>Decision: each stride has a loop of its own, written out chunk by chunk. Because: with the
 * stride a constant and no inner loop, rank 16 is 2.2 times, rank 32 1.6 times and rank 64 1.4
 * times as fast as with one loop for all. Costs: repetitive text.
 *
 * <p>Decision: these loops call no method of ours. Because: each vector operation brings C2 nearer
 * to its limit of nodes, past which it inlines nothing more, and one call puts every vector at hand
 * into memory. With calls, rank 128 made 30 instead of 45 million updates a second, and AdaGrad 31
 * instead of 49 at rank 32. Costs: the arithmetic of {@link Tile} and {@link Lanes#join} once more;
 * the twin tests hold them together.
 *
 * <p>Decision: while ratings of one user follow each other, the user's row stays in registers.
 * Because: half of the loads and stores go; along tiles that keep a user's ratings together rank 64
 * came from 49 to 62 million updates a second. Costs: a rating waits for the one before, some fifty
 * cycles, which is what bounds rank 32.
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
        return VectorSteps128.along(tile, from, to);
      default:
        return VectorAnyStride.step(tile, from, to);
    }
  }

  private static double stride8(Tile tile, int from, int to) {
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
    int t = from;
    while (t < to) {
      int u = user[t];
      int a = 8 * u;
      float keepUserBias = tile.keepUserBias(u);
      FloatVector keepW = FloatVector.broadcast(LANES, tile.keepUser(u));
      FloatVector w0 = FloatVector.fromArray(LANES, w, a);
      do {
        int i = item[t];
        int b = 8 * i;
        float rest = rating[t] - mean;
        rest -= userBias == null ? 0 : userBias[u];
        rest -= itemBias == null ? 0 : itemBias[i];
        FloatVector s0 = w0.mul(FloatVector.fromArray(LANES, h, b));
        s0.intoArray(x, 0);
        float e = rest - (((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])));
        sum += (double) e * e;
        float v = weight == null ? e : weight[t] * e;
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
        t++;
      } while (t < to && user[t] == u);
      w0.intoArray(w, a);
    }
    return sum;
  }

  private static double stride16(Tile tile, int from, int to) {
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
    int t = from;
    while (t < to) {
      int u = user[t];
      int a = 16 * u;
      float keepUserBias = tile.keepUserBias(u);
      FloatVector keepW = FloatVector.broadcast(LANES, tile.keepUser(u));
      FloatVector w0 = FloatVector.fromArray(LANES, w, a);
      FloatVector w1 = FloatVector.fromArray(LANES, w, a + 8);
      do {
        int i = item[t];
        int b = 16 * i;
        float rest = rating[t] - mean;
        rest -= userBias == null ? 0 : userBias[u];
        rest -= itemBias == null ? 0 : itemBias[i];
        FloatVector s0 = w0.mul(FloatVector.fromArray(LANES, h, b));
        FloatVector s1 = w1.mul(FloatVector.fromArray(LANES, h, b + 8));
        s0.add(s1).intoArray(x, 0);
        float e = rest - (((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])));
        sum += (double) e * e;
        float v = weight == null ? e : weight[t] * e;
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
        t++;
      } while (t < to && user[t] == u);
      w0.intoArray(w, a);
      w1.intoArray(w, a + 8);
    }
    return sum;
  }

  private static double stride32(Tile tile, int from, int to) {
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
    int t = from;
    while (t < to) {
      int u = user[t];
      int a = 32 * u;
      float keepUserBias = tile.keepUserBias(u);
      FloatVector keepW = FloatVector.broadcast(LANES, tile.keepUser(u));
      FloatVector w0 = FloatVector.fromArray(LANES, w, a);
      FloatVector w1 = FloatVector.fromArray(LANES, w, a + 8);
      FloatVector w2 = FloatVector.fromArray(LANES, w, a + 16);
      FloatVector w3 = FloatVector.fromArray(LANES, w, a + 24);
      do {
        int i = item[t];
        int b = 32 * i;
        float rest = rating[t] - mean;
        rest -= userBias == null ? 0 : userBias[u];
        rest -= itemBias == null ? 0 : itemBias[i];
        FloatVector s0 = w0.mul(FloatVector.fromArray(LANES, h, b));
        FloatVector s1 = w1.mul(FloatVector.fromArray(LANES, h, b + 8));
        FloatVector s2 = w2.mul(FloatVector.fromArray(LANES, h, b + 16));
        FloatVector s3 = w3.mul(FloatVector.fromArray(LANES, h, b + 24));
        s0.add(s1).add(s2.add(s3)).intoArray(x, 0);
        float e = rest - (((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])));
        sum += (double) e * e;
        float v = weight == null ? e : weight[t] * e;
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
        t++;
      } while (t < to && user[t] == u);
      w0.intoArray(w, a);
      w1.intoArray(w, a + 8);
      w2.intoArray(w, a + 16);
      w3.intoArray(w, a + 24);
    }
    return sum;
  }

  private static double stride64(Tile tile, int from, int to) {
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
    int t = from;
    while (t < to) {
      int u = user[t];
      int a = 64 * u;
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
      do {
        int i = item[t];
        int b = 64 * i;
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
        s0.add(s1).add(s2.add(s3)).intoArray(x, 0);
        float e = rest - (((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])));
        sum += (double) e * e;
        float v = weight == null ? e : weight[t] * e;
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
    }
    return sum;
  }
}
