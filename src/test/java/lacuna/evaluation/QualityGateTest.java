// The expression behind --require: what holds, what does not, and figures that are not there.
package lacuna.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lacuna.evaluation.MethodResult.Status;
import lacuna.evaluation.QualityGate.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityGateTest {
  /** Four ratings, each off by one: RMSE and MAE 1; half of them the method's own. */
  private static final Score ONE = new Score(new SquaredErrors(4, 4, 4), 2);

  /** Four ratings, one of them off by four: RMSE 2, MAE 1. */
  private static final Score TWO = new Score(new SquaredErrors(4, 16, 4), 4);

  private static MethodResult result(String method, Score test) {
    return new MethodResult(
        method,
        Status.DONE,
        "",
        List.of(),
        1,
        1,
        Optional.empty(),
        Optional.ofNullable(test),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of());
  }

  private static final List<MethodResult> RESULTS =
      List.of(result("sgd", ONE), result("als-plain", TWO), result("svd", null));

  private static List<Verdict> judge(String text) {
    return QualityGate.parse(text, List.of("sgd", "als-plain", "svd")).judge(RESULTS);
  }

  @ParameterizedTest
  @CsvSource({
    "rmse<1, false",
    "rmse<=1, true",
    "rmse>1, false",
    "rmse>=1, true",
    "RMSE < 1.0001, true",
    "mae<0.99, false",
    "coverage>=0.5, true",
    "coverage > .5, false",
    "als-plain.rmse<2.5, true",
    "als-plain.rmse<1.5, false",
    "sgd.rmse<als-plain.rmse, true",
    "als-plain.rmse<rmse, false",
    "sgd.mae>=als-plain.mae, true",
    "rmse<1e1, true"
  })
  void compares(String text, boolean met) {
    assertThat(judge(text)).extracting(Verdict::met).containsExactly(met);
  }

  @Test
  void allConditionsCount() {
    assertThat(judge("rmse<2 and mae<0.5,als-plain.rmse<3"))
        .containsExactly(
            new Verdict("rmse<2", 1, 2, true),
            new Verdict("mae<0.5", 1, 0.5, false),
            new Verdict("als-plain.rmse<3", 2, 3, true));
  }

  @Test
  void aFigureThatDoesNotExistMeetsNothing() {
    for (String text : List.of("svd.rmse<9", "svd.rmse>0", "svd.rmse>=svd.rmse", "bias.rmse<9")) {
      assertThat(judge(text)).extracting(Verdict::met).containsExactly(false);
    }
  }
}
