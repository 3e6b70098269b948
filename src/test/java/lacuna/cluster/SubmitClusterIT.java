// The ways to start a job on a cluster, as the README names them.
package lacuna.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmitClusterIT {
  private Path folder;

  private StandaloneCluster cluster;
  private int started;

  @BeforeAll
  void start(@TempDir Path shared) {
    folder = shared;
    cluster = new StandaloneCluster(folder.resolve("cluster"), 2, 2, StandaloneCluster.SECURE);
  }

  @AfterAll
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private Submission job(List<String> spark, String ratings, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--master", cluster.url()));
    arguments.addAll(spark);
    StandaloneCluster.SECURE.forEach(
        (name, value) -> arguments.addAll(List.of("--conf", name + "=" + value)));
    arguments.addAll(List.of("--executor-memory", "600m", "--driver-memory", "900m"));
    arguments.addAll(List.of("--conf", "spark.sql.shuffle.partitions=4", "--", "run"));
    arguments.addAll(List.of("--ratings", Path.of(ratings).toAbsolutePath().toString()));
    arguments.addAll(List.of("--output", folder.resolve("out").toString(), "--overwrite"));
    arguments.addAll(List.of("--methods", "sgd", "--rank", "8", "--grid", "8x8", "--epochs", "5"));
    arguments.addAll(List.of("--validation-fraction", "0", "--patience", "0"));
    arguments.addAll(List.of(more));
    return new Submission(folder, "start-" + started++, Map.of(), arguments);
  }

  /** What a job and the drivers on the cluster have printed. */
  private String told(Submission job) throws IOException {
    StringBuilder told = new StringBuilder(job.printed());
    try (Stream<Path> files = Files.walk(folder.resolve("cluster"))) {
      for (Path file : files.filter(path -> path.endsWith("stderr")).toList()) {
        told.append(file).append('\n').append(Files.readString(file));
      }
    }
    return told.toString();
  }

  @Test
  void onALocalClusterOfAnInstallationOfSpark() throws Exception {
    Path home = StandaloneCluster.sparkHome();
    List<String> arguments = new ArrayList<>(List.of("--master", "local-cluster[2,1,700]"));
    arguments.addAll(List.of("--conf", "spark.executor.memory=600m"));
    arguments.addAll(List.of("--conf", "spark.sql.shuffle.partitions=2", "--", "run", "--ratings"));
    arguments.addAll(List.of("data/sample/ratings.csv", "--output", folder + "/small"));
    arguments.addAll(List.of("--methods", "sgd", "--rank", "8", "--grid", "8x8", "--epochs", "3"));
    arguments.addAll(List.of("--validation-fraction", "0", "--patience", "0"));
    Map<String, String> environment = new HashMap<>(cluster.environment());
    environment.put("SPARK_HOME", installed(home).toString());
    try (Submission job = new Submission(folder, "local-cluster", environment, arguments)) {
      assertThat(job.exitCode()).as(job.printed()).isZero();
      assertThat(job.printed()).contains("local-cluster[2,1,700]", "2 workers with 1 thread");
      assertThat(folder.resolve("small/_SUCCESS")).exists();
    }
  }

  /** Spark's jars with a spark-submit beside them, as its installations have it. */
  private Path installed(Path jars) throws IOException {
    Path home = Files.createDirectories(folder.resolve("spark"));
    Files.createSymbolicLink(home.resolve("jars"), jars.resolve("jars"));
    Path script = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    String text =
        """
        #!/usr/bin/env bash
        exec "$JAVA_HOME/bin/java" -Xmx900m "@%s" -cp "$SPARK_HOME/jars/*" \
          org.apache.spark.deploy.SparkSubmit "$@"
        """;
    Files.writeString(script, text.formatted(Path.of("conf/jvm.options").toAbsolutePath()));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return home;
  }

  /** Though Spark hands the cluster's secret to no such driver's own settings. */
  @Test
  void withTheDriverOnTheCluster() throws Exception {
    List<String> detached = List.of("--deploy-mode", "cluster");
    try (Submission job = job(detached, "data/sample/ratings.csv", "--seed", "2")) {
      assertThat(job.exitCode()).as(told(job)).isZero();
      assertThat(job.printed()).contains("FINISHED");
      assertThat(folder.resolve("out/_SUCCESS")).exists();
      assertThat(folder.resolve("out/run.json")).content().contains("\"kernel\" : \"vector");
    }
    try (Submission job = job(detached, "no/such.csv")) {
      assertThat(job.exitCode()).as(told(job)).isEqualTo(1);
      assertThat(job.printed()).contains("FAILED");
    }
  }
}
