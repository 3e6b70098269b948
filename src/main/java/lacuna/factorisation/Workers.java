// How many worker tasks a training has and how many threads each runs.
package lacuna.factorisation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lacuna.UsageException;
import lacuna.blocks.Grid;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;

/**
 * Workers and threads: execution only, never part of the result.
 *
 * @param count P, a power of two
 * @param threads threads inside each worker's task
 * @param profile makes each worker's task take a whole executor; null in local mode and where the
 *     master does not have that
 * @param note what is not as asked for, else empty
 */
public record Workers(int count, int threads, ResourceProfile profile, String note)
    implements java.io.Serializable {
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
    Executors executors =
        local ? new Executors(1, localCores(spark.master()), null, List.of()) : Executors.of(spark);
    int wanted =
        request.workers() > 0 ? request.workers() : Integer.highestOneBit(executors.count());
    int count = Math.min(wanted, grid.maxWorkers());
    List<String> notes = new ArrayList<>(executors.notes());
    if (count < wanted) {
      notes.add(wanted + " workers lowered to " + count + ", the shorter side of the grid");
    }
    int cores = local ? Math.max(1, executors.cores() / count) : executors.cores();
    int threads = request.threads() > 0 ? request.threads() : cores;
    return new Workers(count, threads, executors.profile(), String.join("; ", notes));
  }

  /** Stages that an RDD is part of, up to the next shuffle, run one task an executor. */
  <T> JavaRDD<T> placed(JavaRDD<T> rdd) {
    return profile == null ? rdd : rdd.withResources(profile);
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
