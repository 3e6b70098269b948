// Starts the session of a process, once a command asks for it.
package lacuna.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The process's own session. For one thread. */
final class SparkStart implements Supplier<SparkSession> {
  private static final String AUTHENTICATE = "spark.authenticate";
  private static final String SECRET = "spark.authenticate.secret";

  /** Where Spark's workers put the secret for the processes that they start. */
  private static final String SECRET_VARIABLE = "_SPARK_AUTH_SECRET";

  private final Path warehouse;
  private final boolean warehouseWasThere;
  private SparkSession session;

  /**
   * @param warehouse folder that Spark makes once it is asked for a table by name, also when there
   *     is none
   */
  SparkStart(Path warehouse) {
    this.warehouse = warehouse;
    this.warehouseWasThere = Files.exists(warehouse);
  }

  @Override
  public SparkSession get() {
    if (session == null) {
      session =
          SparkSession.builder().config(settings(new SparkConf(), System.getenv())).getOrCreate();
    }
    return session;
  }

  /** What nobody has set otherwise, neither by options nor by files. */
  static SparkConf settings(SparkConf conf, Map<String, String> environment) {
    conf.setIfMissing("spark.app.name", "Lacuna");
    conf.setIfMissing("spark.plugins", RunMetrics.class.getName());
    if (conf.get("spark.master", "").startsWith("local")) {
      // A page that nobody opens during a run of seconds costs half a second of the start.
      conf.setIfMissing("spark.ui.enabled", "false");
      // Else a task that runs out of memory ends this process, with no word of what to do.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    } else {
      // Else the blocks of all workers go where most ratings were read, which may be the executor
      // that happened to register first: four workers took turns on one of four executors.
      conf.setIfMissing("spark.shuffle.reduceLocality.enabled", "false");
    }
    // A worker takes the secret out of the options of a driver that it starts, so that no list of
    // processes shows it; the driver's context looks for it in the settings alone.
    if (conf.getBoolean(AUTHENTICATE, false) && environment.containsKey(SECRET_VARIABLE)) {
      conf.setIfMissing(SECRET, environment.get(SECRET_VARIABLE));
    }
    return conf;
  }

  void stop() {
    if (session != null) {
      session.stop();
      leaveNoEmptyWarehouse();
    }
  }

  /** Removes the warehouse if it came with this process and has nothing in it. */
  void leaveNoEmptyWarehouse() {
    if (!warehouseWasThere && Files.isDirectory(warehouse, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.delete(warehouse);
      } catch (IOException kept) {
        // It has tables, or may not be removed.
      }
    }
  }
}
