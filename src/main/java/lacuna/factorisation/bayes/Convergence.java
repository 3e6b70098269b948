// Whether a chain has forgotten where it started.
package lacuna.factorisation.bayes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Split chains' R-hat of what a chain traces (Gelman and others 2013, section 11.4). */
final class Convergence {
  private Convergence() {}

  /**
   * R-hat of one trace: the chain's halves, without the burn-in, taken for two chains. About 1 when
   * both are the same distribution; NaN of fewer than four values.
   */
  static double splitRHat(double[] trace) {
    int half = trace.length / 2;
    if (half < 2) {
      return Double.NaN;
    }
    double[] means = new double[2];
    double[] variances = new double[2];
    for (int part = 0; part < 2; part++) {
      int from = part == 0 ? 0 : trace.length - half;
      for (int k = from; k < from + half; k++) {
        means[part] += trace[k] / half;
      }
      for (int k = from; k < from + half; k++) {
        variances[part] += (trace[k] - means[part]) * (trace[k] - means[part]) / (half - 1);
      }
    }
    double within = (variances[0] + variances[1]) / 2;
    double between = half * (means[0] - means[1]) * (means[0] - means[1]) / 2;
    return Math.sqrt(((half - 1) * within + between) / (half * within));
  }

  /**
   * R-hat by name of the traces of a chain that mean something: a λ that nothing hangs on stays 1.
   */
  static Map<String, Double> of(Chain chain, int burnIn) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int k = 0; k < Chain.TRACED.size(); k++) {
      double[] trace = trace(chain.traces(), burnIn, k);
      if (Arrays.stream(trace).anyMatch(value -> value != 1)) {
        named.put(Chain.TRACED.get(k), splitRHat(trace));
      }
    }
    return named;
  }

  /** The same in words. */
  static String line(Map<String, Double> convergence) {
    return "R-hat "
        + convergence.entrySet().stream()
            .map(trace -> String.format(Locale.ROOT, "%s %.2f", trace.getKey(), trace.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static double[] trace(List<double[]> traces, int burnIn, int number) {
    return IntStream.range(Math.min(burnIn, traces.size()), traces.size())
        .mapToDouble(k -> traces.get(k)[number])
        .toArray();
  }
}
