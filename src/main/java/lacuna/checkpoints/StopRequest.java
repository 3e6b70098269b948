// The wish of another thread that a run should end soon, but not lose what it has learnt.
package lacuna.checkpoints;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Asked by whoever hears of Ctrl-C, heeded by {@link TrainingCheckpoints} where an epoch has ended.
 * Safe for several threads.
 *
 * <p>Decision: an epoch has {@link #PATIENCE} to end, then its jobs are cancelled and the state
 * before it is what the checkpoint keeps. Because: Kubernetes kills 30 s after it asked, other
 * systems sooner, and a checkpoint takes its time too. Costs: the cancelled epoch is run again. A
 * training that can't go back to where its epoch began does not have it cancelled.
 */
public final class StopRequest {
  /** How long an epoch may go on after the run was asked to stop. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String INTERRUPTING = "spark.job.interruptOnCancel";
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final AtomicLong OPENED = new AtomicLong();

  private final JavaSparkContext spark;
  private final Duration patience;
  private final String tag = "lacuna epochs " + OPENED.incrementAndGet();
  private boolean heeded;
  private boolean asked;
  private boolean underWay;
  private boolean overdue;

  /**
   * @param spark which runs the epochs
   * @param patience see {@link #PATIENCE}
   */
  StopRequest(JavaSparkContext spark, Duration patience) {
    this.spark = spark;
    this.patience = patience;
  }

  /**
   * Asks the training under way to write a checkpoint after this epoch, or of the one before where
   * this one lasts too long, and to end by a {@link StoppedException}.
   *
   * @return whether it will; not when it was asked before, nor where nothing is under way that has
   *     epochs
   */
  public synchronized boolean ask() {
    boolean first = heeded && !asked;
    asked |= heeded;
    if (first) {
      Thread watch = new Thread(this::cancelWhatIsLate, "lacuna stop");
      watch.setDaemon(true);
      watch.start();
    }
    return first;
  }

  /** Says whether an epoch is under way whose end will look here. */
  synchronized void heeded(boolean now) {
    heeded = now;
  }

  /** Whether it was asked. */
  synchronized boolean isAsked() {
    return asked;
  }

  /** Whether epochs were cancelled since they lasted too long. */
  synchronized boolean isOverdue() {
    return overdue;
  }

  /** Runs epochs so that they can be cancelled: the jobs that they start, and nothing later. */
  <T> T cancellable(Supplier<T> epochs) {
    String interrupting = spark.getLocalProperty(INTERRUPTING);
    spark.addJobTag(tag);
    // Else tasks would go on, and keep cores that the checkpoint waits for.
    spark.setLocalProperty(INTERRUPTING, "true");
    underWay(true);
    try {
      return epochs.get();
    } finally {
      underWay(false);
      spark.setLocalProperty(INTERRUPTING, interrupting);
      spark.removeJobTag(tag);
    }
  }

  private synchronized void underWay(boolean now) {
    underWay = now;
  }

  private synchronized boolean isLate() {
    overdue |= underWay;
    return underWay;
  }

  /** Whether epochs are under way, or may still be started. */
  private synchronized boolean isAwaited() {
    return heeded || underWay;
  }

  /** More than once: between two jobs, and between two epochs, there is nothing to cancel. */
  private void cancelWhatIsLate() {
    try {
      Thread.sleep(patience.toMillis());
      while (isAwaited() && !spark.sc().isStopped()) {
        if (isLate()) {
          spark.cancelJobsWithTag(tag);
        }
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      if (!spark.sc().isStopped()) { // a context that stops meanwhile refuses to cancel
        throw failed;
      }
    }
  }
}
