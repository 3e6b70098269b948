// The registered methods together, through the public door.
package lacuna.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lacuna.blocks.Grid;
import lacuna.evaluation.MethodResult.Status;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.factorisation.SettingsBuilder;
import lacuna.ratings.RatingTable;
import org.junit.jupiter.api.Test;

class AllMethodsTest {
  private static SettingsBuilder settings() {
    return Settings.builder()
        .rank(4)
        .epochs(12)
        .patience(3)
        .grid(new Grid.Shape(4, 4))
        .alsIterations(3)
        .gradient(new Settings.Gradient(10, Double.NaN, Settings.Update.ALTERNATING));
  }

  private final RatingTable table =
      Problems.table(Problems.split().testFraction(0.2).seed(9), Problems.noisy(120, 90, 400, 4));

  private ComparisonResult compare(BlockedRatings blocked, Settings settings, String methods) {
    return Comparison.run(
        blocked, settings, Methods.parse(methods), Optional.empty(), ComparisonListener.NONE);
  }

  @Test
  void allAreJudgedOnTheSameRatings() {
    Settings settings = settings().build();
    try (BlockedRatings blocked = Problems.blocked(table, settings, 1, 2);
        ComparisonResult result = compare(blocked, settings, "sgd,gd,als,svd")) {
      assertThat(result.methods())
          .extracting(MethodResult::method)
          .containsExactly("sgd", "gd", "als", "svd", "mean", "bias");
      long warm =
          result.methods().stream()
              .filter(method -> method.method().equals("als"))
              .mapToLong(method -> method.test().orElseThrow().own())
              .sum();
      assertThat(warm).isPositive().isLessThan(table.test());
      for (MethodResult method : result.methods()) {
        assertThat(method.status()).as(method.method() + method.note()).isEqualTo(Status.DONE);
        Score test = method.test().orElseThrow();
        assertThat(test.errors().count()).isEqualTo(table.test());
        assertThat(method.train().orElseThrow().errors().count())
            .isEqualTo(table.train() + table.validation());
        boolean onlyWarm = List.of("als", "svd").contains(method.method());
        assertThat(test.own()).isEqualTo(onlyWarm ? warm : table.test());
        assertThat(method.factorHash().orElseThrow())
            .isEqualTo(FactorHash.of(result.factors(method.method()), result.data().grid()));
        boolean searches = List.of("sgd", "gd", "bias").contains(method.method());
        assertThat(method.history().stream().map(EpochRecord::phase).distinct())
            .containsExactlyElementsOf(
                searches ? List.of(Phase.SEARCH, Phase.FINAL) : List.of(Phase.FINAL));
        assertThat(trainRmse(method))
            .as(method.method())
            .isLessThanOrEqualTo(trainRmse(result.methods().get(4)));
      }
    }
  }

  private static double trainRmse(MethodResult method) {
    return method.train().orElseThrow().errors().rmse();
  }

  @Test
  void sameTotalsAndModelsForAnyNumberOfWorkers() {
    Settings settings = settings().build();
    List<List<Object>> seen = new ArrayList<>();
    for (int workers : new int[] {1, 4}) {
      try (BlockedRatings blocked = Problems.blocked(table, settings, workers, 1);
          ComparisonResult result = compare(blocked, settings, "sgd,svd")) {
        List<Object> figures = new ArrayList<>();
        for (MethodResult method : result.methods()) {
          figures.add(method.test().orElseThrow());
          figures.add(method.train().orElseThrow());
          figures.add(method.factorHash().orElseThrow());
          figures.add(method.epochs());
        }
        seen.add(figures);
      }
    }
    assertThat(seen.get(1)).isEqualTo(seen.get(0));
  }

  @Test
  void withoutBiasesUnknownIdsAreLeftToTheBiasMethod() {
    Settings settings = settings().biases(false).patience(0).build();
    try (BlockedRatings blocked = Problems.blocked(table, settings, 1, 1);
        ComparisonResult result = compare(blocked, settings, "sgd")) {
      Factors factors = result.factors("sgd");
      assertThat(factors.biases()).isFalse();
      assertThat(factors.mean()).isZero();
      assertThat(result.primary().test().orElseThrow().coverage()).isLessThan(1).isPositive();
      assertThat(result.factors("bias").biases()).isTrue();
      assertThat(result.methods().get(2).test().orElseThrow().coverage()).isEqualTo(1);
    }
  }
}
