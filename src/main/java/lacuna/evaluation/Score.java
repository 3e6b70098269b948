// How a method did on one part of the split.
package lacuna.evaluation;

import java.io.Serializable;

/**
 * Totals of one method over one part of the split.
 *
 * @param errors over all ratings of the part, so the same ones for every method
 * @param own ratings whose prediction was the method's own; for the others {@code bias} spoke
 */
public record Score(SquaredErrors errors, long own) implements Serializable {
  /** Over no ratings. */
  public static final Score NONE = new Score(SquaredErrors.NONE, 0);

  /** The totals of these ratings and others. */
  public Score plus(Score other) {
    return new Score(errors.plus(other.errors), own + other.own);
  }

  /** Share of the ratings whose prediction was the method's own; NaN of no ratings. */
  public double coverage() {
    return (double) own / errors.count();
  }
}
