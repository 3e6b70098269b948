// Made-up ratings cut into tiles, with rows to learn: what the benchmarks run the kernels on.
package lacuna.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import lacuna.blocks.NestedOrder;
import lacuna.kernels.Lanes;
import lacuna.kernels.Rows;
import lacuna.kernels.SgdKernel;
import lacuna.kernels.SgdRule;
import lacuna.kernels.TileRatings;

/**
 * Ratings whose users and items are as unequal as MovieLens 10M's (log-normal, sigma 1.3 and 2), in
 * a tile from user to user as blocks have them, and rows from a small random start. Stripes hold
 * equal numbers of rows and, rows being numbered at random, about equal numbers of ratings.
 */
final class TiledRatings {
  private final int userStripes;
  private final int itemStripes;
  private final TileRatings ratings;
  private final int[] tileStart;
  private final Rows[] users;
  private final Rows[] items;

  /** Sizes of the data, of the grid, and of the factors. */
  record Shape(
      int users, int items, int count, int userStripes, int itemStripes, int rank, boolean biases) {
    Shape {
      if (Math.max(users / userStripes, items / itemStripes) >= Character.MAX_VALUE) {
        throw new IllegalArgumentException("stripes have more rows than 16 bits count");
      }
    }
  }

  TiledRatings(Shape shape, boolean adaGrad) {
    userStripes = shape.userStripes;
    itemStripes = shape.itemStripes;
    SplittableRandom random = new SplittableRandom(1);
    double[] userShares = shares(random, shape.users, 1.3);
    double[] itemShares = shares(random, shape.items, 2);
    int userRows = -Math.floorDiv(-shape.users, userStripes);
    int itemRows = -Math.floorDiv(-shape.items, itemStripes);
    int[] user = new int[shape.count];
    int[] item = new int[shape.count];
    tileStart = new int[userStripes * itemStripes + 1];
    for (int t = 0; t < shape.count; t++) {
      user[t] = drawn(random, userShares);
      item[t] = drawn(random, itemShares);
      tileStart[user[t] / userRows * itemStripes + item[t] / itemRows + 1]++;
    }
    Arrays.parallelPrefix(tileStart, Integer::sum);
    ratings =
        new TileRatings(new char[shape.count], new char[shape.count], new float[shape.count], null);
    long[] keys = new long[shape.count];
    for (int t = 0; t < shape.count; t++) {
      long tile = user[t] / userRows * itemStripes + item[t] / itemRows;
      keys[t] = tile << 48 | (long) (user[t] % userRows) << 32 | t;
    }
    Arrays.sort(keys);
    for (int at = 0; at < shape.count; at++) {
      int t = (int) keys[at];
      ratings.user()[at] = (char) (user[t] % userRows);
      ratings.item()[at] = (char) (item[t] % itemRows);
      ratings.rating()[at] = 1 + random.nextInt(9) / 2f;
    }
    users = rows(random, userStripes, userRows, shape, adaGrad);
    items = rows(random, itemStripes, itemRows, shape, adaGrad);
  }

  /** Running sums of each id's share of the ratings. */
  private static double[] shares(SplittableRandom random, int ids, double sigma) {
    double[] shares = new double[ids];
    for (int id = 0; id < ids; id++) {
      shares[id] = Math.exp(Math.min(sigma * random.nextGaussian(), 2.8 * sigma));
    }
    Arrays.parallelPrefix(shares, Double::sum);
    return shares;
  }

  private static int drawn(SplittableRandom random, double[] shares) {
    int at = Arrays.binarySearch(shares, random.nextDouble(shares[shares.length - 1]));
    return Math.min(at < 0 ? -at - 1 : at, shares.length - 1);
  }

  private static Rows[] rows(
      SplittableRandom random, int stripes, int rows, Shape shape, boolean adaGrad) {
    int stride = Lanes.stride(shape.rank);
    Rows[] all = new Rows[stripes];
    for (int stripe = 0; stripe < stripes; stripe++) {
      float[] factors = new float[rows * stride];
      for (int k = 0; k < factors.length; k++) {
        double start = (random.nextDouble() - 0.5) / Math.sqrt(shape.rank);
        factors[k] = k % stride < shape.rank ? (float) start : 0;
      }
      all[stripe] =
          new Rows(
              factors,
              stride,
              shape.biases ? new float[rows] : null,
              adaGrad ? filled(rows) : null,
              adaGrad && shape.biases ? filled(rows) : null,
              null,
              null);
    }
    return all;
  }

  private static float[] filled(int rows) {
    float[] column = new float[rows];
    Arrays.fill(column, 1);
    return column;
  }

  /** A rule that learns steadily on these ratings. */
  static SgdRule rule(boolean adaGrad) {
    float step = adaGrad ? 0.03f : 0.004f;
    return new SgdRule(3, step, step, 0.05f, 0.05f, 0.02f, 0.02f, false, adaGrad);
  }

  int count() {
    return ratings.rating().length;
  }

  /** One epoch in the nested order; returns the sum of squared errors as met. */
  double epoch(SgdKernel kernel, SgdRule rule, int epoch) {
    double sum = 0;
    for (int tile : new NestedOrder(userStripes, itemStripes, 1, epoch).tiles()) {
      sum += update(kernel, rule, tile);
    }
    return sum;
  }

  /** One tile, counted user stripe by user stripe. */
  double update(SgdKernel kernel, SgdRule rule, int tile) {
    return kernel
        .update(
            ratings,
            tileStart[tile],
            tileStart[tile + 1],
            users[tile / itemStripes],
            items[tile % itemStripes],
            rule)
        .squared();
  }
}
