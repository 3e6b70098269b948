// Writes run.json of a command that is no run.
package lacuna.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lacuna.ratings.InputException;
import lacuna.ratings.Understood;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * What was done on what, by what and how long it took, with the fields of a run's record: lacuna,
 * command, started, finished, settings, data, versions, timings; and then what came out.
 *
 * @param command its name
 * @param options every option by its name without dashes, with the value in effect
 * @param started when the command began
 * @param data what was understood of each input
 * @param timings seconds of the steps, in their order
 */
public record CommandRecord(
    String command,
    Map<String, ?> options,
    Instant started,
    List<Understood> data,
    Map<String, Double> timings) {
  /**
   * Writes it below the directory's partial path.
   *
   * @param outcome what came out: numbers, texts, lists and maps of them; null for what there is
   *     not
   * @throws InputException when the file system refuses
   */
  public void write(SparkSession session, OutputDirectory directory, Map<String, ?> outcome) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put(RunRecord.MARK, RunRecord.version());
    record.put("command", command);
    record.put("started", started.toString());
    record.put("finished", Instant.now().toString());
    record.put("settings", RunRecord.finite(options));
    record.put("data", data.stream().map(RunRecord::data).toList());
    record.put("versions", RunRecord.versions(session));
    record.put("timings", timings);
    record.putAll(outcome);
    Path at = directory.partial();
    try (OutputStream out = directory.fileSystem().create(new Path(at, RunRecord.FILE), true)) {
      out.write(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(record));
      out.write('\n');
    } catch (IOException failed) {
      throw new InputException(
          "can't write to " + at + ": " + failed.getMessage() + "; give another --output", failed);
    }
  }
}
