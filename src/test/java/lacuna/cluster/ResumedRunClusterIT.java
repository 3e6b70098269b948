// A driver that is lost, again and again, and a job that comes to the same end.
package lacuna.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumedRunClusterIT {
  private static final String[] EACH_EPOCH = {"--checkpoint-interval", "1"};
  private static final String[] NONE_DUE = {"--checkpoint-interval", "1000"};
  private static final Pattern STOPPED =
      Pattern.compile("stopped at (epoch \\d+ of sgd search); .* --resume goes on from there");

  private Path folder;

  private StandaloneCluster cluster;
  private int started;

  @BeforeAll
  void start(@TempDir Path shared) {
    folder = shared;
    cluster = new StandaloneCluster(folder.resolve("cluster"), 2, 2);
  }

  @AfterAll
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Starts the job on so many executors of one core; 0 for none but the driver. */
  private Submission job(int executors, String output, String... more) throws IOException {
    List<String> arguments = new ArrayList<>();
    if (executors == 0) {
      arguments.addAll(List.of("--master", "local[2]"));
    } else {
      arguments.addAll(List.of("--master", cluster.url(), "--executor-memory", "600m"));
      arguments.addAll(List.of("--executor-cores", "1", "--total-executor-cores", "" + executors));
      arguments.addAll(List.of("--conf", "spark.executor.extraJavaOptions=-XX:+UseSerialGC"));
    }
    arguments.addAll(List.of("--conf", "spark.sql.shuffle.partitions=4"));
    arguments.addAll(List.of("--conf", "spark.eventLog.enabled=true"));
    arguments.addAll(List.of("--conf", "spark.eventLog.compress=false"));
    arguments.addAll(List.of("--conf", "spark.eventLog.dir=" + events().toUri()));
    arguments.addAll(List.of("--", "run", "--ratings", "data/sample/ratings.csv"));
    arguments.addAll(List.of("--output", folder.resolve(output).toString(), "--methods", "sgd"));
    arguments.addAll(List.of("--grid", "8x8", "--rank", "8"));
    arguments.addAll(List.of("--epochs", "14", "--patience", "14"));
    arguments.addAll(List.of(more));
    return new Submission(folder, "start-" + started++, Map.of(), arguments);
  }

  /** Where Spark tells what it does while it does it. */
  private Path events() throws IOException {
    return Files.createDirectories(folder.resolve("events-" + started));
  }

  /** Whether a job of this description has begun on the application that started last. */
  private boolean hasBegun(String description) {
    try (Stream<Path> files = Files.walk(folder.resolve("events-" + (started - 1)))) {
      return files.filter(Files::isRegularFile).anyMatch(file -> text(file).contains(description));
    } catch (IOException | UncheckedIOException renamed) {
      return false;
    }
  }

  /**
   * Stops the job as {@code kill} does, when no checkpoint was due yet: it writes one, and gives
   * its executors back. Returns the epoch that it says it has reached.
   */
  private String stopped(Submission job, String description) throws Exception {
    StandaloneCluster.await(description, () -> hasBegun(description) || !job.isAlive());
    assertThat(job.isAlive()).as(job.printed()).isTrue();
    assertThat(checkpoints(folder.resolve("out.partial"))).isEmpty();
    job.terminate();
    assertThat(job.exitCode()).as(job.printed()).isEqualTo(143);
    StandaloneCluster.await("no executors", () -> cluster.executors().isEmpty());
    assertThat(folder.resolve("out")).doesNotExist();
    Matcher said = STOPPED.matcher(job.printed());
    assertThat(said.find()).as(job.printed()).isTrue();
    return said.group(1);
  }

  /** Kills the job's driver once there is something in its directory. */
  private void killedAt(String what, Submission job, Predicate<Path> there) throws Exception {
    Path partial = folder.resolve("out.partial");
    StandaloneCluster.await(what, () -> there.test(partial) || !job.isAlive());
    assertThat(job.isAlive()).as(job.printed()).isTrue();
    job.kill();
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(partial.resolve("_SUCCESS")).doesNotExist();
  }

  private static Predicate<Path> checkpointOf(String training) {
    return partial ->
        checkpoints(partial)
            .anyMatch(
                path ->
                    path.getFileName().toString().startsWith("epoch-")
                        && text(path.resolve("manifest.json")).contains(training));
  }

  private static Stream<Path> checkpoints(Path partial) {
    try {
      Path folder = partial.resolve("checkpoints");
      return Files.exists(folder) ? Files.list(folder).toList().stream() : Stream.empty();
    } catch (IOException gone) {
      return Stream.empty();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }

  private static boolean isWriting(Path partial) {
    return checkpoints(partial)
        .anyMatch(path -> path.getFileName().toString().startsWith(".epoch"));
  }

  private List<String> hashes(String output) throws IOException {
    List<String> hashes = new ArrayList<>();
    new ObjectMapper()
        .readTree(folder.resolve(output).resolve("run.json").toFile())
        .path("methods")
        .forEach(method -> hashes.add(method.path("factorHash").asText()));
    return hashes;
  }

  @Test
  void aDriverKilledInEveryPhase() throws Exception {
    try (Submission undisturbed = job(0, "whole")) {
      assertThat(undisturbed.exitCode()).as(undisturbed.printed()).isZero();
    }
    try (Submission job = job(4, "out")) {
      killedAt("the start", job, Files::exists);
    }
    String reached;
    try (Submission job = resumed(4, NONE_DUE)) {
      reached = stopped(job, "sgd search: from epoch 4");
      assertThat(job.printed()).contains("starts afresh");
    }
    try (Submission job = resumed(2, EACH_EPOCH)) {
      killedAt("one that is being written", job, ResumedRunClusterIT::isWriting);
      assertThat(job.printed()).contains("goes on from " + reached);
    }
    try (Submission job = resumed(2, EACH_EPOCH)) {
      killedAt("a checkpoint of the final training", job, checkpointOf("sgd final"));
    }
    try (Submission job = resumed(0, EACH_EPOCH)) {
      killedAt("the predictions", job, partial -> Files.exists(partial.resolve("predictions")));
    }
    try (Submission job = resumed(4)) {
      assertThat(job.exitCode()).as(job.printed()).isZero();
      assertThat(job.printed()).containsPattern("goes on from .* of \\w+ final");
    }
    assertThat(hashes("out")).isEqualTo(hashes("whole"));
    assertThat(folder.resolve("out.partial")).doesNotExist();
    assertThat(folder.resolve("out/checkpoints")).doesNotExist();
    assertThat(folder.resolve("out/lineage")).doesNotExist();
  }

  private Submission resumed(int executors, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--resume");
    return job(executors, "out", options.toArray(String[]::new));
  }
}
