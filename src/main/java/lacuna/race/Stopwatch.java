// Seconds and processor seconds since a moment, over all processes of an application.
package lacuna.race;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Wall clock and processor time. In local mode all is this process's; on a cluster processor time
 * is the executors', asked of by a small job before and after, which is not on the clock.
 */
final class Stopwatch {
  private static final int TASKS_A_CORE = 4;

  private final JavaSparkContext spark;
  private final Map<String, Long> processorBefore;
  private final long start;

  private Stopwatch(JavaSparkContext spark) {
    this.spark = spark;
    this.processorBefore = processorTime(spark);
    this.start = System.nanoTime();
  }

  static Stopwatch start(SparkSession session) {
    return new Stopwatch(JavaSparkContext.fromSparkContext(session.sparkContext()));
  }

  /** Seconds since the start. */
  double seconds() {
    return (System.nanoTime() - start) * 1e-9;
  }

  /** Processor seconds over seconds since the start. */
  double cores() {
    double seconds = seconds();
    double used = 0;
    for (Map.Entry<String, Long> process : processorTime(spark).entrySet()) {
      // An executor that came later began at zero.
      used += process.getValue() - processorBefore.getOrDefault(process.getKey(), 0L);
    }
    return used * 1e-9 / seconds;
  }

  /** Nanoseconds of processor time by process. */
  private static Map<String, Long> processorTime(JavaSparkContext spark) {
    if (spark.isLocal()) {
      return Map.of("driver", own());
    }
    int tasks = TASKS_A_CORE * spark.defaultParallelism();
    List<Integer> numbers = new ArrayList<>();
    for (int k = 0; k < tasks; k++) {
      numbers.add(k);
    }
    Map<String, Long> most = new HashMap<>();
    spark
        .parallelize(numbers, tasks)
        .map(number -> new Tuple2<>(SparkEnv.get().executorId(), own()))
        .collect()
        .forEach(process -> most.merge(process._1(), process._2(), Math::max));
    return most;
  }

  private static long own() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
