// A run from HDFS to HDFS, checkpoints included, that loses a data node on the way.
package lacuna.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lacuna.cli.InProcess;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HdfsClusterIT {
  private static final Map<String, String> ENCRYPTED = encrypted();

  /**
   * What is secure, and encrypted files of shuffles and blocks, which only an application is told
   * of.
   */
  private static Map<String, String> encrypted() {
    Map<String, String> settings = new HashMap<>(StandaloneCluster.SECURE);
    settings.put("spark.io.encryption.enabled", "true");
    return settings;
  }

  private static String run(ClusterSession on, String input, String output) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", "--ratings", input));
    arguments.addAll(List.of("--output", output, "--methods", "sgd", "--grid", "8x8"));
    arguments.addAll(List.of("--rank", "8", "--epochs", "10", "--checkpoint-interval", "2"));
    InProcess result = InProcess.on(on::session, arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(String.join("\n", result.err())).isZero();
    Path record = new Path(output, "run.json");
    Configuration hadoop = on.session().sparkContext().hadoopConfiguration();
    try (InputStream in = record.getFileSystem(hadoop).open(record)) {
      return new ObjectMapper().readTree(in).path("factorHash").asText();
    }
  }

  /** Neither the master's nor a worker's nor an executor's log or file has it. */
  private static void assertSecretIsNotIn(java.nio.file.Path folder) throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
      for (java.nio.file.Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text.contains(StandaloneCluster.SECRET)).as(file.toString()).isFalse();
      }
    }
  }

  @Test
  void endsAsOnThisMachineEncryptedAndThoughADataNodeStops(@TempDir java.nio.file.Path folder)
      throws IOException {
    String sample = "data/sample/ratings.csv";
    String undisturbed;
    try (ClusterSession local = ClusterSession.local(2)) {
      undisturbed = run(local, sample, folder.resolve("out").toString());
    }
    try (MiniHdfs hdfs = new MiniHdfs(folder.resolve("hdfs"));
        StandaloneCluster cluster =
            new StandaloneCluster(folder.resolve("cluster"), 2, 1, StandaloneCluster.SECURE);
        ClusterSession on = new ClusterSession(cluster.url(), ENCRYPTED)) {
      Path root = new Path(hdfs.uri());
      FileSystem fs = root.getFileSystem(on.session().sparkContext().hadoopConfiguration());
      Path ratings = new Path(root, "/ratings.csv");
      fs.copyFromLocalFile(new Path(sample), ratings);
      ClusterSession.Watch watch = on.at("sgd final: from epoch 4", false, hdfs::stopDataNode);
      Path output = new Path(root, "/results/out");
      assertThat(run(on, ratings.toString(), output.toString())).isEqualTo(undisturbed);
      assertThat(watch.done()).isTrue();
      assertThat(Stream.of(fs.listStatus(output.getParent())).map(each -> each.getPath().getName()))
          .containsExactly("out");
      assertThat(fs.exists(new Path(output, "_SUCCESS"))).isTrue();
      assertThat(fs.exists(new Path(output, "checkpoints"))).isFalse();
      try (InputStream in = fs.open(new Path(output, "run.json"))) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .doesNotContain(StandaloneCluster.SECRET);
      }
      assertSecretIsNotIn(folder.resolve("cluster"));
    }
  }
}
