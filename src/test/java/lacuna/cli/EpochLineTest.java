// Epochs as lines, and which of them are shown.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import org.junit.jupiter.api.Test;

class EpochLineTest {
  private static final long SECOND = 1_000_000_000L;

  private static EpochRecord epoch(int number, double validation, double test) {
    return new EpochRecord(Phase.SEARCH, number, 6400, 10_000, validation, test, 7000, 0.05, 0.01);
  }

  @Test
  void showsErrorsPaceAndTimeLeft() {
    assertThat(EpochLine.of("sgd", epoch(3, 0.9, 0.91), 30, 2.5))
        .isEqualTo("sgd       search  3/30  train 0.8000  valid 0.9000  1.00 M/s  2.5 s left")
        .hasSizeLessThanOrEqualTo(Console.WIDTH);
  }

  @Test
  void leavesOutWhatDoesNotExist() {
    assertThat(EpochLine.of("gd", epoch(30, Double.NaN, Double.NaN), 30, 0))
        .isEqualTo("gd        search 30/30  train 0.8000  1.00 M/s");
  }

  @Test
  void showsAPlainLineOnceInAWhile() {
    AtomicLong clock = new AtomicLong();
    RecordedConsole recorded = new RecordedConsole(false);
    TrainingProgress progress = new TrainingProgress(recorded.console(), clock::get);
    progress.trainingStarted("sgd", Phase.SEARCH);
    for (int second = 1; second <= 40; second++) {
      clock.addAndGet(SECOND);
      progress.epochEnded("sgd", epoch(second, 0.9, 0.9), 100);
    }
    assertThat(recorded.outLines()).hasSize(3);
    assertThat(recorded.outLines().get(0)).contains(" 5/100 ");
    assertThat(recorded.outLines().get(1)).contains(" 15/100 ");
    assertThat(recorded.outLines().get(2)).contains(" 35/100 ");
  }

  @Test
  void showsALiveLineTenTimesASecondAtMost() {
    AtomicLong clock = new AtomicLong();
    RecordedConsole recorded = new RecordedConsole(true);
    TrainingProgress progress = new TrainingProgress(recorded.console(), clock::get);
    progress.trainingStarted("sgd", Phase.SEARCH);
    for (int k = 1; k <= 1000; k++) {
      clock.addAndGet(SECOND / 1000);
      progress.epochEnded("sgd", epoch(k, 0.9, 0.9), 2000);
    }
    assertThat(recorded.out().chars().filter(c -> c == '\r')).hasSize(1 + 10);
    assertThat(recorded.out()).doesNotContain("\n");
  }
}
