// Writes everything that `run` leaves behind.
package lacuna.output;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.QualityGate.Verdict;
import lacuna.ratings.InputException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

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
   * @param verdicts what became of the conditions that the comparison had to meet
   * @param started when the command began
   * @param timings seconds of the steps before the comparison (reading, ...), in their order
   */
  public record Request(
      String command,
      Map<String, ?> options,
      Predict predict,
      List<Verdict> verdicts,
      Instant started,
      Map<String, Double> timings) {
    /** Whether a condition does not hold, so that nothing of this may pass for a result. */
    public boolean rejected() {
      return verdicts.stream().anyMatch(verdict -> !verdict.met());
    }

    /** The conditions that do not hold, in one line. */
    public String missed() {
      return verdicts.stream()
          .filter(verdict -> !verdict.met())
          .map(verdict -> verdict.condition() + " (" + verdict.value() + ")")
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * Writes all of it below the directory's partial path; nothing is collected but small tables.
   *
   * @param session to write with
   * @param directory claimed for this run; stays the caller's to publish
   * @param result of a comparison whose primary method has a model; still open
   * @param request what else the record says
   * @return seconds of each table, in the order of writing
   * @throws InputException when the file system refuses
   */
  public static Map<String, Double> write(
      SparkSession session, OutputDirectory directory, ComparisonResult result, Request request) {
    FileSystem fs = directory.fileSystem();
    Path at = directory.partial();
    Map<String, Double> seconds = new LinkedHashMap<>();
    try {
      timed(
          session,
          "predictions",
          seconds,
          () -> PredictionsTable.write(session, at, result, request.predict()));
      timed(session, "model", seconds, () -> ModelTables.write(session, at, result, request));
      timed(
          session,
          "totals",
          seconds,
          () -> {
            ResultTables.writeSquaredErrors(session, at, result.methods());
            ResultTables.writeRanking(session, at, result.methods());
            ResultTables.writeHistory(session, at, result.methods());
            ResultTables.writeCalibration(session, at, result.methods());
            ResultTables.writeQuarantine(
                session, at, result.ratings().table().understood().badRecords());
          });
      RunRecord.write(session, fs, at, result, request, seconds);
    } catch (IOException failed) {
      throw new InputException(
          "can't write to " + at + ": " + failed.getMessage() + "; give another --output", failed);
    }
    return Collections.unmodifiableMap(seconds);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void timed(
      SparkSession session, String what, Map<String, Double> seconds, Writing writing)
      throws IOException {
    String step = "writing " + what;
    long start = System.nanoTime();
    session.sparkContext().setJobDescription(step);
    try {
      writing.run();
    } finally {
      session.sparkContext().setJobDescription(null);
    }
    seconds.put(step, (System.nanoTime() - start) * 1e-9);
  }
}
