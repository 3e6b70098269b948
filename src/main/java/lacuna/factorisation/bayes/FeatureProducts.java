// Products of the features of one side: the same in every sweep, so that they are made once.
package lacuna.factorisation.bayes;

import java.io.Serializable;
import lacuna.ratings.FeatureRows;

/**
 * Sums over the ids with ratings, in the order of the ids. Arrays are not to be written to.
 *
 * @param plain lower triangle of XᵀX, {@code names x names}
 * @param weighted the same with each id as often as it has ratings, and with a last feature that is
 *     1 for all: {@code (names + 1) x (names + 1)}
 */
record FeatureProducts(double[] plain, double[] weighted) implements Serializable {
  /**
   * The products of some features.
   *
   * @param counts training ratings by id
   */
  static FeatureProducts of(FeatureRows features, int[] counts) {
    int names = features.names();
    int width = names + 1;
    double[] plain = new double[Math.multiplyExact(names, names)];
    double[] weighted = new double[Math.multiplyExact(width, width)];
    for (int id = 0; id < counts.length; id++) {
      double weight = counts[id];
      weighted[width * width - 1] += weight;
      for (int s = features.start(id); weight > 0 && s < features.start(id + 1); s++) {
        int row = features.name(s);
        weighted[names * width + row] += weight * features.value(s);
        for (int t = features.start(id); t <= s; t++) {
          double product = (double) features.value(s) * features.value(t);
          plain[row * names + features.name(t)] += product;
          weighted[row * width + features.name(t)] += weight * product;
        }
      }
    }
    return new FeatureProducts(plain, weighted);
  }

  /** How many features there are. */
  int names() {
    return (int) Math.round(Math.sqrt(plain.length));
  }
}
