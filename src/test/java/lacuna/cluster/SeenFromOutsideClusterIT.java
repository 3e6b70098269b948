// What those see of a run who watch a cluster: metrics, descriptions of jobs, the event log.
package lacuna.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lacuna.cli.InProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenFromOutsideClusterIT {
  private static final String SINK = "spark.metrics.conf.*.sink.prometheusServlet.";

  @Test
  void tellsTheEpochInMetricsAndWhatItDoesInTheEventLog(@TempDir Path folder) throws Exception {
    Path log = Files.createDirectory(folder.resolve("log"));
    Map<String, String> watched =
        Map.of(
            "spark.plugins",
            "lacuna.cli.RunMetrics",
            "spark.ui.enabled",
            "true",
            "spark.ui.port",
            "0",
            SINK + "class",
            "org.apache.spark.metrics.sink.PrometheusServlet",
            SINK + "path",
            "/metrics/prometheus",
            "spark.eventLog.enabled",
            "true",
            "spark.eventLog.compress",
            "false",
            "spark.eventLog.dir",
            log.toUri().toString());
    try (ClusterSession on = new ClusterSession("local[2]", watched)) {
      InProcess result =
          InProcess.on(
              on::session,
              "run",
              "--ratings",
              "data/sample/ratings.csv",
              "--output",
              folder.resolve("out").toString(),
              "--methods",
              "sgd",
              "--epochs",
              "9",
              "--patience",
              "0");
      assertThat(result.exitCode()).as(String.join("\n", result.err())).isZero();
      assertThat(metrics(on))
          .containsPattern("plugin_lacuna_cli_RunMetrics_epoch_Value\\S* [1-9]")
          .containsPattern("RunMetrics_trainRmse_Value\\S* 0\\.\\d+")
          .containsPattern("RunMetrics_ratingsPerSecond_Value\\S* \\d");
    }
    assertThat(text(log))
        .contains("sgd final: from epoch 1 of 9", "writing predictions", "blocking");
  }

  private static String metrics(ClusterSession on) throws IOException, InterruptedException {
    String page = on.session().sparkContext().uiWebUrl().get();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + URI.create(page).getPort() + "/metrics/prometheus/"))
            .build();
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.ALWAYS)
        .build()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String text(Path log) throws IOException {
    try (Stream<Path> files = Files.walk(log)) {
      return files
          .filter(Files::isRegularFile)
          .map(
              file -> {
                try {
                  return Files.readString(file);
                } catch (IOException unreadable) {
                  return "";
                }
              })
          .collect(Collectors.joining());
    }
  }
}
