// The judge of the exercises: what agrees, what is off, and that nothing passes by being absent.
package lacuna.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lacuna.lab.Exercise.Quantity;
import lacuna.lab.Exercise.Verdict;
import org.junit.jupiter.api.Test;

class PublishedTest {
  private final Published published = new Published();

  /** What would agree with every figure of an exercise, up to the signs of the SVD's columns. */
  private Map<String, Double> perfect(String exercise) {
    Map<String, Double> obtained = new HashMap<>();
    published
        .judge(exercise, Map.of())
        .forEach(quantity -> obtained.put(quantity.name(), quantity.published()));
    return obtained;
  }

  private Map<String, Verdict> verdicts(String exercise, Map<String, Double> obtained) {
    Map<String, Verdict> verdicts = new HashMap<>();
    published
        .judge(exercise, obtained)
        .forEach(quantity -> verdicts.put(quantity.name(), quantity.verdict()));
    return verdicts;
  }

  @Test
  void whatWasNotObtainedIsOff() {
    List<Quantity> quantities = published.judge("1", Map.of());
    assertThat(quantities).hasSize(13).allMatch(of -> of.verdict() == Verdict.OFF);
  }

  @Test
  void halfAUnitOfTheLastPrintedDigitAgreesAndMoreDoesNot() {
    Map<String, Double> obtained = perfect("1");
    assertThat(verdicts("1", obtained).values()).containsOnly(Verdict.AGREES);
    obtained.merge("U[2,1]", 0.5e-4, Double::sum);
    assertThat(verdicts("1", obtained)).containsEntry("U[2,1]", Verdict.AGREES);
    obtained.merge("U[2,1]", 0.1e-4, Double::sum);
    assertThat(verdicts("1", obtained)).containsEntry("U[2,1]", Verdict.OFF);
    obtained.put("U[2,1]", Double.NaN);
    assertThat(verdicts("1", obtained)).containsEntry("U[2,1]", Verdict.OFF);
  }

  @Test
  void theSignOfAColumnIsFreeButOneForTheWholePair() {
    Map<String, Double> obtained = perfect("2");
    for (String entry : List.of("U[1,2]", "U[2,2]", "U[3,2]", "V[1,2]", "V[2,2]", "V[3,2]")) {
      obtained.merge(entry, -1.0, (value, sign) -> value * sign);
    }
    assertThat(verdicts("2", obtained).values()).containsOnly(Verdict.AGREES);
    obtained.merge("V[2,2]", -1.0, (value, sign) -> value * sign);
    assertThat(verdicts("2", obtained).values()).contains(Verdict.OFF);
  }

  @Test
  void aBoundIsNotReachedByEquality() {
    Map<String, Double> obtained = perfect("8 convexity");
    assertThat(verdicts("8 convexity", obtained).values()).containsOnly(Verdict.OFF);
    obtained.merge("smallest eigenvalue of the Hessian at W = Z = 0", -1e-9, Double::sum);
    assertThat(verdicts("8 convexity", obtained).values()).contains(Verdict.AGREES);
  }

  @Test
  void whatNobodyPublishedIsMeasured() {
    assertThat(verdicts("none", Map.of("height", 3.0)))
        .containsExactly(Map.entry("height", Verdict.MEASURED));
  }
}
