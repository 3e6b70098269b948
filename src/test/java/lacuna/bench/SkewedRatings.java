// Made-up ratings as Lacuna's readers hand them on, for benchmarks of whole epochs.
package lacuna.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import lacuna.ratings.Part;
import lacuna.ratings.RatingColumns;

/**
 * Ratings whose users and items are as unequal as MovieLens 10M's (log-normal, sigma 1.3 and 2):
 * biases of users and items with noise, in halves from 0.5 to 5.
 */
final class SkewedRatings {
  private SkewedRatings() {}

  /** About {@code count} training ratings of all users, sorted by (user, item), each pair once. */
  static RatingColumns of(int users, int items, int count) {
    SplittableRandom random = new SplittableRandom(1);
    double[] activity = shares(random, users, 1.3);
    double[] popularity = shares(random, items, 2);
    double[] itemBias = new double[items];
    Arrays.setAll(itemBias, item -> 0.4 * random.nextGaussian());
    int[] user = new int[2 * count];
    int[] item = new int[2 * count];
    float[] rating = new float[2 * count];
    int[] lastUser = new int[items];
    int at = 0;
    for (int u = 0; u < users; u++) {
      double share = (activity[u] - (u > 0 ? activity[u - 1] : 0)) / activity[users - 1];
      int size = (int) Math.min(Math.max(1, share * count), items / 4.0);
      double userBias = 3.5 + 0.4 * random.nextGaussian();
      int first = at;
      while (at < first + size) {
        int drawn = drawn(random, popularity);
        if (lastUser[drawn] != u + 1) {
          lastUser[drawn] = u + 1;
          item[at++] = drawn;
        }
      }
      Arrays.fill(user, first, at, u);
      Arrays.sort(item, first, at);
      for (int t = first; t < at; t++) {
        double value = userBias + itemBias[item[t]] + 0.8 * random.nextGaussian();
        rating[t] = Math.round(2 * Math.max(0.5, Math.min(5, value))) / 2f;
      }
    }
    byte[] part = new byte[at];
    Arrays.fill(part, Part.TRAIN.code());
    return new RatingColumns(
        Arrays.copyOf(user, at), Arrays.copyOf(item, at), Arrays.copyOf(rating, at), null, part);
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
}
