// AdaGrad's updates in eight vector lanes for rows of 128 entries.
package lacuna.kernels;

import static lacuna.kernels.VectorOfEight.FLOATS;
import static lacuna.kernels.VectorOfEight.LANES;
import static lacuna.kernels.VectorOfEight.ZEROS;

import jdk.incubator.vector.FloatVector;

/**
 * The loop of {@link VectorAdaGrad} for stride 128, four chunks to a turn of the inner loops: rows
 * of sixteen chunks and their sums don't fit the registers, and written out it is 5 % slower. Of
 * the user only the sum stays in a register.
 */
final class VectorAdaGrad128 {
  private VectorAdaGrad128() {}

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
      int a = 128 * u;
      float ofUser = userSquares[u];
      FloatVector decayW = ZEROS.broadcast(-tile.lambdaUser(u));
      do {
        int i = item[t];
        int b = 128 * i;
        float rest = rating[t] - mean;
        rest -= userBias == null ? 0 : userBias[u];
        rest -= itemBias == null ? 0 : itemBias[i];
        float ofItem = itemSquares[i];
        float rateUser = step / (float) Math.sqrt(ofUser);
        float rateItem = step / (float) Math.sqrt(ofItem);
        FloatVector s0 =
            FLOATS.cast(FloatVector.fromArray(LANES, w, a)).mul(FloatVector.fromArray(LANES, h, b));
        FloatVector s1 =
            FLOATS
                .cast(FloatVector.fromArray(LANES, w, a + 8))
                .mul(FloatVector.fromArray(LANES, h, b + 8));
        FloatVector s2 =
            FLOATS
                .cast(FloatVector.fromArray(LANES, w, a + 16))
                .mul(FloatVector.fromArray(LANES, h, b + 16));
        FloatVector s3 =
            FLOATS
                .cast(FloatVector.fromArray(LANES, w, a + 24))
                .mul(FloatVector.fromArray(LANES, h, b + 24));
        for (int k = 32; k < 128; k += 32) {
          int y = a + k;
          int z = b + k;
          s0 =
              FLOATS
                  .cast(FloatVector.fromArray(LANES, w, y))
                  .fma(FloatVector.fromArray(LANES, h, z), s0);
          s1 =
              FLOATS
                  .cast(FloatVector.fromArray(LANES, w, y + 8))
                  .fma(FloatVector.fromArray(LANES, h, z + 8), s1);
          s2 =
              FLOATS
                  .cast(FloatVector.fromArray(LANES, w, y + 16))
                  .fma(FloatVector.fromArray(LANES, h, z + 16), s2);
          s3 =
              FLOATS
                  .cast(FloatVector.fromArray(LANES, w, y + 24))
                  .fma(FloatVector.fromArray(LANES, h, z + 24), s3);
        }
        FLOATS.cast(FLOATS.cast(s0).add(s1).add(FLOATS.cast(s2).add(s3))).intoArray(x, 0);
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
        float decayItem = -(itemLambda == null ? lambdaItem : itemLambda[i]);
        FloatVector g = ZEROS.broadcast(v);
        FloatVector rateW = ZEROS.broadcast(rateUser);
        FloatVector rateH = ZEROS.broadcast(rateItem);
        FloatVector decayH = ZEROS.broadcast(decayItem);
        FloatVector h0 = FloatVector.fromArray(LANES, h, b);
        FloatVector w0 = FloatVector.fromArray(LANES, w, a);
        FloatVector d0 = g.fma(h0, decayW.mul(w0));
        w0 = rateW.fma(d0, w0);
        FLOATS.cast(w0).intoArray(w, a);
        FloatVector f0 = g.fma(w0, decayH.mul(h0));
        FLOATS.cast(rateH.fma(f0, h0)).intoArray(h, b);
        FloatVector p0 = d0.mul(d0);
        FloatVector q0 = f0.mul(f0);
        FloatVector h1 = FloatVector.fromArray(LANES, h, b + 8);
        FloatVector w1 = FloatVector.fromArray(LANES, w, a + 8);
        FloatVector d1 = g.fma(h1, decayW.mul(w1));
        w1 = rateW.fma(d1, w1);
        FLOATS.cast(w1).intoArray(w, a + 8);
        FloatVector f1 = g.fma(w1, decayH.mul(h1));
        FLOATS.cast(rateH.fma(f1, h1)).intoArray(h, b + 8);
        FloatVector p1 = d1.mul(d1);
        FloatVector q1 = f1.mul(f1);
        FloatVector h2 = FloatVector.fromArray(LANES, h, b + 16);
        FloatVector w2 = FloatVector.fromArray(LANES, w, a + 16);
        FloatVector d2 = g.fma(h2, decayW.mul(w2));
        w2 = rateW.fma(d2, w2);
        FLOATS.cast(w2).intoArray(w, a + 16);
        FloatVector f2 = g.fma(w2, decayH.mul(h2));
        FLOATS.cast(rateH.fma(f2, h2)).intoArray(h, b + 16);
        FloatVector p2 = d2.mul(d2);
        FloatVector q2 = f2.mul(f2);
        FloatVector h3 = FloatVector.fromArray(LANES, h, b + 24);
        FloatVector w3 = FloatVector.fromArray(LANES, w, a + 24);
        FloatVector d3 = g.fma(h3, decayW.mul(w3));
        w3 = rateW.fma(d3, w3);
        FLOATS.cast(w3).intoArray(w, a + 24);
        FloatVector f3 = g.fma(w3, decayH.mul(h3));
        FLOATS.cast(rateH.fma(f3, h3)).intoArray(h, b + 24);
        FloatVector p3 = d3.mul(d3);
        FloatVector q3 = f3.mul(f3);
        for (int k = 32; k < 128; k += 32) {
          int y = a + k;
          int z = b + k;
          FloatVector hk0 = FloatVector.fromArray(LANES, h, z);
          FloatVector wk0 = FloatVector.fromArray(LANES, w, y);
          FloatVector dk0 = g.fma(hk0, decayW.mul(wk0));
          wk0 = rateW.fma(dk0, wk0);
          FLOATS.cast(wk0).intoArray(w, y);
          FloatVector fk0 = g.fma(wk0, decayH.mul(hk0));
          FLOATS.cast(rateH.fma(fk0, hk0)).intoArray(h, z);
          p0 = dk0.fma(dk0, p0);
          q0 = fk0.fma(fk0, q0);
          FloatVector hk1 = FloatVector.fromArray(LANES, h, z + 8);
          FloatVector wk1 = FloatVector.fromArray(LANES, w, y + 8);
          FloatVector dk1 = g.fma(hk1, decayW.mul(wk1));
          wk1 = rateW.fma(dk1, wk1);
          FLOATS.cast(wk1).intoArray(w, y + 8);
          FloatVector fk1 = g.fma(wk1, decayH.mul(hk1));
          FLOATS.cast(rateH.fma(fk1, hk1)).intoArray(h, z + 8);
          p1 = dk1.fma(dk1, p1);
          q1 = fk1.fma(fk1, q1);
          FloatVector hk2 = FloatVector.fromArray(LANES, h, z + 16);
          FloatVector wk2 = FloatVector.fromArray(LANES, w, y + 16);
          FloatVector dk2 = g.fma(hk2, decayW.mul(wk2));
          wk2 = rateW.fma(dk2, wk2);
          FLOATS.cast(wk2).intoArray(w, y + 16);
          FloatVector fk2 = g.fma(wk2, decayH.mul(hk2));
          FLOATS.cast(rateH.fma(fk2, hk2)).intoArray(h, z + 16);
          p2 = dk2.fma(dk2, p2);
          q2 = fk2.fma(fk2, q2);
          FloatVector hk3 = FloatVector.fromArray(LANES, h, z + 24);
          FloatVector wk3 = FloatVector.fromArray(LANES, w, y + 24);
          FloatVector dk3 = g.fma(hk3, decayW.mul(wk3));
          wk3 = rateW.fma(dk3, wk3);
          FLOATS.cast(wk3).intoArray(w, y + 24);
          FloatVector fk3 = g.fma(wk3, decayH.mul(hk3));
          FLOATS.cast(rateH.fma(fk3, hk3)).intoArray(h, z + 24);
          p3 = dk3.fma(dk3, p3);
          q3 = fk3.fma(fk3, q3);
        }
        FLOATS.cast(FLOATS.cast(p0).add(p1).add(FLOATS.cast(p2).add(p3))).intoArray(x, 0);
        FLOATS.cast(FLOATS.cast(q0).add(q1).add(FLOATS.cast(q2).add(q3))).intoArray(x, Lanes.COUNT);
        float squaredUser = ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
        float squaredItem = ((x[8] + x[12]) + (x[10] + x[14])) + ((x[9] + x[13]) + (x[11] + x[15]));
        ofUser = Math.fma(squaredUser, 1f / 128, ofUser);
        itemSquares[i] = Math.fma(squaredItem, 1f / 128, ofItem);
        t++;
      } while (t < to && user[t] == u);
      userSquares[u] = ofUser;
    }
    return tile.loss(sum, weighted);
  }
}
