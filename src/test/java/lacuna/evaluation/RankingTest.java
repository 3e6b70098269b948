// Holds the lists and their metrics to brute force, judged by Spark's own RankingEvaluator.
package lacuna.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import lacuna.SparkForTests;
import lacuna.blocks.Grid;
import lacuna.blocks.Role;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.ratings.RatingTable;
import org.apache.spark.ml.evaluation.RankingEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final Settings SETTINGS =
      Settings.builder().grid(new Grid.Shape(8, 4)).patience(0).build();
  private static final double FROM = 3.4;

  /** Some users and items have test ratings alone; some users have fewer hits than the list. */
  private final RatingTable table =
      Problems.table(
          Problems.split().validationFraction(0).testFraction(0.4).seed(3),
          Problems.noisy(90, 70, 900, 5));

  private ComparisonResult compare(int workers, int threads, RankingRule rule) {
    return MadeUpSolvers.compare(
        Problems.blocked(table, SETTINGS, workers, threads), SETTINGS, Optional.empty(), rule);
  }

  /** A method's lists of all users with a hit, from all cells of the matrix, beside their hits. */
  private static List<Row> bruteForce(ComparisonResult result, int method, int top) {
    Grid grid = result.ratings().grid();
    Ranking.Chosen turns = new Ranking.Chosen(result.settings().seed(), 1, FROM);
    List<Row> rows = new ArrayList<>();
    for (PredictedRatings user : result.predictions().complete().collect()) {
      Double[] hits =
          IntStream.range(0, user.size())
              .filter(k -> user.role()[k] == Role.TEST.ordinal() && user.rating()[k] >= FROM)
              .mapToObj(k -> (double) user.item()[k])
              .toArray(Double[]::new);
      Double[] list =
          IntStream.range(0, user.size())
              .filter(k -> grid.items().count(user.item()[k]) > 0)
              .filter(k -> user.role()[k] != Role.TRAIN.ordinal())
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(k -> -user.raw()[method][k])
                      .thenComparing(k -> turns.turn(user.item()[k])))
              .limit(top)
              .map(k -> (double) user.item()[k])
              .toArray(Double[]::new);
      if (hits.length > 0) {
        rows.add(RowFactory.create(list, hits));
      }
    }
    return rows;
  }

  private static double spark(List<Row> lists, String metric, int top) {
    StructType schema =
        new StructType()
            .add("prediction", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("label", DataTypes.createArrayType(DataTypes.DoubleType));
    Dataset<Row> rows = SparkForTests.session().createDataFrame(lists, schema).coalesce(1);
    return new RankingEvaluator().setMetricName(metric).setK(top).evaluate(rows);
  }

  @Test
  void metricsAreThoseOfSparksRankingEvaluator() {
    int top = 7;
    try (ComparisonResult result = compare(2, 2, new RankingRule(top, 0, FROM))) {
      for (int method : new int[] {0, 3}) { // with factors of its own, and biases with many ties
        RankingScore score = result.methods().get(method).ranking().orElseThrow();
        List<Row> lists = bruteForce(result, method, top);
        assertThat(score.users()).isEqualTo(lists.size()).isGreaterThan(50);
        assertThat(score.precision())
            .isCloseTo(spark(lists, "precisionAtK", top), within(1e-12))
            .isBetween(0.01, 0.99);
        assertThat(score.recall()).isCloseTo(spark(lists, "recallAtK", top), within(1e-12));
        assertThat(score.ndcg()).isCloseTo(spark(lists, "ndcgAtK", top), within(1e-12));
        assertThat(score.map())
            .isCloseTo(spark(lists, "meanAveragePrecisionAtK", top), within(1e-12));
        Set<Object> listed = new HashSet<>();
        lists.forEach(row -> listed.addAll(List.of((Double[]) row.get(0))));
        assertThat(score.itemCoverage())
            .isCloseTo(
                (double) listed.size() / result.ratings().grid().items().trained(), within(1e-12));
      }
    }
  }

  @Test
  void sameBitsForAnyWorkersAndThreadsAndASampleIsOne() {
    RankingRule some = new RankingRule(5, 30, FROM);
    List<RankingScore> scores = new ArrayList<>();
    for (int[] shape : new int[][] {{1, 1}, {1, 3}, {4, 2}}) {
      try (ComparisonResult result = compare(shape[0], shape[1], some)) {
        scores.add(result.methods().get(0).ranking().orElseThrow());
      }
    }
    assertThat(scores).containsOnly(scores.get(0));
    assertThat(scores.get(0).users()).isBetween(15L, 45L);
  }

  @Test
  void whatCountsAsAHitFollowsTheScale() {
    RankingRule open = new RankingRule(10, 0, Double.NaN);
    assertThat(open.relevantFrom(1, 5)).isEqualTo(4);
    assertThat(open.relevantFrom(0.5, 5)).isBetween(3.5, 4.0);
    assertThat(open.relevantFrom(0, 10)).isBetween(7.0, 8.0);
    assertThat(open.relevantFrom(3, 3)).isEqualTo(3);
    assertThat(open.users(9_000)).isBetween(1_000L, 1_250L);
    assertThat(open.users(10_000_000)).isEqualTo(100);
  }

  @Test
  void listsAreNotJudgedWithoutHeldOutRatingsOrWhereNobodyAsks() {
    RatingTable all = Problems.table(Problems.noisy(20, 15, 80, 5));
    try (ComparisonResult result =
        MadeUpSolvers.compare(
            Problems.blocked(all, SETTINGS, 1, 1),
            SETTINGS,
            Optional.empty(),
            new RankingRule(10, 0, FROM))) {
      assertThat(result.primary().ranking()).isEmpty();
    }
    try (ComparisonResult result = compare(1, 1, RankingRule.NONE)) {
      assertThat(result.primary().ranking()).isEmpty();
    }
  }
}
