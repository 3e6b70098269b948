// What a run says of its phases.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.ratings.Understood.Source;
import org.junit.jupiter.api.Test;

class RunLinesTest {
  private static EpochRecord epoch(Phase phase, int number, double validation, double test) {
    return new EpochRecord(phase, number, 6400, 10_000, validation, test, 7000, 0.05, 0.01);
  }

  @Test
  void saysWhatASourceWasTakenFor() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("separator", "comma");
    details.put("header", "yes");
    assertThat(RunLines.source(new Source("r.csv", 1, 2_483_723, "delimited", details)))
        .isEqualTo("r.csv (2.48 MB): delimited, separator comma, header yes");
    assertThat(RunLines.source(new Source("dir", 12, 999, "parquet", Map.of())))
        .isEqualTo("dir (12 files, 999 bytes): parquet");
  }

  @Test
  void tellsTheBestEpochOfASearch() {
    List<EpochRecord> epochs =
        List.of(
            epoch(Phase.SEARCH, 1, 0.93, 0.90),
            epoch(Phase.SEARCH, 2, 0.91, 0.92),
            epoch(Phase.SEARCH, 3, 0.92, 0.88));
    assertThat(RunLines.training("sgd", Phase.SEARCH, epochs, ""))
        .isEqualTo("search: 3 epochs, best validation RMSE 0.9100 in epoch 2");
  }

  @Test
  void tellsTheLastEpochOfAFinalTraining() {
    List<EpochRecord> epochs = List.of(epoch(Phase.FINAL, 10, Double.NaN, 0.91));
    assertThat(RunLines.training("sgd", Phase.FINAL, epochs, "lambda 3"))
        .isEqualTo("final: 10 epochs, training RMSE 0.8000, held out 0.9100; lambda 3");
  }

  @Test
  void countsNoEpochsOfAMethodWithoutAny() {
    List<EpochRecord> epochs = List.of(epoch(Phase.FINAL, 1, Double.NaN, Double.NaN));
    assertThat(RunLines.training("sgd", Phase.FINAL, epochs, ""))
        .isEqualTo("final: training RMSE 0.8000");
    assertThat(RunLines.training("sgd", Phase.FINAL, List.of(), "")).isEqualTo("final");
  }

  @Test
  void callsTheStepsOfAMethodByTheirName() {
    List<EpochRecord> steps = List.of(epoch(Phase.FINAL, 10, Double.NaN, Double.NaN));
    assertThat(RunLines.training("bayes", Phase.FINAL, steps, "")).startsWith("final: 10 sweeps,");
    assertThat(RunLines.training("als-plain", Phase.FINAL, steps, ""))
        .startsWith("final: 10 iterations,");
  }

  @Test
  void countsOneWorkerAndManyThreads() {
    assertThat(RunLines.grid(8, 16, 1, 4)).isEqualTo("8 x 16 tiles, 1 worker with 4 threads");
    assertThat(RunLines.grid(8, 16, 4, 1)).isEqualTo("8 x 16 tiles, 4 workers with 1 thread");
  }
}
