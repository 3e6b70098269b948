// The ways to start a job on a cluster, as the README names them.
package lacuna.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    cluster = new StandaloneCluster(folder.resolve("cluster"), 2, 2);
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
    arguments.addAll(List.of("--executor-memory", "600m", "--driver-memory", "900m"));
    arguments.addAll(List.of("--conf", "spark.sql.shuffle.partitions=4", "--", "run"));
    arguments.addAll(List.of("--ratings", Path.of(ratings).toAbsolutePath().toString()));
    arguments.addAll(List.of("--output", folder.resolve("out").toString(), "--overwrite"));
    arguments.addAll(List.of("--methods", "sgd", "--rank", "8", "--grid", "8x8", "--epochs", "5"));
    arguments.addAll(List.of("--validation-fraction", "0", "--patience", "0"));
    arguments.addAll(List.of(more));
    return new Submission(folder, "start-" + started++, Map.of(), arguments);
  }

  @Test
  void withTheDriverOnTheCluster() throws Exception {
    List<String> detached = List.of("--deploy-mode", "cluster");
    try (Submission job = job(detached, "data/sample/ratings.csv", "--seed", "2")) {
      assertThat(job.exitCode()).as(job.printed()).isZero();
      assertThat(job.printed()).contains("FINISHED");
      assertThat(folder.resolve("out/_SUCCESS")).exists();
      assertThat(folder.resolve("out/run.json")).content().contains("\"kernel\" : \"vector");
    }
    try (Submission job = job(detached, "no/such.csv")) {
      assertThat(job.exitCode()).as(job.printed()).isEqualTo(1);
      assertThat(job.printed()).contains("FAILED");
    }
  }
}
