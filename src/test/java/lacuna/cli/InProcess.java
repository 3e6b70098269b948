// Runs commands as their users do, in this JVM and on the shared session. Used by the ITs.
package lacuna.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import lacuna.SparkForTests;
import org.apache.spark.sql.SparkSession;

/**
 * What a command left behind.
 *
 * @param exitCode of the process, were it one
 * @param out lines of results
 * @param err lines of warnings and errors
 */
public record InProcess(int exitCode, List<String> out, List<String> err) {
  static InProcess run(String... arguments) {
    return on(SparkForTests::session, arguments);
  }

  /** The same on another session. */
  public static InProcess on(Supplier<SparkSession> session, String... arguments) {
    RecordedConsole recorded = new RecordedConsole(false);
    int exitCode = new Program(session, recorded.console()).execute(arguments);
    return new InProcess(exitCode, recorded.outLines(), recorded.errLines());
  }

  /** The only line of error; warnings aside. */
  String error() {
    List<String> errors = err.stream().filter(line -> !line.startsWith("warning: ")).toList();
    return errors.size() == 1 ? errors.get(0) : "not one line but " + errors;
  }

  /** Whether nothing stands at an output, nor beside it. */
  static boolean isClean(Path output) {
    return Files.notExists(output)
        && Files.notExists(output.resolveSibling(output.getFileName() + ".partial"));
  }
}
