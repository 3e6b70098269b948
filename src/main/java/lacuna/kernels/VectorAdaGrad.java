// AdaGrad's updates in eight vector lanes, one unrolled loop for each common stride.
package lacuna.kernels;

import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;
import static lacuna.kernels.VectorOfEight.ZEROS;

import jdk.incubator.vector.FloatVector;

/**
 * The loops of {@link SgdKernel#update} with AdaGrad's rates, for strides 32, 64 and, in {@link
 * VectorAdaGrad128}, 128; other strides go to {@link VectorAnyStride}. {@link VectorSteps} says why
 * they are written out, call nothing, and keep the user's row in registers.
 */
final class VectorAdaGrad {
  static {
    LongLoops.keepFromQuickCompiler();
  }

  private VectorAdaGrad() {}

  /** Updates along ratings {@code [from, to)}; returns the sum of squared errors. */
  static Loss along(Tile tile, int from, int to) {
    switch (tile.users.stride()) {
      case 32:
        return stride32(tile, from, to);
      case 64:
        return stride64(tile, from, to);
      case 128:
        return VectorAdaGrad128.along(tile, from, to);
      default:
        return VectorAnyStride.adapt(tile, from, to);
    }
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
    float[] userSquares = tile.users.squares();
    float[] itemSquares = tile.items.squares();
    float[] userBiasSquares = tile.users.biasSquares();
    float[] itemBiasSquares = tile.items.biasSquares();
    float[] userLambdaBias = tile.users.lambdaBias();
    float[] itemLambdaBias = tile.items.lambdaBias();
    float mean = tile.mean;
    float step = tile.step;
    float biasStep = tile.biasStep;
    float lambdaItem = tile.rule.lambdaItem();
    float lambdaBiasUser = tile.rule.lambdaBiasUser();
    float lambdaBiasItem = tile.rule.lambdaBiasItem();
    float[] x = new float[2 * Lanes.COUNT];
    double sum = 0;
    double weighted = 0;
    int t = from;
    while (t < to) {
      int u = user[t];
      int a = 32 * u;
      FloatVector decayW = ZEROS.broadcast(-tile.lambdaUser(u));
      float ofUser = userSquares[u];
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
        float ofItem = itemSquares[i];
        float rateUser = step / (float) Math.sqrt(ofUser);
        float rateItem = step / (float) Math.sqrt(ofItem);
        FloatVector s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b)).mul(w0);
        FloatVector s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 8)).mul(w1);
        FloatVector s2 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 16)).mul(w2);
        FloatVector s3 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 24)).mul(w3);
        FLOATS.cast(s0.add(s1).add(s2.add(s3))).intoArray(x, 0);
        float e = rest - (((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])));
        sum += (double) e * e;
        float v = e;
        if (weight != null) {
          v = weight[t] * e;
          weighted += (double) v * e;
        }
        if (userBias != null) {
          float lambda = userLambdaBias == null ? lambdaBiasUser : userLambdaBias[u];
          float slope = Math.fma(-lambda, userBias[u], v);
          float squares = userBiasSquares[u];
          userBias[u] = Math.fma(biasStep / (float) Math.sqrt(squares), slope, userBias[u]);
          userBiasSquares[u] = Math.fma(slope, slope, squares);
        }
        if (itemBias != null) {
          float lambda = itemLambdaBias == null ? lambdaBiasItem : itemLambdaBias[i];
          float slope = Math.fma(-lambda, itemBias[i], v);
          float squares = itemBiasSquares[i];
          itemBias[i] = Math.fma(biasStep / (float) Math.sqrt(squares), slope, itemBias[i]);
          itemBiasSquares[i] = Math.fma(slope, slope, squares);
        }
        float decay = -(itemLambda == null ? lambdaItem : itemLambda[i]);
        FloatVector g = ZEROS.broadcast(v);
        FloatVector rateW = ZEROS.broadcast(rateUser);
        FloatVector rateH = ZEROS.broadcast(rateItem);
        FloatVector decayH = ZEROS.broadcast(decay);
        FloatVector h0 = FloatVector.fromArray(LANES, h, b);
        FloatVector d0 = g.fma(h0, decayW.mul(w0));
        w0 = rateW.fma(d0, w0);
        FloatVector f0 = g.fma(w0, decayH.mul(h0));
        FLOATS.cast(rateH.fma(f0, h0)).intoArray(h, b);
        FloatVector p0 = d0.mul(d0);
        FloatVector q0 = f0.mul(f0);
        FloatVector h1 = FloatVector.fromArray(LANES, h, b + 8);
        FloatVector d1 = g.fma(h1, decayW.mul(w1));
        w1 = rateW.fma(d1, w1);
        FloatVector f1 = g.fma(w1, decayH.mul(h1));
        FLOATS.cast(rateH.fma(f1, h1)).intoArray(h, b + 8);
        FloatVector p1 = d1.mul(d1);
        FloatVector q1 = f1.mul(f1);
        FloatVector h2 = FloatVector.fromArray(LANES, h, b + 16);
        FloatVector d2 = g.fma(h2, decayW.mul(w2));
        w2 = rateW.fma(d2, w2);
        FloatVector f2 = g.fma(w2, decayH.mul(h2));
        FLOATS.cast(rateH.fma(f2, h2)).intoArray(h, b + 16);
        FloatVector p2 = d2.mul(d2);
        FloatVector q2 = f2.mul(f2);
        FloatVector h3 = FloatVector.fromArray(LANES, h, b + 24);
        FloatVector d3 = g.fma(h3, decayW.mul(w3));
        w3 = rateW.fma(d3, w3);
        FloatVector f3 = g.fma(w3, decayH.mul(h3));
        FLOATS.cast(rateH.fma(f3, h3)).intoArray(h, b + 24);
        FloatVector p3 = d3.mul(d3);
        FloatVector q3 = f3.mul(f3);
        FLOATS.cast(p0.add(p1).add(p2.add(p3))).intoArray(x, 0);
        FLOATS.cast(q0.add(q1).add(q2.add(q3))).intoArray(x, Lanes.COUNT);
        float squaredUser = ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
        float squaredItem = ((x[8] + x[12]) + (x[10] + x[14])) + ((x[9] + x[13]) + (x[11] + x[15]));
        ofUser = Math.fma(squaredUser, 1f / 32, ofUser);
        itemSquares[i] = Math.fma(squaredItem, 1f / 32, ofItem);
        t++;
      } while (t < to && user[t] == u);
      userSquares[u] = ofUser;
      FLOATS.cast(w0).intoArray(w, a);
      FLOATS.cast(w1).intoArray(w, a + 8);
      FLOATS.cast(w2).intoArray(w, a + 16);
      FLOATS.cast(w3).intoArray(w, a + 24);
    }
    return tile.loss(sum, weighted);
  }

  private static Loss stride64(Tile tile, int from, int to) {
    char[] user = tile.user;
    char[] item = tile.item;
    float[] rating = tile.rating;
    float[] weight = tile.weight;
    float[] w = tile.users.factors();
    float[] h = tile.items.factors();
    float[] userBias = tile.users.bias();
    float[] itemBias = tile.items.bias();
    float[] itemLambda = tile.items.lambda();
    float[] userSquares = tile.users.squares();
    float[] itemSquares = tile.items.squares();
    float[] userBiasSquares = tile.users.biasSquares();
    float[] itemBiasSquares = tile.items.biasSquares();
    float[] userLambdaBias = tile.users.lambdaBias();
    float[] itemLambdaBias = tile.items.lambdaBias();
    float mean = tile.mean;
    float step = tile.step;
    float biasStep = tile.biasStep;
    float lambdaItem = tile.rule.lambdaItem();
    float lambdaBiasUser = tile.rule.lambdaBiasUser();
    float lambdaBiasItem = tile.rule.lambdaBiasItem();
    float[] x = new float[2 * Lanes.COUNT];
    double sum = 0;
    double weighted = 0;
    int t = from;
    while (t < to) {
      int u = user[t];
      int a = 64 * u;
      FloatVector decayW = ZEROS.broadcast(-tile.lambdaUser(u));
      float ofUser = userSquares[u];
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
        float ofItem = itemSquares[i];
        float rateUser = step / (float) Math.sqrt(ofUser);
        float rateItem = step / (float) Math.sqrt(ofItem);
        FloatVector s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b)).mul(w0);
        FloatVector s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 8)).mul(w1);
        FloatVector s2 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 16)).mul(w2);
        FloatVector s3 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 24)).mul(w3);
        s0 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 32)).fma(w4, s0);
        s1 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 40)).fma(w5, s1);
        s2 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 48)).fma(w6, s2);
        s3 = FLOATS.cast(FloatVector.fromArray(LANES, h, b + 56)).fma(w7, s3);
        FLOATS.cast(s0.add(s1).add(s2.add(s3))).intoArray(x, 0);
        float e = rest - (((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])));
        sum += (double) e * e;
        float v = e;
        if (weight != null) {
          v = weight[t] * e;
          weighted += (double) v * e;
        }
        if (userBias != null) {
          float lambda = userLambdaBias == null ? lambdaBiasUser : userLambdaBias[u];
          float slope = Math.fma(-lambda, userBias[u], v);
          float squares = userBiasSquares[u];
          userBias[u] = Math.fma(biasStep / (float) Math.sqrt(squares), slope, userBias[u]);
          userBiasSquares[u] = Math.fma(slope, slope, squares);
        }
        if (itemBias != null) {
          float lambda = itemLambdaBias == null ? lambdaBiasItem : itemLambdaBias[i];
          float slope = Math.fma(-lambda, itemBias[i], v);
          float squares = itemBiasSquares[i];
          itemBias[i] = Math.fma(biasStep / (float) Math.sqrt(squares), slope, itemBias[i]);
          itemBiasSquares[i] = Math.fma(slope, slope, squares);
        }
        float decay = -(itemLambda == null ? lambdaItem : itemLambda[i]);
        FloatVector g = ZEROS.broadcast(v);
        FloatVector rateW = ZEROS.broadcast(rateUser);
        FloatVector rateH = ZEROS.broadcast(rateItem);
        FloatVector decayH = ZEROS.broadcast(decay);
        FloatVector h0 = FloatVector.fromArray(LANES, h, b);
        FloatVector d0 = g.fma(h0, decayW.mul(w0));
        w0 = rateW.fma(d0, w0);
        FloatVector f0 = g.fma(w0, decayH.mul(h0));
        FLOATS.cast(rateH.fma(f0, h0)).intoArray(h, b);
        FloatVector p0 = d0.mul(d0);
        FloatVector q0 = f0.mul(f0);
        FloatVector h1 = FloatVector.fromArray(LANES, h, b + 8);
        FloatVector d1 = g.fma(h1, decayW.mul(w1));
        w1 = rateW.fma(d1, w1);
        FloatVector f1 = g.fma(w1, decayH.mul(h1));
        FLOATS.cast(rateH.fma(f1, h1)).intoArray(h, b + 8);
        FloatVector p1 = d1.mul(d1);
        FloatVector q1 = f1.mul(f1);
        FloatVector h2 = FloatVector.fromArray(LANES, h, b + 16);
        FloatVector d2 = g.fma(h2, decayW.mul(w2));
        w2 = rateW.fma(d2, w2);
        FloatVector f2 = g.fma(w2, decayH.mul(h2));
        FLOATS.cast(rateH.fma(f2, h2)).intoArray(h, b + 16);
        FloatVector p2 = d2.mul(d2);
        FloatVector q2 = f2.mul(f2);
        FloatVector h3 = FloatVector.fromArray(LANES, h, b + 24);
        FloatVector d3 = g.fma(h3, decayW.mul(w3));
        w3 = rateW.fma(d3, w3);
        FloatVector f3 = g.fma(w3, decayH.mul(h3));
        FLOATS.cast(rateH.fma(f3, h3)).intoArray(h, b + 24);
        FloatVector p3 = d3.mul(d3);
        FloatVector q3 = f3.mul(f3);
        FloatVector h4 = FloatVector.fromArray(LANES, h, b + 32);
        FloatVector d4 = g.fma(h4, decayW.mul(w4));
        w4 = rateW.fma(d4, w4);
        FloatVector f4 = g.fma(w4, decayH.mul(h4));
        FLOATS.cast(rateH.fma(f4, h4)).intoArray(h, b + 32);
        p0 = d4.fma(d4, p0);
        q0 = f4.fma(f4, q0);
        FloatVector h5 = FloatVector.fromArray(LANES, h, b + 40);
        FloatVector d5 = g.fma(h5, decayW.mul(w5));
        w5 = rateW.fma(d5, w5);
        FloatVector f5 = g.fma(w5, decayH.mul(h5));
        FLOATS.cast(rateH.fma(f5, h5)).intoArray(h, b + 40);
        p1 = d5.fma(d5, p1);
        q1 = f5.fma(f5, q1);
        FloatVector h6 = FloatVector.fromArray(LANES, h, b + 48);
        FloatVector d6 = g.fma(h6, decayW.mul(w6));
        w6 = rateW.fma(d6, w6);
        FloatVector f6 = g.fma(w6, decayH.mul(h6));
        FLOATS.cast(rateH.fma(f6, h6)).intoArray(h, b + 48);
        p2 = d6.fma(d6, p2);
        q2 = f6.fma(f6, q2);
        FloatVector h7 = FloatVector.fromArray(LANES, h, b + 56);
        FloatVector d7 = g.fma(h7, decayW.mul(w7));
        w7 = rateW.fma(d7, w7);
        FloatVector f7 = g.fma(w7, decayH.mul(h7));
        FLOATS.cast(rateH.fma(f7, h7)).intoArray(h, b + 56);
        p3 = d7.fma(d7, p3);
        q3 = f7.fma(f7, q3);
        FLOATS.cast(p0.add(p1).add(p2.add(p3))).intoArray(x, 0);
        FLOATS.cast(q0.add(q1).add(q2.add(q3))).intoArray(x, Lanes.COUNT);
        float squaredUser = ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
        float squaredItem = ((x[8] + x[12]) + (x[10] + x[14])) + ((x[9] + x[13]) + (x[11] + x[15]));
        ofUser = Math.fma(squaredUser, 1f / 64, ofUser);
        itemSquares[i] = Math.fma(squaredItem, 1f / 64, ofItem);
        t++;
      } while (t < to && user[t] == u);
      userSquares[u] = ofUser;
      FLOATS.cast(w0).intoArray(w, a);
      FLOATS.cast(w1).intoArray(w, a + 8);
      FLOATS.cast(w2).intoArray(w, a + 16);
      FLOATS.cast(w3).intoArray(w, a + 24);
      FLOATS.cast(w4).intoArray(w, a + 32);
      FLOATS.cast(w5).intoArray(w, a + 40);
      FLOATS.cast(w6).intoArray(w, a + 48);
      FLOATS.cast(w7).intoArray(w, a + 56);
    }
    return tile.loss(sum, weighted);
  }
}
