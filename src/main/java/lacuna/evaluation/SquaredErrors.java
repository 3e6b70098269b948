// Count and sums of errors over some ratings: the totals by which methods are judged.
package lacuna.evaluation;

import java.io.Serializable;

/**
 * Totals of the errors of predictions. An error is the rating minus the clipped prediction, both as
 * the floats that are written, taken and added in double.
 *
 * @param count number of ratings
 * @param sse sum of squared errors
 * @param sae sum of absolute errors
 */
public record SquaredErrors(long count, double sse, double sae) implements Serializable {
  /** Of no ratings. */
  public static final SquaredErrors NONE = new SquaredErrors(0, 0, 0);

  /** The totals of these ratings and others. */
  public SquaredErrors plus(SquaredErrors other) {
    return new SquaredErrors(count + other.count, sse + other.sse, sae + other.sae);
  }

  /** Mean squared error; NaN of no ratings. */
  public double mse() {
    return sse / count;
  }

  /** Root of the mean squared error; NaN of no ratings. */
  public double rmse() {
    return Math.sqrt(mse());
  }

  /** Mean absolute error; NaN of no ratings. */
  public double mae() {
    return sae / count;
  }
}
