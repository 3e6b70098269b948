// The command as a process, started the way the README starts it.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitIT {
  private static final String SCRIPT = Path.of("submit.sh").toAbsolutePath().toString();

  /** What the JVM says of the module by itself, and submit.sh of a first start. */
  private static final Pattern OF_THE_START =
      Pattern.compile("WARNING: Using incubator modules.*|This first run ends .*");

  @TempDir private Path folder;

  private record Ended(int exitCode, List<String> out, List<String> err) {}

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(SCRIPT));
    command.addAll(List.of(arguments));
    return startCommand(command);
  }

  /** Runs a script that knows submit.sh as {@code $0}. */
  private Process startShell(String text) throws IOException {
    return startCommand(List.of("bash", "-c", text, SCRIPT));
  }

  private Process startCommand(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("stdout").toFile())
        .redirectError(folder.resolve("stderr").toFile())
        .start();
  }

  private Ended ended(Process process) throws Exception {
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    try (Stream<String> err = Files.lines(folder.resolve("stderr"))) {
      return new Ended(
          process.exitValue(),
          Files.readAllLines(folder.resolve("stdout")),
          err.filter(line -> !OF_THE_START.matcher(line).matches()).toList());
    }
  }

  @Test
  void runsOnRelativePathsWithAReadableConsole() throws Exception {
    Files.copy(Path.of("data/sample/ratings.csv"), folder.resolve("my ratings.csv"));
    Ended ended =
        ended(
            start(
                "--master",
                "local[2]",
                "--",
                "run",
                "--ratings",
                "my ratings.csv",
                "--output",
                "out",
                "--epochs",
                "3"));
    assertThat(ended.err()).isEmpty();
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out().get(0)).startsWith("start ").contains("local[2]");
    assertThat(ended.out()).noneMatch(line -> line.contains("INFO") || line.contains("WARN"));
    assertThat(folder.resolve("out/_SUCCESS")).exists();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("my ratings.csv", "out", "stdout", "stderr");
    }
  }

  @Test
  void endsABadRatingWithOneLineAndItsExitCodeInALocaleThatSaysNothing() throws Exception {
    String shell =
        """
        export LC_ALL=C
        printf '1,1,4\\n1,2,good\\n' >"$(printf 'bad-\\303\\237.csv')"
        "$0" run --ratings bad*.csv --output out
        """;
    Ended ended = ended(startShell(shell));
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).singleElement().asString().contains("/bad-ß.csv, line 2", "good");
    assertThat(InProcess.isClean(folder.resolve("out"))).isTrue();
  }

  @Test
  void endsAMistypedOptionBeforeSparkStarts() throws Exception {
    Ended ended = ended(start("run", "--ratings", "x", "--output", "out", "--epoch", "3"));
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).singleElement().asString().contains("did you mean --epochs?");
  }

  @Test
  void leavesACheckpointWhenItIsInterrupted() throws Exception {
    Files.copy(Path.of("data/sample/ratings.csv"), folder.resolve("ratings.csv"));
    Process process =
        start(
            "run",
            "--ratings",
            "ratings.csv",
            "--output",
            "out",
            "--epochs",
            "1000000",
            "--patience",
            "0",
            "--checkpoint-interval",
            "999999999",
            "--methods",
            "sgd");
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!stdout().contains("sgd ") && System.nanoTime() < until && process.isAlive()) {
      Thread.sleep(100);
    }
    assertThat(folder.resolve("out.partial")).exists();
    process.destroy(); // SIGTERM, which takes the way of Ctrl-C, and which no shell has turned off
    Ended ended = ended(process);
    assertThat(ended.exitCode()).isEqualTo(143);
    assertThat(ended.err()).hasSize(2);
    assertThat(ended.err().get(0)).contains("stops after this epoch", "with a checkpoint");
    assertThat(ended.err().get(1)).contains("stopped at epoch").contains("--resume");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.resolve("out.partial/checkpoints").toFile().list())
        .singleElement()
        .asString()
        .startsWith("epoch-");
  }

  private String stdout() throws IOException {
    return Files.readString(folder.resolve("stdout"));
  }
}
