// What a solver returns.
package lacuna.factorisation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of one method.
 *
 * @param method its name on the command line
 * @param status how it ended
 * @param factors the model; null unless the status is {@link Status#DONE}
 * @param history an entry for each epoch, search first
 * @param epochs epochs behind the model
 * @param seconds time in the solver
 * @param note one line on what was chosen or what went wrong, empty when there is nothing to say
 * @param convergence split chains' R-hat of what a sampler traces, by name; empty for other methods
 */
public record Solution(
    String method,
    Status status,
    Factors factors,
    List<EpochRecord> history,
    int epochs,
    double seconds,
    String note,
    Map<String, Double> convergence) {
  /** How a method ended. */
  public enum Status {
    /** With a model. */
    DONE,
    /** Its loss grew without bound or stopped being a number, or its decomposition did not come. */
    DIVERGED,
    /** It was not tried; the note says why. */
    SKIPPED
  }

  public Solution {
    history = List.copyOf(history);
    convergence = Collections.unmodifiableMap(new LinkedHashMap<>(convergence));
  }

  /** One of a method that samples nothing. */
  public Solution(
      String method,
      Status status,
      Factors factors,
      List<EpochRecord> history,
      int epochs,
      double seconds,
      String note) {
    this(method, status, factors, history, epochs, seconds, note, Map.of());
  }

  /** A method that was not tried. */
  public static Solution skipped(String method, String why) {
    return new Solution(method, Status.SKIPPED, null, List.of(), 0, 0, why);
  }
}
