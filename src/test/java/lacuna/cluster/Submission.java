// A run as its users start it: a process of submit.sh that a test may kill.
package lacuna.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One start of submit.sh, with its output in files. */
final class Submission implements AutoCloseable {
  private static final String SCRIPT = Path.of("submit.sh").toAbsolutePath().toString();
  private static final long MINUTES = 3;

  private final Process process;
  private final Path out;

  /**
   * Starts it.
   *
   * @param folder where the output goes
   * @param name of this start, for the names of its files
   * @param environment what is set beside this process's
   */
  Submission(Path folder, String name, Map<String, String> environment, List<String> arguments) {
    this.out = folder.resolve(name + ".out");
    List<String> command = new ArrayList<>(List.of(SCRIPT));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("LACUNA_BUILD", build().toString());
    builder.environment().putAll(environment);
    try {
      this.process = builder.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The finished build that is tested. */
  static Path build() {
    String build = System.getenv("LACUNA_BUILD");
    return Path.of(build == null ? "target" : build).toAbsolutePath();
  }

  /** Spark's jars as submit.sh starts them. */
  static String sparkClassPath() throws IOException {
    String version = System.getProperty("java.specification.version");
    return Files.readString(build().resolve("spark-class-path-" + version)).strip();
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      close();
      throw new AssertionError("not done after " + MINUTES + " minutes: " + printed());
    }
    return process.exitValue();
  }

  /** Whether it still runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it as kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end as {@code kill} does. */
  void terminate() {
    process.destroy();
  }

  /** What it has printed so far. */
  String printed() {
    try {
      return Files.readString(out);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
