// What a pass of a kernel over a range of ratings tells of their errors.
package lacuna.kernels;

/**
 * Squared errors of a range of ratings.
 *
 * @param squared Σ e²
 * @param weighted Σ weight e²; the same where there are no weights
 */
public record Loss(double squared, double weighted) {
  /** Before any rating. */
  public static final Loss NONE = new Loss(0, 0);
}
