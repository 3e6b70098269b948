// Constant-step updates in eight vector lanes, one unrolled loop for each common stride.
package lacuna.kernels;

import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;
import static lacuna.kernels.VectorOfEight.ZEROS;

import jdk.incubator.vector.FloatVector;

/**
 * The loops of {@link SgdKernel#update} with a constant step, for strides 8, 16, 32 and, in {@link
 * VectorSteps64} and {@link VectorSteps128}, 64 and 128; other strides go to {@link
 * VectorAnyStride}.
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
 * came from 49 to 62 million updates a second. Costs: a rating waits for the one before.
 *
 * <p>Decision: up to stride 64 the next inner product of a user is taken before the row moves, and
 * corrected by the product of the two items; see {@link SgdKernel}. Because: a rating then waits
 * for five operations and a sum of eight lanes of the one before, not for the whole row: one tile
 * at ranks 32 and 64 came from 66 to 90 and from 62 to 69 million updates a second, from 75 to 89
 * and from 63 to 77 without biases. Costs: half as many multiplications again, which at stride 128
 * takes more than the wait did, 41 for 47; and at the end of a user's ratings a product for
 * nothing.
 */
final class VectorSteps {
  static {
    LongLoops.keepFromQuickCompiler();
  }

  private VectorSteps() {}

  /** Updates along ratings {@code [from, to)}; returns the sum of squared errors. */
  static Loss along(Tile tile, int from, int to) {
    switch (tile.users.stride()) {
      case 8:
        return stride8(tile, from, to);
      case 16:
        return stride16(tile, from, to);
      case 32:
        return stride32(tile, from, to);
      case 64:
        return VectorSteps64.along(tile, from, to);
      case 128:
        return VectorSteps128.along(tile, from, to);
      default:
        return VectorAnyStride.step(tile, from, to);
    }
  }

  private static Loss stride8(Tile tile, int from, int to) {
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
      int a = 8 * u;
      float keepUserBias = tile.keepUserBias(u);
      float ofUser = userBias == null ? 0 : userBias[u];
      FloatVector keepW = ZEROS.broadcast(tile.keepUser(u));
      FloatVector w0 = FloatVector.fromArray(LANES, w, a);
      int i = item[t];
      int b = 8 * i;
      FloatVector s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b)).mul(w0);
      FloatVector lanes = s0;
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
        int c = 8 * next;
        FloatVector n0 = FLOATS.cast(FloatVector.fromArray(LANES, h, c));
        FloatVector p0 = n0.mul(w0);
        FloatVector q0 = n0.mul(FloatVector.fromArray(LANES, h, b));
        lanes = g.fma(q0, p0.mul(keepW));
        FloatVector h0 = FloatVector.fromArray(LANES, h, b);
        w0 = g.fma(h0, keepW.mul(w0));
        FLOATS.cast(g.fma(w0, keepH.mul(h0))).intoArray(h, b);
        i = next;
        b = c;
      } while (goesOn);
      FLOATS.cast(w0).intoArray(w, a);
      if (userBias != null) {
        userBias[u] = ofUser;
      }
    }
    return tile.loss(sum, weighted);
  }

  private static Loss stride16(Tile tile, int from, int to) {
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
      int a = 16 * u;
      float keepUserBias = tile.keepUserBias(u);
      float ofUser = userBias == null ? 0 : userBias[u];
      FloatVector keepW = ZEROS.broadcast(tile.keepUser(u));
      FloatVector w0 = FloatVector.fromArray(LANES, w, a);
      FloatVector w1 = FloatVector.fromArray(LANES, w, a + 8);
      int i = item[t];
      int b = 16 * i;
      FloatVector s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b)).mul(w0);
      FloatVector s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 8)).mul(w1);
      FloatVector lanes = s0.add(s1);
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
        int c = 16 * next;
        FloatVector n0 = FLOATS.cast(FloatVector.fromArray(LANES, h, c));
        FloatVector p0 = n0.mul(w0);
        FloatVector q0 = n0.mul(FloatVector.fromArray(LANES, h, b));
        FloatVector n1 = FLOATS.cast(FloatVector.fromArray(LANES, h, c + 8));
        FloatVector p1 = n1.mul(w1);
        FloatVector q1 = n1.mul(FloatVector.fromArray(LANES, h, b + 8));
        FloatVector between = q0.add(q1);
        lanes = g.fma(between, p0.add(p1).mul(keepW));
        FloatVector h0 = FloatVector.fromArray(LANES, h, b);
        w0 = g.fma(h0, keepW.mul(w0));
        FLOATS.cast(g.fma(w0, keepH.mul(h0))).intoArray(h, b);
        FloatVector h1 = FloatVector.fromArray(LANES, h, b + 8);
        w1 = g.fma(h1, keepW.mul(w1));
        FLOATS.cast(g.fma(w1, keepH.mul(h1))).intoArray(h, b + 8);
        i = next;
        b = c;
      } while (goesOn);
      FLOATS.cast(w0).intoArray(w, a);
      FLOATS.cast(w1).intoArray(w, a + 8);
      if (userBias != null) {
        userBias[u] = ofUser;
      }
    }
    return tile.loss(sum, weighted);
  }

  private static Loss stride32(Tile tile, int from, int to) {
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
      int a = 32 * u;
      float keepUserBias = tile.keepUserBias(u);
      float ofUser = userBias == null ? 0 : userBias[u];
      FloatVector keepW = ZEROS.broadcast(tile.keepUser(u));
      FloatVector w0 = FloatVector.fromArray(LANES, w, a);
      FloatVector w1 = FloatVector.fromArray(LANES, w, a + 8);
      FloatVector w2 = FloatVector.fromArray(LANES, w, a + 16);
      FloatVector w3 = FloatVector.fromArray(LANES, w, a + 24);
      int i = item[t];
      int b = 32 * i;
      FloatVector s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b)).mul(w0);
      FloatVector s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 8)).mul(w1);
      FloatVector s2 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 16)).mul(w2);
      FloatVector s3 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 24)).mul(w3);
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
        int c = 32 * next;
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
        i = next;
        b = c;
      } while (goesOn);
      FLOATS.cast(w0).intoArray(w, a);
      FLOATS.cast(w1).intoArray(w, a + 8);
      FLOATS.cast(w2).intoArray(w, a + 16);
      FLOATS.cast(w3).intoArray(w, a + 24);
      if (userBias != null) {
        userBias[u] = ofUser;
      }
    }
    return tile.loss(sum, weighted);
  }
}
