// What those see of a run who watch a cluster: metrics, descriptions of jobs, the event log.
package lacuna.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lacuna.cli.InProcess;
import org.apache.spark.scheduler.ReplayListenerBus;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

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
    Replayed replayed = replayed(log);
    assertThat(replayed.descriptions)
        .contains("sgd final: from epoch 1 of 9")
        .anyMatch(text -> text.startsWith("writing predictions"))
        .anyMatch(text -> text.startsWith("blocking"));
    long training =
        new ObjectMapper()
            .readTree(folder.resolve("out/run.json").toFile())
            .path("counts")
            .path("train")
            .asLong();
    assertThat(replayed.processed.values().stream().mapToLong(each -> each).sum())
        .isEqualTo(9 * training);
  }

  /** What a history server would show of a run. */
  private static final class Replayed extends SparkListener {
    private final Set<String> descriptions = new TreeSet<>();
    private final Map<Object, Long> processed = new HashMap<>();

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      descriptions.add(String.valueOf(start.properties().getProperty("spark.job.description")));
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted completed) {
      CollectionConverters.asJava(completed.stageInfo().accumulables())
          .forEach(
              (id, counted) -> {
                if (counted.name().contains("ratings processed")) {
                  processed.merge(id, Long.valueOf(counted.value().get().toString()), Math::max);
                }
              });
    }
  }

  private static Replayed replayed(Path log) throws IOException {
    Replayed listener = new Replayed();
    try (Stream<Path> files = Files.walk(log)) {
      for (Path file : files.filter(each -> each.toString().contains("/events_")).toList()) {
        ReplayListenerBus bus = new ReplayListenerBus();
        bus.addListener(listener);
        try (InputStream in = Files.newInputStream(file)) {
          bus.replay(in, file.toString(), false, ReplayListenerBus.SELECT_ALL_FILTER());
        }
      }
    }
    return listener;
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
}
