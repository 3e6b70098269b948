// The table at the end of a run.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lacuna.evaluation.MethodResult;
import lacuna.evaluation.MethodResult.Status;
import lacuna.evaluation.RmseDifference;
import lacuna.evaluation.Score;
import lacuna.evaluation.SquaredErrors;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static MethodResult done(String method, double sse, double seconds, double difference) {
    return done(method, sse, seconds, difference, true);
  }

  private static MethodResult done(
      String method, double sse, double seconds, double difference, boolean heldOut) {
    Score score = new Score(new SquaredErrors(10_083, sse, sse * 0.9), 10_083);
    return new MethodResult(
        method,
        Status.DONE,
        "",
        List.of(),
        12,
        seconds,
        Optional.of(score),
        heldOut ? Optional.of(score) : Optional.empty(),
        Optional.empty(),
        Double.isNaN(difference)
            ? Optional.empty()
            : Optional.of(new RmseDifference(difference, difference - 0.004, difference + 0.004)),
        Optional.empty(),
        Optional.of("00"),
        List.of(),
        Map.of());
  }

  private static MethodResult skipped(String method, String why) {
    return new MethodResult(
        method,
        Status.SKIPPED,
        why,
        List.of(),
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of());
  }

  @Test
  void alignsFiguresAndNamesTheIntervals() {
    List<String> lines =
        ResultTable.of(
            List.of(done("sgd", 7345.123, 2.04, Double.NaN), done("als", 7765.5, 1234.5, 0.0235)));
    assertThat(lines)
        .containsExactly(
            "method  ratings      SSE    RMSE  above sgd (95 % interval)      MAE  seconds",
            "sgd      10,083  7,345.1  0.8535                              0.6556      2.0",
            "als      10,083  7,765.5  0.8776  +0.0235 [+0.0195, +0.0275]  0.6931  1,234.5");
  }

  @Test
  void saysWhyAMethodHasNoFigures() {
    List<String> lines =
        ResultTable.of(
            List.of(
                done("sgd", 7345.1, 2, Double.NaN),
                skipped("svd", "5,000,000,000 cells are more than --svd-max-cells")));
    assertThat(lines).anyMatch(line -> line.startsWith("svd     skipped"));
    assertThat(lines)
        .anyMatch(
            line -> line.contains("skipped: 5,000,000,000 cells are more than --svd-max-cells"));
  }

  @Test
  void showsTrainingErrorsAndSaysSoWhereNothingWasHeldOut() {
    List<String> lines = ResultTable.of(List.of(done("sgd", 7345.1, 2, Double.NaN, false)));
    assertThat(lines.get(0)).contains("Nothing was held out");
    assertThat(lines.get(2)).contains("0.8535");
  }

  @Test
  void fitsTheWidthOfTheConsoleWithHugeFigures() {
    MethodResult huge = done("als-plain", 4.2e12, 98_765, 3.5e3);
    assertThat(ResultTable.of(List.of(done("sgd", 1e12, 1, Double.NaN), huge)))
        .allMatch(line -> line.length() <= Console.WIDTH);
  }
}
