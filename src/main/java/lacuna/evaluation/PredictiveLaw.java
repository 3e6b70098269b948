// How far from its prediction a rating may lie: for error bars that hold what they say.
package lacuna.evaluation;

/**
 * The law of a rating about the mean of sampled predictions: a normal law, for what the samples
 * disagree on, and the noise on top, by a t law. It is no law with a name; its quantiles in units
 * of its standard deviation depend on the degrees of freedom and on the noise's share of the
 * variance, and are tabulated over that share.
 *
 * <p>The t law is a mixture of normal laws whose precision is gamma distributed, so that the whole
 * is one too: its probabilities are those of normal laws, added up over the logarithm of the
 * precision by the trapezium rule.
 */
final class PredictiveLaw {
  private static final int SHARES = 16;
  private static final int NODES = 48;
  private static final double LOWEST = -9;
  private static final double STEP = 0.25;

  private final double[][] reach = new double[Calibration.levels()][SHARES + 1];

  /**
   * @param degrees degrees of freedom of the noise, above 2; infinite for normal noise
   */
  PredictiveLaw(double degrees) {
    boolean normal = Double.isInfinite(degrees);
    double[] variance = new double[normal ? 1 : NODES];
    double[] weight = new double[variance.length];
    double sum = 0;
    for (int n = 0; n < weight.length; n++) {
      double log = LOWEST + n * STEP;
      variance[n] = normal ? 1 : (degrees - 2) / degrees * Math.exp(-log);
      weight[n] = normal ? 1 : Math.exp(degrees / 2 * (log + 1 - Math.exp(log)));
      sum += weight[n];
    }
    double[] deviation = new double[weight.length];
    for (int k = 0; k <= SHARES; k++) {
      double noise = k / (double) SHARES;
      for (int n = 0; n < weight.length; n++) {
        deviation[n] = Math.sqrt(1 - noise + noise * variance[n]);
      }
      for (int level = 0; level < reach.length; level++) {
        reach[level][k] = quantile(Calibration.level(level) * sum, deviation, weight);
      }
    }
  }

  private static double quantile(double part, double[] deviation, double[] weight) {
    double low = 0;
    double high = 8;
    for (int k = 0; k < 40; k++) {
      double middle = (low + high) / 2;
      double held = 0;
      for (int n = 0; n < weight.length; n++) {
        held += weight[n] * within(middle / deviation[n]);
      }
      if (held < part) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Probability that a standard normal number is so near to 0: 2φ(x)(x + x³/3 + x⁵/15 + …). */
  private static double within(double x) {
    if (x > 7) {
      return 1;
    }
    double term = x;
    double sum = x;
    for (int k = 3; term > 1e-17 * sum; k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return Math.min(1, 2 * sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI));
  }

  /**
   * Half the width of an interval, in standard deviations.
   *
   * @param level number of the level that it should hold
   * @param noise share of the noise in the variance, from 0 to 1
   */
  double reach(int level, double noise) {
    double place = Math.max(0, Math.min(1, noise)) * SHARES;
    int below = Math.min(SHARES - 1, (int) place);
    double[] table = reach[level];
    return table[below] + (place - below) * (table[below + 1] - table[below]);
  }
}
