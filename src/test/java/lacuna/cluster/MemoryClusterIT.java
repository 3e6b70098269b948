// What a run holds, beside what is reckoned that it needs.
package lacuna.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lacuna.cli.InProcess;
import lacuna.factorisation.MemoryNeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own, where all that is held is the run's. */
class MemoryClusterIT {
  private static final MemoryNeed NEED = new MemoryNeed(800_000, 150_000, 5_000, 64);

  @TempDir private Path folder;

  /** Collects garbage again and again, and keeps the most that was left. */
  private static final class Watch implements AutoCloseable {
    private final Thread thread = new Thread(this::watch, "heap watch");
    private volatile boolean ending;
    private long most;

    Watch() {
      thread.setDaemon(true);
      thread.start();
    }

    private void watch() {
      while (!ending) {
        most = Math.max(most, held());
        StandaloneCluster.pause(100);
      }
    }

    /** Bytes that a collection leaves. */
    static long held() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() throws InterruptedException {
      ending = true;
      thread.join();
    }
  }

  private void run(ClusterSession on, List<String> first, String... more) {
    List<String> arguments = new ArrayList<>(first);
    arguments.addAll(List.of(more));
    InProcess result = InProcess.on(on::session, arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(String.join("\n", result.err())).isZero();
  }

  private void train(ClusterSession on, String ratings, int rank) {
    String out = folder.resolve("out").toString();
    List<String> given = List.of("run", "--ratings", ratings, "--output", out, "--overwrite");
    run(on, given, "--methods", "sgd", "--rank", "" + rank, "--epochs", "2");
  }

  @Test
  void needsNoMoreThanIsReckonedAndNotMuchLess() throws Exception {
    try (ClusterSession on = ClusterSession.local(2)) {
      train(on, "data/sample/ratings.csv", 8); // what Spark keeps for itself is there from now on
      String ratings = folder.resolve("generated").toString();
      List<String> generate = List.of("generate", "--output", ratings, "--seed", "1");
      run(
          on,
          generate,
          "--users",
          "" + NEED.users(),
          "--items",
          "" + NEED.items(),
          "--count",
          "" + NEED.ratings(),
          "--rank",
          "4",
          "--noise",
          "0.5");
      long before = Watch.held();
      Watch watch = new Watch();
      try (watch) {
        train(on, ratings + "/ratings", NEED.rank());
      }
      double reckoned = MemoryNeed.FIXED_BYTES + NEED.bytes(1);
      // Java works well where a third of its heap is garbage.
      assertThat((double) watch.most).isLessThan(0.7 * reckoned);
      assertThat((double) watch.most - before).isGreaterThan(0.4 * NEED.bytes(1));
    }
  }
}
