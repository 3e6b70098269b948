// The tests' own JVM as the driver of an application on the cluster.
package lacuna.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;

/** One application at a time, since a JVM has one context. */
final class ClusterSession implements AutoCloseable {
  private final SparkSession session;

  /** On this machine alone, as the undisturbed run that others are held against. */
  static ClusterSession local(int cores) {
    return new ClusterSession("local[" + cores + "]", Map.of());
  }

  /**
   * @param master where to
   * @param more settings beside those that every test has
   */
  ClusterSession(String master, Map<String, String> more) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("lacuna on a cluster")
            .master(master)
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.executor.memory", "600m")
            .config("spark.executor.extraClassPath", ownClasses())
            .config("spark.executor.extraJavaOptions", "-XX:+UseSerialGC")
            .config("spark.plugins", FailingOnce.class.getName())
            .config("spark.shuffle.reduceLocality.enabled", "false") // as the command sets it
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.session.timeZone", "UTC");
    more.forEach(builder::config);
    this.session = builder.getOrCreate();
  }

  /** Where the classes of the project and of its tests are, for executors on this machine. */
  private static String ownClasses() {
    return String.join(
        ":",
        List.of(System.getProperty("java.class.path").split(":")).stream()
            .filter(entry -> entry.contains("target") || entry.contains("picocli"))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  SparkSession session() {
    return session;
  }

  /**
   * Does something once, when a job starts or has ended whose description begins so.
   *
   * @param description of the job
   * @param ended whether to wait for its end
   */
  Watch at(String description, boolean ended, Runnable deed) {
    Watch watch = new Watch(description, ended, deed);
    session.sparkContext().addSparkListener(watch);
    return watch;
  }

  /** Waits for its job on Spark's own bus. */
  static final class Watch extends SparkListener {
    private final String description;
    private final boolean ended;
    private final Runnable deed;
    private int job = -1;
    private volatile boolean done;

    private Watch(String description, boolean ended, Runnable deed) {
      this.description = description;
      this.ended = ended;
      this.deed = deed;
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      String text = String.valueOf(start.properties().getProperty("spark.job.description"));
      if (job < 0 && text.startsWith(description)) {
        job = start.jobId();
        if (!ended) {
          run();
        }
      }
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd end) {
      if (ended && end.jobId() == job) {
        run();
      }
    }

    private void run() {
      deed.run();
      done = true;
    }

    /** Whether it has happened. */
    boolean done() {
      return done;
    }
  }

  @Override
  public void close() {
    session.stop();
  }
}
