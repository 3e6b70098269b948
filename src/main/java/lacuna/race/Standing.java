// Where a method stands after all its laps.
package lacuna.race;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Medians over a method's laps, with the least and greatest time to the target.
 *
 * @param method its name
 * @param seconds of a training
 * @param targetSeconds until the held-out error of als was reached; NaN if a lap never did
 * @param leastTargetSeconds of all laps
 * @param greatestTargetSeconds of all laps
 * @param heldOutRmse at the end of a training
 * @param updatesPerSecond as in {@link Lap}
 * @param cores processor seconds over seconds
 * @param cachedBytes most bytes in Spark's cache
 */
public record Standing(
    String method,
    double seconds,
    double targetSeconds,
    double leastTargetSeconds,
    double greatestTargetSeconds,
    double heldOutRmse,
    double updatesPerSecond,
    double cores,
    long cachedBytes) {
  /** Of the laps of one method; there is at least one. */
  static Standing of(String method, List<Lap> laps) {
    List<Lap> own = laps.stream().filter(lap -> lap.method().equals(method)).toList();
    double[] target = sorted(own, Lap::targetSeconds);
    return new Standing(
        method,
        median(own, Lap::seconds),
        median(own, Lap::targetSeconds),
        target[0],
        target[target.length - 1],
        median(own, Lap::heldOutRmse),
        median(own, Lap::updatesPerSecond),
        median(own, Lap::cores),
        (long) median(own, Lap::cachedBytes));
  }

  private static double median(List<Lap> laps, ToDoubleFunction<Lap> figure) {
    double[] sorted = sorted(laps, figure);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** In ascending order; NaN comes last, so that a lap without a figure is never hidden. */
  private static double[] sorted(List<Lap> laps, ToDoubleFunction<Lap> figure) {
    double[] figures = laps.stream().mapToDouble(figure).toArray();
    Arrays.sort(figures);
    return figures;
  }
}
