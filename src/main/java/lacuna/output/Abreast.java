// Steps of writing that run side by side, each with Spark jobs of its own.
package lacuna.output;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lacuna.blocks.ParallelLoop;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Runs steps that do not depend on each other. Where one fails, nobody wants the others any more.
 */
final class Abreast {
  private static final AtomicLong STARTED = new AtomicLong();

  private Abreast() {}

  /**
   * Returns when all have ended. The first that fails cancels the jobs of the others, and what it
   * threw is thrown on.
   *
   * @param steps start jobs from the thread that they are run on, or from threads made there
   */
  static void run(SparkSession session, int threads, List<Runnable> steps) {
    SparkContext spark = session.sparkContext();
    String tag = "lacuna writing " + STARTED.incrementAndGet();
    AtomicReference<Throwable> first = new AtomicReference<>();
    try {
      ParallelLoop.run(
          steps.size(),
          threads,
          k -> {
            spark.addJobTag(tag);
            try {
              steps.get(k).run();
            } catch (Throwable failed) {
              if (first.compareAndSet(null, failed)) {
                spark.cancelJobsWithTag(tag);
              }
              throw failed;
            } finally {
              spark.removeJobTag(tag);
            }
          });
    } catch (RuntimeException | Error failed) {
      ParallelLoop.rethrow(first.get()); // not that of one that was cancelled for it
      throw failed;
    }
  }
}
