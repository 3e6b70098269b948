// How many worker tasks a training has and how many threads each runs.
package lacuna.factorisation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lacuna.UsageException;
import lacuna.blocks.Grid;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Workers and threads: execution only, never part of the result.
 *
 * @param count P, a power of two
 * @param threads threads inside each worker's task
 * @param note one line when a request had to be changed, else empty
 */
public record Workers(int count, int threads, String note) implements java.io.Serializable {
  /**
   * What was asked for; 0 leaves the choice to Lacuna.
   *
   * @param workers P, a power of two
   * @param threads threads in a task
   */
  public record Request(int workers, int threads) {
    /** Leaves both to Lacuna. */
    public static final Request NONE = new Request(0, 0);

    public Request {
      if (workers < 0 || (workers > 0 && Integer.bitCount(workers) != 1)) {
        throw new UsageException("--workers takes a power of two (1, 2, 4, ...), given " + workers);
      }
      if (threads < 0) {
        throw new UsageException("--threads takes a whole number of at least 1, given " + threads);
      }
    }
  }

  /**
   * One worker whose threads are all cores in local mode; on a cluster the largest power of two
   * within the executors. More than the grid feeds are lowered to what it does.
   */
  static Workers choose(JavaSparkContext spark, Grid grid, Request request) {
    boolean local = spark.isLocal();
    int executors = local ? 1 : Math.max(1, spark.sc().getExecutorMemoryStatus().size() - 1);
    int wanted = request.workers() > 0 ? request.workers() : Integer.highestOneBit(executors);
    int count = Math.min(wanted, grid.maxWorkers());
    String note =
        count < wanted
            ? wanted + " workers lowered to " + count + ", the shorter side of the grid"
            : "";
    int cores = local ? localCores(spark.master()) : spark.getConf().getInt("spark.task.cpus", 1);
    int threads =
        request.threads() > 0 ? request.threads() : Math.max(1, local ? cores / count : cores);
    return new Workers(count, threads, note);
  }

  /** Cores of a local master: local, local[4], local[*], local[2,4]. */
  static int localCores(String master) {
    Matcher bracketed = LOCAL.matcher(master);
    if (!bracketed.matches()) {
      return 1;
    }
    String cores = bracketed.group(1);
    return cores.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(cores);
  }

  private static final Pattern LOCAL = Pattern.compile("local\\[(\\d+|\\*)(?:,\\s*\\d+)?\\]");
}
