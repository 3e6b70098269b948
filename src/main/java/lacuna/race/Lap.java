// One training of one method in a race.
package lacuna.race;

/**
 * What one training took. Figures that do not exist are NaN.
 *
 * @param repetition counted from 1
 * @param method {@code sgd} or {@code als}
 * @param seconds from the cached table to the model
 * @param setupSeconds of them, before the first epoch: indexing and blocking; NaN for als, whose
 *     {@code fit} does not tell
 * @param heldOutRmse at the end
 * @param targetSeconds until the held-out error was that of als or less; NaN if it never was
 * @param targetEpochs epochs (or iterations) that took; 0 if it never was
 * @param updatesPerSecond of sgd: training ratings an epoch's second; of als: training ratings
 *     times iterations over all seconds
 * @param cores processor seconds over seconds
 * @param cachedBytes most bytes in Spark's cache beyond those of the table
 */
public record Lap(
    int repetition,
    String method,
    double seconds,
    double setupSeconds,
    double heldOutRmse,
    double targetSeconds,
    int targetEpochs,
    double updatesPerSecond,
    double cores,
    long cachedBytes) {
  /** Name of stochastic gradient descent. */
  public static final String SGD = "sgd";

  /** Name of MLlib's alternating least squares. */
  public static final String ALS = "als";
}
