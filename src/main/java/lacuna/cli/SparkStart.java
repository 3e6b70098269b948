// Starts the session of a process, once a command asks for it.
package lacuna.cli;

import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The process's own session. For one thread. */
final class SparkStart implements Supplier<SparkSession> {
  private SparkSession session;

  @Override
  public SparkSession get() {
    if (session == null) {
      session = SparkSession.builder().config(settings(new SparkConf())).getOrCreate();
    }
    return session;
  }

  /** What nobody has set otherwise, neither by options nor by files. */
  static SparkConf settings(SparkConf conf) {
    conf.setIfMissing("spark.app.name", "Lacuna");
    conf.setIfMissing("spark.plugins", RunMetrics.class.getName());
    if (conf.get("spark.master", "").startsWith("local")) {
      // A page that nobody opens during a run of seconds costs half a second of the start.
      conf.setIfMissing("spark.ui.enabled", "false");
      // Else a task that runs out of memory ends this process, with no word of what to do.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    }
    return conf;
  }

  void stop() {
    if (session != null) {
      session.stop();
    }
  }
}
