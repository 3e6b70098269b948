// Writes everything that `run` leaves behind.
package lacuna.output;

import java.time.Instant;
import java.util.Map;
import lacuna.evaluation.ComparisonResult;

/** Writes the tables, the model and the record of a comparison. */
public final class RunOutput {
  private RunOutput() {}

  /**
   * What the door knows and the comparison does not.
   *
   * @param command the command's name, {@code run}
   * @param options every option by its name without dashes, with the value in effect: text,
   *     numbers, booleans, lists of them, or null
   * @param predict cells to write predictions for
   * @param started when the command began
   * @param timings seconds of the steps before the comparison (reading, ...), in their order
   */
  public record Request(
      String command,
      Map<String, ?> options,
      Predict predict,
      Instant started,
      Map<String, Double> timings) {}

  /**
   * Writes all of it below the directory's partial path.
   *
   * @param result of a comparison whose primary method has a model; still open
   */
  public static void write(OutputDirectory directory, ComparisonResult result, Request request) {
    throw new UnsupportedOperationException("not there yet");
  }
}
