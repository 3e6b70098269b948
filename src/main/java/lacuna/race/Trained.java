// What a lap measured before the target was known.
package lacuna.race;

import java.util.List;

/**
 * One training as it was timed.
 *
 * @param method its name
 * @param seconds from the cached table to the model
 * @param setupSeconds before the first epoch; NaN where it is not known
 * @param heldOutRmse at the end
 * @param reached after each epoch: seconds since the start and held-out error; only the end for als
 * @param updatesPerSecond as in {@link Lap}
 * @param cores processor seconds over seconds
 * @param cachedBytes most bytes in Spark's cache
 */
record Trained(
    String method,
    double seconds,
    double setupSeconds,
    double heldOutRmse,
    List<Reached> reached,
    double updatesPerSecond,
    double cores,
    long cachedBytes) {
  /**
   * A point of a training.
   *
   * @param epochs done
   * @param seconds since the start
   * @param rmse on the held-out ratings
   */
  record Reached(int epochs, double seconds, double rmse) {}

  /** The lap, judged by a target, which als reaches by definition at its end. */
  Lap lap(int repetition, double target) {
    Reached first =
        reached.stream()
            .filter(point -> method.equals(Lap.ALS) || point.rmse <= target)
            .findFirst()
            .orElse(new Reached(0, Double.NaN, Double.NaN));
    return new Lap(
        repetition,
        method,
        seconds,
        setupSeconds,
        heldOutRmse,
        first.seconds,
        first.epochs,
        updatesPerSecond,
        cores,
        cachedBytes);
  }
}
