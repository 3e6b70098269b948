// Steps of writing that run side by side, each with Spark jobs of its own.
package lacuna.output;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import lacuna.blocks.ParallelLoop;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/**
 * Runs steps that do not depend on each other. Where one fails, nobody wants the others any more.
 */
final class Abreast {
  private static final String INTERRUPTING = "spark.job.interruptOnCancel";
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A task may be on a machine that does not answer; nobody waits long for that. */
  private static final int MOST_PAUSES = 25;

  private static final AtomicLong STARTED = new AtomicLong();

  private final SparkContext spark;
  private final String tag = "lacuna writing " + STARTED.incrementAndGet();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicReference<Throwable> first = new AtomicReference<>();

  private Abreast(SparkContext spark) {
    this.spark = spark;
  }

  /**
   * Returns when all have ended. The first that fails cancels the jobs of the others, and what it
   * threw is thrown on once their tasks have ended too, or 5 s later: what they wrote can be
   * removed then.
   *
   * @param steps start jobs from the thread that they are run on, or from threads made there
   */
  static void run(SparkSession session, int threads, List<Runnable> steps) {
    Abreast abreast = new Abreast(session.sparkContext());
    try {
      ParallelLoop.run(steps.size(), threads, k -> abreast.run(steps.get(k)));
    } catch (RuntimeException | Error failed) {
      abreast.awaitTasks();
      ParallelLoop.rethrow(abreast.first.get()); // not that of one that was cancelled for it
      throw failed;
    }
  }

  private void run(Runnable step) {
    String interrupting = spark.getLocalProperty(INTERRUPTING);
    spark.addJobTag(tag);
    // Else tasks would go on, and write where everything has been removed.
    spark.setLocalProperty(INTERRUPTING, "true");
    running.incrementAndGet();
    try {
      if (first.get() == null) {
        step.run();
      }
    } catch (Throwable failed) {
      if (first.compareAndSet(null, failed)) {
        cancelOthers();
      }
      throw failed;
    } finally {
      running.decrementAndGet();
      spark.setLocalProperty(INTERRUPTING, interrupting);
      spark.removeJobTag(tag);
    }
  }

  /** More than once: between two jobs of a step there is nothing to cancel. */
  private void cancelOthers() {
    boolean goesOn = true;
    while (goesOn && running.get() > 1 && !spark.isStopped()) {
      spark.cancelJobsWithTag(tag);
      goesOn = paused();
    }
  }

  private void awaitTasks() {
    boolean goesOn = true;
    for (int k = 0; goesOn && k < MOST_PAUSES && !spark.isStopped() && hasTasks(); k++) {
      goesOn = paused();
    }
  }

  /** Whether a task of a job of these steps is still at work, as far as the driver has heard. */
  private boolean hasTasks() {
    SparkStatusTracker status = spark.statusTracker();
    return Arrays.stream(status.getJobIdsForTag(tag))
        .mapToObj(job -> status.getJobInfo(job).map(SparkJobInfo::stageIds))
        .flatMapToInt(stages -> stages.isEmpty() ? IntStream.empty() : Arrays.stream(stages.get()))
        .mapToObj(stage -> status.getStageInfo(stage).map(SparkStageInfo::numActiveTasks))
        .anyMatch(tasks -> !tasks.isEmpty() && (int) tasks.get() > 0);
  }

  /** Whether it was not interrupted, which it stays: somebody wants an end at once. */
  private static boolean paused() {
    try {
      Thread.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
