// A loop whose turns run on a few threads of one task.
package lacuna.blocks;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Runs independent turns on several threads. Turns are handed out in order; each writes only to
 * places of its own, so that the result does not depend on the number of threads.
 */
public final class ParallelLoop {
  private ParallelLoop() {}

  /**
   * Runs {@code body} for 0 .. turns - 1 and returns when all are done.
   *
   * @param turns number of turns
   * @param threads threads to use, the caller's included; at least 1
   * @param body one turn; the first exception that one throws ends the loop and is thrown on
   * @throws IllegalStateException if the caller was interrupted, before the next turn
   */
  public static void run(int turns, int threads, IntConsumer body) {
    int used = Math.min(threads, turns);
    if (used <= 1) {
      for (int turn = 0; turn < turns; turn++) {
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException("interrupted");
        }
        body.accept(turn);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable worker =
        () -> {
          try {
            for (int turn = next.getAndIncrement(); turn < turns; turn = next.getAndIncrement()) {
              if (failure.get() != null || Thread.currentThread().isInterrupted()) {
                return;
              }
              body.accept(turn);
            }
          } catch (Throwable thrown) { // handed to the caller, who rethrows it
            failure.compareAndSet(null, thrown);
          }
        };
    runOnThreads(worker, used);
    rethrow(failure.get());
  }

  /**
   * Runs the same code on several threads at once, the caller's being one of them, and waits for
   * all. When the caller is interrupted, so are the others.
   */
  public static void runOnThreads(Runnable worker, int threads) {
    Thread[] others = new Thread[threads - 1];
    for (int k = 0; k < others.length; k++) {
      others[k] = new Thread(worker, Thread.currentThread().getName() + " helper " + (k + 1));
      others[k].setDaemon(true);
      others[k].start();
    }
    worker.run();
    boolean interrupted = Thread.currentThread().isInterrupted();
    for (Thread other : others) {
      interrupted |= join(other, interrupted);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running on " + threads + " threads");
    }
  }

  /**
   * Waits for a thread to end; says whether the wait was interrupted, in which case the thread was
   * too.
   */
  private static boolean join(Thread thread, boolean interrupt) {
    boolean interrupted = interrupt;
    while (true) {
      try {
        if (interrupted) {
          thread.interrupt();
        }
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  /** Throws what a thread failed with, if it did. */
  public static void rethrow(Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }
}
