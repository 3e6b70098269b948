// Writes everything that `run` leaves behind.
package lacuna.output;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
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
  private static final int THREADS = 2;

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
   * @return seconds of each table, in no order of time
   * @throws InputException when the file system refuses
   */
  public static Map<String, Double> write(
      SparkSession session, OutputDirectory directory, ComparisonResult result, Request request) {
    FileSystem fs = directory.fileSystem();
    Path at = directory.partial();
    // Tables do not depend on each other, and most of the time of a small one is Spark's planning.
    // The model comes first: it takes longest.
    List<Table> tables =
        List.of(
            new Table("model", () -> ModelTables.write(session, at, result, request)),
            new Table(
                "predictions",
                () -> PredictionsTable.write(session, at, result, request.predict())),
            new Table("totals", () -> writeTotals(session, at, result)));
    double[] seconds = new double[tables.size()];
    List<Runnable> steps = new ArrayList<>();
    for (int k = 0; k < seconds.length; k++) {
      int place = k;
      steps.add(() -> seconds[place] = tables.get(place).write(session, at));
    }
    Abreast.run(session, THREADS, steps);
    Map<String, Double> bySteps = new LinkedHashMap<>();
    for (int k = 0; k < seconds.length; k++) {
      bySteps.put(tables.get(k).step(), seconds[k]);
    }
    try {
      RunRecord.write(session, fs, at, result, request, bySteps);
    } catch (IOException failed) {
      throw refused(at, failed);
    }
    return Collections.unmodifiableMap(bySteps);
  }

  private static void writeTotals(SparkSession session, Path at, ComparisonResult result) {
    ResultTables.writeSquaredErrors(session, at, result.methods());
    ResultTables.writeRanking(session, at, result.methods());
    ResultTables.writeHistory(session, at, result.methods());
    ResultTables.writeCalibration(session, at, result.methods());
    ResultTables.writeQuarantine(session, at, result.ratings().table().understood().badRecords());
  }

  private static InputException refused(Path at, IOException failed) {
    return new InputException(
        "can't write to " + at + ": " + failed.getMessage() + "; give another --output", failed);
  }

  private interface Writing {
    void run() throws IOException;
  }

  /** A table, or some small ones, and how to write it. */
  private record Table(String name, Writing writing) {
    String step() {
      return "writing " + name;
    }

    /** Seconds that it took. */
    double write(SparkSession session, Path at) {
      long start = System.nanoTime();
      session.sparkContext().setJobDescription(step());
      try {
        writing.run();
      } catch (IOException failed) {
        throw refused(at, failed);
      } finally {
        session.sparkContext().setJobDescription(null);
      }
      return (System.nanoTime() - start) * 1e-9;
    }
  }
}
