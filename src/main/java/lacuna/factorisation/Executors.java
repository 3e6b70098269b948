// The executors of a cluster: how many there are, and whether a worker can have one to itself.
package lacuna.factorisation;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.apache.spark.status.api.v1.ExecutorSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a cluster gives a run.
 *
 * @param count executors that have registered and have so many cores
 * @param cores that a task may use
 * @param profile makes a task take a whole executor; null where a task has {@code spark.task.cpus}
 * @param notes one line for each thing that is not as asked for
 */
record Executors(int count, int cores, ResourceProfile profile, List<String> notes) {
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,.*");
  private static final Logger LOG = LoggerFactory.getLogger(Executors.class);

  /** Off in the commands, which start their session; users of lacuna.ml start their own. */
  private static final String REDUCE_LOCALITY = "spark.shuffle.reduceLocality.enabled";

  private static final String TIME_LIMIT = "spark.scheduler.maxRegisteredResourcesWaitingTime";
  private static final long PAUSE_MILLIS = 100;

  /** Where nobody said how many there should be, it counts as all when none came for so long. */
  private static final int STILL_PAUSES = 10;

  /**
   * Waits for the executors asked for, at most as long as Spark's own {@code
   * spark.scheduler.maxRegisteredResourcesWaitingTime} (30 s) says, and finds their cores.
   */
  static Executors of(JavaSparkContext spark) {
    SparkConf conf = spark.getConf();
    int asked = asked(spark.master(), conf);
    List<String> notes = new ArrayList<>();
    int registered = registered(spark, asked, conf.getTimeAsSeconds(TIME_LIMIT, "30s"), notes);
    int taskCores = conf.getInt("spark.task.cpus", 1);
    int[] each = coresOfEach(spark, registered);
    int cores = best(each);
    if (maySharePlaces(spark.isLocal(), each.length, conf)) {
      LOG.warn(
          "{} is on, by which Spark may give all workers to one of {} executors;"
              + " false spreads them, where it is set before the session starts",
          REDUCE_LOCALITY,
          each.length);
    }
    if (cores <= taskCores) {
      return new Executors(each.length, taskCores, null, notes);
    }
    if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      notes.add(
          "with dynamic allocation a worker has "
              + taskCores
              + " of an executor's "
              + cores
              + " cores; --conf spark.task.cpus="
              + cores
              + " gives it all");
      return new Executors(each.length, taskCores, null, notes);
    }
    try {
      TaskResourceRequests whole = new TaskResourceRequests().cpus(cores);
      ResourceProfile profile = new ResourceProfileBuilder().require(whole).build();
      spark.emptyRDD().withResources(profile); // registers it, or says that it can't
      int count = (int) IntStream.of(each).filter(has -> has >= cores).count();
      if (count < each.length) {
        notes.add(unequal(each, cores));
      }
      return new Executors(count, cores, profile, notes);
    } catch (Exception unsupported) { // a checked one of Scala, which Java does not see
      notes.add(
          "this master has no stage-level scheduling: a worker has "
              + taskCores
              + " of an executor's "
              + cores
              + " cores; --conf spark.task.cpus="
              + cores
              + " gives it all");
      return new Executors(each.length, taskCores, null, notes);
    }
  }

  /** Whether all blocks may come to be on the executor that happened to read most ratings. */
  static boolean maySharePlaces(boolean local, int executors, SparkConf conf) {
    return !local && executors > 1 && conf.getBoolean(REDUCE_LOCALITY, true);
  }

  private static String unequal(int[] each, int cores) {
    return "executors have "
        + IntStream.of(each).sorted().mapToObj(String::valueOf).collect(joining(", "))
        + " cores: workers go to those with "
        + cores
        + " or more; --conf spark.executor.cores=N makes all alike";
  }

  /** How many were asked for; 0 where nobody said. */
  private static int asked(String master, SparkConf conf) {
    Matcher local = LOCAL_CLUSTER.matcher(master);
    if (local.matches()) {
      return Integer.parseInt(local.group(1));
    }
    if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      return Math.max(
          1,
          Math.max(
              conf.getInt("spark.dynamicAllocation.initialExecutors", 0),
              conf.getInt("spark.dynamicAllocation.minExecutors", 0)));
    }
    if (conf.contains("spark.executor.instances")) {
      return conf.getInt("spark.executor.instances", 1);
    }
    return conf.contains("spark.cores.max") && conf.contains("spark.executor.cores")
        ? Math.max(1, conf.getInt("spark.cores.max", 1) / conf.getInt("spark.executor.cores", 1))
        : 0;
  }

  private static int registered(
      JavaSparkContext spark, int asked, long seconds, List<String> notes) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    int count = count(spark);
    int still = 0;
    while ((asked > 0 ? count < asked : count == 0 || still < STILL_PAUSES)
        && System.nanoTime() < until) {
      pause();
      int now = count(spark);
      still = now == count ? still + 1 : 0;
      count = now;
    }
    if (count < Math.max(1, asked)) {
      notes.add(
          count
              + " of "
              + Math.max(1, asked)
              + " executors registered within "
              + seconds
              + " s ("
              + TIME_LIMIT
              + "); goes on with what there is");
    }
    return Math.max(1, count);
  }

  /** Executors at this moment; the driver has an entry of its own. */
  private static int count(JavaSparkContext spark) {
    return spark.sc().getExecutorMemoryStatus().size() - 1;
  }

  /**
   * Cores that a task should take: of the numbers that executors have, the one that sets most cores
   * to work, since workers are equal and as many as a power of two.
   */
  static int best(int[] each) {
    int best = 1;
    int most = 0;
    for (int cores : each) {
      int workers =
          Integer.highestOneBit((int) IntStream.of(each).filter(has -> has >= cores).count());
      if (workers * cores > most) {
        most = workers * cores;
        best = cores;
      }
    }
    return best;
  }

  private static int[] coresOfEach(JavaSparkContext spark, int executors) {
    Matcher local = LOCAL_CLUSTER.matcher(spark.master());
    SparkConf conf = spark.getConf();
    int[] each = new int[executors];
    if (local.matches()) {
      Arrays.fill(each, Integer.parseInt(local.group(2)));
    } else if (conf.contains("spark.executor.cores")) {
      Arrays.fill(each, conf.getInt("spark.executor.cores", 1));
    } else {
      // A standalone cluster then gives each executor what its machine has.
      int[] known = known(spark);
      for (int pauses = 0; known.length < executors && pauses < STILL_PAUSES; pauses++) {
        pause();
        known = known(spark);
      }
      return known.length == 0 ? new int[] {1} : known;
    }
    return each;
  }

  /** The cores of the executors that Spark's status store has heard of; it is a little late. */
  private static int[] known(JavaSparkContext spark) {
    return CollectionConverters.asJava(spark.sc().statusStore().executorList(true)).stream()
        .mapToInt(ExecutorSummary::totalCores)
        .filter(cores -> cores > 0) // the driver has none
        .toArray();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it waited for executors", e);
    }
  }
}
