// Indexing, grouping, merging and counting, on rows that need no parser.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import lacuna.SparkForTests;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LoadingTest {
  private final SparkSession spark = SparkForTests.session();

  @Test
  void givesIndicesInTheOrderOfNumbersAndColumnsInTheOrderOfUserAndItem() {
    RatingTable table =
        RatingTables.of(
            spark,
            new double[][] {
              {10, 3, 1}, {9, 20, 2}, {9, 3, 3}, {100, 1, 4}, {9, 100, 5}, {10, 20, -1.5}
            });
    assertThat(texts(table.users())).containsExactly("9", "10", "100");
    assertThat(texts(table.items())).containsExactly("1", "3", "20", "100");
    assertThat(Contents.of(table))
        .containsExactlyEntriesOf(
            new TreeMap<>(
                Map.of(
                    "9 3", "3.0 TRAIN",
                    "9 20", "2.0 TRAIN",
                    "9 100", "5.0 TRAIN",
                    "10 3", "1.0 TRAIN",
                    "10 20", "-1.5 TRAIN",
                    "100 1", "4.0 TRAIN")));
    for (RatingColumns columns : table.columns().collect()) {
      for (int k = 1; k < columns.size(); k++) {
        long before = (long) columns.user()[k - 1] << 32 | columns.item()[k - 1];
        assertThat((long) columns.user()[k] << 32 | columns.item()[k]).isGreaterThan(before);
      }
    }
  }

  @Test
  void statisticsAreThoseOfTheTrainingRatings() {
    RatingTable table =
        RatingTables.of(
            spark,
            RatingTables.request().test("given").build(),
            new double[][] {{1, 1, 1}, {1, 2, 2}, {2, 1, 4}},
            new double[][] {{2, 2, 1000}});
    assertThat(table.train()).isEqualTo(3);
    assertThat(table.test()).isEqualTo(1);
    assertThat(table.count()).isEqualTo(4);
    assertThat(table.training()).isEqualTo(table.refitting());
    assertThat(table.training().min()).isEqualTo(1);
    assertThat(table.training().max()).isEqualTo(4);
    assertThat(table.training().sum()).isEqualTo(7);
    assertThat(table.training().sumOfSquares()).isEqualTo(21);
    assertThat(table.training().variance()).isCloseTo(14.0 / 9, within(1e-15));
    assertThat(table.training().constant()).isFalse();
    assertThat(RatingTables.of(spark, new double[][] {{1, 1, 3}, {2, 1, 3}}).training().constant())
        .isTrue();
  }

  @Test
  void sameTableAndFingerprintsForShuffledRows() {
    double[][] rows = randomRows(5000, 60, 300, 7);
    RatingsRequest request =
        RatingTables.request().testFraction(0.1).validationFraction(0.2).seed(11).build();
    RatingTable table = RatingTables.of(spark, request, rows);
    List<double[]> shuffled = new ArrayList<>(Arrays.asList(rows));
    Collections.shuffle(shuffled, new Random(3));
    RatingTable again = RatingTables.of(spark, request, shuffled.toArray(double[][]::new));
    assertThat(Contents.of(again)).isEqualTo(Contents.of(table));
    assertThat(again.training()).isEqualTo(table.training());
    assertThat(again.refitting()).isEqualTo(table.refitting());
    assertThat(again.understood().fingerprint()).isEqualTo(table.understood().fingerprint());
    assertThat(again.understood().splitFingerprint())
        .isEqualTo(table.understood().splitFingerprint());
  }

  @Test
  void fingerprintsTellChangedDataAndChangedSplitsApart() {
    double[][] rows = randomRows(500, 20, 50, 7);
    RatingsRequest.Builder request = RatingTables.request().testFraction(0.2);
    Understood first = RatingTables.of(spark, request.seed(1).build(), rows).understood();
    Understood split = RatingTables.of(spark, request.seed(2).build(), rows).understood();
    rows[17][2] += 0.5;
    Understood data = RatingTables.of(spark, request.seed(1).build(), rows).understood();
    assertThat(split.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(split.splitFingerprint()).isNotEqualTo(first.splitFingerprint());
    assertThat(data.fingerprint()).isNotEqualTo(first.fingerprint());
  }

  @Test
  void randomSplitHoldsOutTheShareAsked() {
    double[][] rows = randomRows(20_000, 200, 1000, 5);
    RatingTable table =
        RatingTables.of(
            spark,
            RatingTables.request().testFraction(0.1).validationFraction(0.2).seed(5).build(),
            rows);
    // Five standard deviations of a binomial count.
    assertThat((double) table.test()).isCloseTo(2000, within(5 * Math.sqrt(20_000 * 0.09)));
    assertThat((double) table.validation()).isCloseTo(3600, within(5 * Math.sqrt(18_000 * 0.16)));
    assertThat(table.count()).isEqualTo(20_000);
    assertThat(table.refitting().count()).isEqualTo(table.train() + table.validation());
  }

  @Test
  void randomSplitOfARatingDoesNotDependOnTheOthers() {
    double[][] rows = randomRows(2000, 40, 200, 5);
    RatingsRequest request =
        RatingTables.request().testFraction(0.3).validationFraction(0.3).seed(9).build();
    Map<String, String> all = Contents.of(RatingTables.of(spark, request, rows));
    Map<String, String> half =
        Contents.of(RatingTables.of(spark, request, Arrays.copyOf(rows, 1000)));
    assertThat(half).hasSize(1000);
    assertThat(all).containsAllEntriesOf(half);
  }

  @Test
  void duplicatesAreAnErrorThatCountsThemAndShowsThree() {
    double[][] rows = {
      {1, 1, 5},
      {1, 1, 4},
      {2, 1, 3},
      {2, 1, 3},
      {3, 7, 1},
      {3, 7, 2},
      {3, 7, 1.5},
      {4, 1, 1},
      {9, 9, 1},
      {9, 9, 2}
    };
    assertThatThrownBy(() -> RatingTables.of(spark, rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("4 pairs of user and item are rated more than once")
        .hasMessageContaining("5 ratings too many")
        .hasMessageContaining("user 1, item 1: 4.0, 5.0")
        .hasMessageContaining("user 2, item 1: 3.0, 3.0")
        .hasMessageContaining("user 3, item 7: 1.0, 1.5, 2.0")
        .hasMessageNotContaining("user 9")
        .hasMessageContaining("--duplicates");
  }

  @ParameterizedTest
  @CsvSource({"FIRST,2.0", "LAST,7.0", "MEAN,4.0", "SUM,12.0"})
  void duplicatesBecomeOneByTheRule(Duplicates rule, float expected) {
    // The row's last value is its time: 2 comes first; 3 and 7 come last together.
    double[][] rows = {{1, 1, 7, 30}, {1, 1, 2, 10}, {1, 1, 3, 30}, {1, 2, 9, 5}};
    RatingTable table =
        RatingTables.of(spark, RatingTables.request().duplicates(rule).build(), rows);
    assertThat(Contents.of(table))
        .containsOnly(Map.entry("1 1", expected + " TRAIN"), Map.entry("1 2", "9.0 TRAIN"));
    assertThat(table.understood().duplicatePairs()).isEqualTo(1);
    assertThat(table.understood().duplicateRatings()).isEqualTo(2);
    assertThat(table.understood().ratings()).isEqualTo(4);
    assertThat(table.count()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Duplicates.class,
      names = {"MEAN", "SUM", "FIRST", "LAST"})
  void mergedRatingsDoNotDependOnTheOrderOfRows(Duplicates rule) {
    Random random = new Random(1);
    List<double[]> rows = new ArrayList<>();
    for (int k = 0; k < 400; k++) {
      double value = random.nextInt(100) / 10.0 * Math.pow(10, random.nextInt(8));
      rows.add(
          new double[] {random.nextInt(3), random.nextInt(4), value, 1 + random.nextInt(3), k % 5});
    }
    RatingsRequest request = RatingTables.request().duplicates(rule).weightColumn("w").build();
    Map<String, String> first =
        Contents.of(RatingTables.of(spark, request, rows.toArray(double[][]::new)));
    Collections.shuffle(rows, random);
    assertThat(Contents.of(RatingTables.of(spark, request, rows.toArray(double[][]::new))))
        .isEqualTo(first);
  }

  @Test
  void meanOfDuplicatesIsWeightedAndWeightsAreAveraged() {
    double[][] rows = {{1, 1, 4, 3}, {1, 1, 8, 1}};
    RatingTable table =
        RatingTables.of(
            spark,
            RatingTables.request().duplicates(Duplicates.MEAN).weightColumn("w").build(),
            rows);
    assertThat(Contents.of(table)).containsOnly(Map.entry("1 1", "5.0 2.0 TRAIN"));
    assertThat(table.weighted()).isTrue();
  }

  @Test
  void pairsInBothSourcesAreTestedOnAndLeftOutOfTraining() {
    RatingTable table =
        RatingTables.of(
            spark,
            RatingTables.request().test("given").testFraction(0.9).build(),
            new double[][] {{1, 1, 1}, {1, 2, 2}, {2, 1, 4}},
            new double[][] {{1, 2, 3}, {5, 2, 1}});
    assertThat(Contents.of(table))
        .containsOnly(
            Map.entry("1 1", "1.0 TRAIN"),
            Map.entry("1 2", "3.0 TEST"),
            Map.entry("2 1", "4.0 TRAIN"),
            Map.entry("5 2", "1.0 TEST"));
    assertThat(table.understood().commonPairs()).isEqualTo(1);
    assertThat(table.understood().duplicatePairs()).isZero();
    assertThat(table.understood().warnings())
        .hasSize(1)
        .first()
        .asString()
        .contains("1 pair of user and item");
  }

  @Test
  void testRatingsWithoutACommonUserAreRefused() {
    assertThatThrownBy(
            () ->
                RatingTables.of(
                    spark,
                    RatingTables.request().test("given").build(),
                    new double[][] {{1, 1, 1}},
                    new double[][] {{2, 1, 1}}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("No user of the test ratings");
  }

  @Test
  void aSplitThatLeavesNothingToTrainOnIsRefused() {
    RatingsRequest request = RatingTables.request().testFraction(0.9999999).build();
    assertThatThrownBy(() -> RatingTables.of(spark, request, new double[][] {{1, 1, 1}}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("No rating is left to train on");
  }

  @Test
  void oneRatingInAllIsATable() {
    RatingTable table = RatingTables.of(spark, new double[][] {{1, 1, 0}});
    assertThat(table.train()).isEqualTo(1);
    assertThat(table.training().variance()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1,8,1",
    "19999,8,1",
    "100000,2,2",
    "100000,8,6",
    "10000000,2,6",
    "4000000,2,2",
    "4000001,2,4",
    "10000000,16,16"
  })
  void partitionsFillTheCoresAndFitInMemory(long ratings, int cores, int expected) {
    assertThat(Grouping.partitions(ratings, cores)).isEqualTo(expected);
  }

  @Test
  void ratingsOfAUserStandInOnePartition() {
    RatingTable table = RatingTables.of(spark, randomRows(60_000, 500, 1000, 2));
    assertThat(table.columns().getNumPartitions()).isGreaterThan(1);
    Set<Integer> seen = new HashSet<>();
    for (RatingColumns columns : table.columns().collect()) {
      Set<Integer> here = new HashSet<>();
      Arrays.stream(columns.user()).forEach(here::add);
      assertThat(seen).doesNotContainAnyElementsOf(here);
      seen.addAll(here);
    }
    assertThat(seen).hasSize(table.users().size());
  }

  /** Rows of distinct pairs with ratings in tenths. */
  static double[][] randomRows(int count, int users, int items, long seed) {
    Random random = new Random(seed);
    Set<Long> pairs = new HashSet<>();
    List<double[]> rows = new ArrayList<>();
    while (rows.size() < count) {
      int user = random.nextInt(users);
      int item = random.nextInt(items);
      if (pairs.add((long) user << 32 | item)) {
        rows.add(new double[] {user, item, random.nextInt(51) / 10.0});
      }
    }
    return rows.toArray(double[][]::new);
  }

  private static List<String> texts(Ids ids) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      texts.add(ids.get(i));
    }
    return texts;
  }
}
