// The wish of another thread that a run should end soon, but not lose what it has learnt.
package lacuna.checkpoints;

/**
 * Asked by whoever hears of Ctrl-C, heeded by {@link TrainingCheckpoints} where an epoch has ended.
 * Safe for several threads.
 */
public final class StopRequest {
  private boolean heeded;
  private boolean asked;

  /**
   * Asks the training under way to write a checkpoint after this epoch and to end by a {@link
   * StoppedException}.
   *
   * @return whether it will; not when it was asked before, nor where nothing is under way that has
   *     epochs
   */
  public synchronized boolean ask() {
    boolean first = heeded && !asked;
    asked |= heeded;
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
}
