// A JVM of its own for what depends on what a JVM has compiled so far.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a class of the tests with the Vector API, each compilation waited for. */
final class ForkedJvm {
  private static final int MOST_SECONDS = 120;

  private ForkedJvm() {}

  /**
   * Runs a main class to its end, which must be a good one, and returns the lines that it printed.
   *
   * @param folder for what it prints
   * @param flags of the JVM besides
   */
  static List<String> run(Path folder, Class<?> main, String... flags)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path messages = folder.resolve("messages");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules=jdk.incubator.vector", "-Xbatch", "-Xmx256m"));
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(messages.toFile())
            .start();
    boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    List<String> lines = Files.readAllLines(output);
    String told = lines + "\n" + Files.readString(messages);
    assertThat(ended).as("ended within %d s; %s", MOST_SECONDS, told).isTrue();
    assertThat(process.exitValue()).as(told).isZero();
    return lines;
  }
}
