// What goes wrong while a run is under way: it ends in the factors of an undisturbed one.
package lacuna.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lacuna.cli.InProcess;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsClusterIT {
  private static final Map<String, String> PLAIN = Map.of();

  private Path folder;

  private StandaloneCluster cluster;
  private String undisturbed;
  private ClusterSession application;
  private Map<String, String> settings;

  @BeforeAll
  void start(@TempDir Path shared) throws IOException {
    folder = shared;
    try (ClusterSession local = ClusterSession.local(2)) {
      undisturbed = run(local);
    }
    cluster = new StandaloneCluster(folder.resolve("cluster"), 2, 2);
  }

  @AfterAll
  void stop() {
    if (application != null) {
      application.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  /** The application with these settings; that of the test before where they are the same. */
  private ClusterSession application(Map<String, String> wanted) {
    if (application == null || !wanted.equals(settings)) {
      if (application != null) {
        application.close();
      }
      application = new ClusterSession(cluster.url(), wanted);
      settings = wanted;
    }
    return application;
  }

  /** Runs on the sample and returns the hash of the factors. */
  private String run(ClusterSession on, String... more) throws IOException {
    Path output = folder.resolve("out");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--ratings",
                "data/sample/ratings.csv",
                "--output",
                output.toString(),
                "--overwrite",
                "--methods",
                "sgd",
                "--grid",
                "8x8",
                "--rank",
                "8",
                "--epochs",
                "25"));
    arguments.addAll(List.of(more));
    InProcess result = InProcess.on(on::session, arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(String.join("\n", result.err())).isZero();
    assertThat(folder.resolve("out.partial")).doesNotExist();
    return new ObjectMapper()
        .readTree(Files.readAllBytes(output.resolve("run.json")))
        .path("factorHash")
        .asText();
  }

  private void surviving(String description, boolean ended, Runnable deed) throws IOException {
    ClusterSession on = application(PLAIN);
    StandaloneCluster.await("executors", () -> cluster.executors().size() == 2);
    ClusterSession.Watch watch = on.at(description, ended, deed);
    assertThat(run(on, "--workers", "2")).isEqualTo(undisturbed);
    assertThat(watch.done()).isTrue();
  }

  private void killOne() {
    assertThat(cluster.killExecutor(1)).isTrue();
  }

  @Test
  @Order(1)
  void anUndisturbedRun() throws IOException {
    assertThat(run(application(PLAIN))).isEqualTo(undisturbed);
  }

  @Test
  @Order(2)
  void anExecutorKilledWhileReading() throws IOException {
    surviving("", false, this::killOne);
  }

  @Test
  @Order(3)
  void anExecutorKilledInAnEpoch() throws IOException {
    surviving("sgd final: from epoch 12", false, this::killOne);
  }

  @Test
  @Order(4)
  void anExecutorKilledBetweenEpochs() throws IOException {
    surviving("sgd search: from epoch 20", true, this::killOne);
  }

  @Test
  @Order(5)
  void anExecutorKilledWhileWriting() throws IOException {
    surviving("writing predictions", false, this::killOne);
  }

  @Test
  @Order(6)
  void tasksThatThrowOnce() throws IOException {
    ClusterSession on = application(PLAIN);
    on.session().sparkContext().setLocalProperty(FailingOnce.PROPERTY, "yes");
    try {
      assertThat(run(on, "--workers", "4")).isEqualTo(undisturbed);
    } finally {
      on.session().sparkContext().setLocalProperty(FailingOnce.PROPERTY, null);
    }
  }

  @Test
  @Order(7)
  void aWorkerThatPausesForHalfAMinute() throws IOException {
    surviving(
        "sgd final: from epoch 5",
        false,
        () -> {
          cluster.signal(0, "STOP");
          new Thread(
                  () -> {
                    StandaloneCluster.pause(30_000);
                    cluster.signal(0, "CONT");
                  })
              .start();
        });
  }

  @Test
  @Order(8)
  void speculationAnExecutorOfAThirdOfTheSpeedAndBlocksThatFindNoMemory() throws IOException {
    ClusterSession on =
        application(
            Map.of(
                "spark.speculation", "true",
                "spark.speculation.interval", "20ms",
                "spark.speculation.multiplier", "1.01",
                "spark.speculation.quantile", "0.5",
                "spark.speculation.minTaskRuntime", "1ms",
                "spark.buffer.pageSize", "64k",
                "spark.memory.fraction", "0.006"));
    Set<String> seen = ConcurrentHashMap.newKeySet();
    on.session()
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onTaskStart(SparkListenerTaskStart start) {
                if (start.taskInfo().speculative()) {
                  seen.add("speculative task");
                }
              }

              @Override
              public void onBlockUpdated(SparkListenerBlockUpdated updated) {
                if (updated.blockUpdatedInfo().blockId().isRDD()
                    && updated.blockUpdatedInfo().diskSize() > 0) {
                  seen.add("block on disk");
                }
              }
            });
    AtomicBoolean slow = new AtomicBoolean(true);
    Thread brake = new Thread(() -> slowDown(slow));
    brake.start();
    try {
      assertThat(run(on, "--workers", "2")).isEqualTo(undisturbed);
    } finally {
      slow.set(false);
    }
    assertThat(seen).contains("speculative task", "block on disk");
  }

  /** Lets the first worker's executors run a third of the time. */
  private void slowDown(AtomicBoolean slow) {
    while (slow.get()) {
      cluster.signal(0, "STOP");
      StandaloneCluster.pause(200);
      cluster.signal(0, "CONT");
      StandaloneCluster.pause(100);
    }
  }

  @Test
  @Order(9)
  void executorsThatComeWhenTheyAreAskedFor() throws IOException {
    ClusterSession on =
        application(
            Map.of(
                "spark.dynamicAllocation.enabled", "true",
                "spark.dynamicAllocation.shuffleTracking.enabled", "true",
                "spark.dynamicAllocation.executorIdleTimeout", "1s",
                "spark.dynamicAllocation.cachedExecutorIdleTimeout", "1s",
                "spark.dynamicAllocation.shuffleTracking.timeout", "1s",
                "spark.dynamicAllocation.maxExecutors", "4",
                "spark.executor.cores", "1"));
    AtomicInteger came = new AtomicInteger();
    on.session()
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onExecutorAdded(SparkListenerExecutorAdded added) {
                came.incrementAndGet();
              }
            });
    assertThat(run(on, "--workers", "4")).isEqualTo(undisturbed);
    assertThat(came).hasPositiveValue();
  }
}
