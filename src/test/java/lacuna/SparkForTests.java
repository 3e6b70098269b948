// The one Spark session of the test JVM. Starting one costs seconds, so every test that needs Spark
// shares it.
package lacuna;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Holds the shared local session: two cores, tasks that may fail three times, no web page, few
 * shuffle partitions. It ends with the JVM.
 */
public final class SparkForTests {
  private SparkForTests() {}

  /**
   * Returns the shared session. Tests may set SQL options on {@code session().newSession()}, never
   * on this one.
   */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    static final SparkSession SESSION = start();

    private static SparkSession start() {
      Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
      SparkSession session =
          SparkSession.builder()
              .appName("lacuna tests")
              .master("local[2,4]")
              .config("spark.ui.enabled", "false")
              .config("spark.ui.showConsoleProgress", "false")
              .config("spark.driver.host", "localhost")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.sql.shuffle.partitions", "4")
              .config("spark.default.parallelism", "4")
              .config("spark.sql.session.timeZone", "UTC")
              .config("spark.sql.warehouse.dir", scratch.resolve("lacuna-warehouse").toString())
              .getOrCreate();
      return session;
    }
  }
}
