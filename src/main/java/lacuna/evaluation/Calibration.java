// Whether a method's error bars are as wide as they say: counted while scoring, written by output.
package lacuna.evaluation;

import java.io.Serializable;

/**
 * Held-out ratings that lie within a predictive interval about the unclipped prediction, see {@link
 * PredictiveLaw}.
 *
 * @param level share of the ratings that the interval should hold
 * @param held ratings that it does hold, its ends included
 * @param count held-out ratings
 */
public record Calibration(double level, long held, long count) implements Serializable {
  private static final double[] LEVELS = {0.683, 0.9, 0.95};

  /** Number of levels. */
  static int levels() {
    return LEVELS.length;
  }

  /** The level of this number. */
  static double level(int number) {
    return LEVELS[number];
  }

  /** Share of the ratings that the interval holds; NaN of none. */
  public double share() {
    return (double) held / count;
  }
}
