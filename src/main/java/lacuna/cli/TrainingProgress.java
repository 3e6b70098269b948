// Hears of a training's epochs and decides which of them the console shows.
package lacuna.cli;

import java.util.function.LongSupplier;
import lacuna.evaluation.ComparisonListener;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;

/**
 * A live line for each epoch on a terminal; elsewhere a plain line now and then, so that the log of
 * a long training says that it lives, and that of a short one stays short. For one thread.
 */
final class TrainingProgress implements ComparisonListener {
  private static final long LIVE_GAP = 100_000_000L;
  private static final long FIRST_PLAIN_GAP = 5_000_000_000L;
  private static final long MOST_PLAIN_GAP = 60_000_000_000L;

  private final Console console;
  private final LongSupplier clock;
  private long shown;
  private long gap;

  TrainingProgress(Console console) {
    this(console, System::nanoTime);
  }

  /** For tests, which bring a clock of their own (nanoseconds). */
  TrainingProgress(Console console, LongSupplier clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public void trainingStarted(String method, Phase phase) {
    shown = clock.getAsLong();
    gap = console.isLive() ? LIVE_GAP : FIRST_PLAIN_GAP;
    console.live(PhaseLine.started(method));
  }

  @Override
  public void epochEnded(String method, EpochRecord epoch, int planned) {
    long now = clock.getAsLong();
    boolean last = epoch.epoch() == planned; // the line of the whole training follows
    if (last || now - shown < gap) {
      return;
    }
    shown = now;
    double left = epoch.seconds() * (planned - epoch.epoch());
    String line = EpochLine.of(method, epoch, planned, left);
    if (console.isLive()) {
      console.live(line);
    } else {
      console.line(line);
      gap = Math.min(2 * gap, MOST_PLAIN_GAP);
    }
  }
}
