// Holds invented ratings to what their generator promises: parts equal the whole, no pair twice, a
// truth of the rank and
// the error that were asked for.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;
import lacuna.UsageException;
import lacuna.ratings.SyntheticRatings.Plan;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticRatingsTest {
  private static final Plan PLAN = new Plan(300, 200, 6000, 4, 0.7, 1, 0.5, 5);

  private record Row(int user, int item, float rating, long time) {}

  private static List<Row> rows(Plan plan, long from, long to) {
    List<Row> rows = new ArrayList<>();
    new SyntheticRatings(plan)
        .forEach(
            from, to, (user, item, rating, time) -> rows.add(new Row(user, item, rating, time)));
    return rows;
  }

  @Test
  void anyPartIsTheSamePartOfTheWhole() {
    List<Row> whole = rows(PLAN, 0, 6000);
    Random random = new Random(1);
    for (int trial = 0; trial < 50; trial++) {
      int from = random.nextInt(6001);
      int to = from + random.nextInt(6001 - from);
      assertThat(rows(PLAN, from, to)).isEqualTo(whole.subList(from, to));
    }
    assertThat(rows(PLAN, 6000, 6000)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "300, 200, 6000, 1",
    "300, 200, 6000, 0",
    "300, 200, 6000, 4",
    "40, 50, 2000, 1.5",
    "40, 50, 1999, 1.5",
    "1, 50, 30, 1",
    "50, 1, 30, 1",
    "1, 1, 1, 0",
    "1000, 1000, 3, 2"
  })
  void givesAsManyDistinctPairsAsWereAskedFor(int users, int items, int count, double skew) {
    List<Row> rows = rows(new Plan(users, items, count, 2, 0.5, skew, 0.5, 11), 0, count);
    Set<Long> pairs = new HashSet<>();
    for (Row row : rows) {
      assertThat(row.user()).isBetween(0, users - 1);
      assertThat(row.item()).isBetween(0, items - 1);
      pairs.add((long) row.user() * items + row.item());
    }
    assertThat(pairs).hasSize(count).hasSameSizeAs(rows);
  }

  @Test
  void usersComeInAscendingOrder() {
    assertThat(rows(PLAN, 0, 6000)).extracting(Row::user).isSorted();
  }

  @Test
  void anotherSeedGivesOtherPairsAndOtherRatings() {
    Plan other = new Plan(300, 200, 6000, 4, 0.7, 1, 0.5, 6);
    Set<Row> both = new HashSet<>(rows(PLAN, 0, 6000));
    both.retainAll(rows(other, 0, 6000));
    assertThat(both).isEmpty();
  }

  @Test
  void ratingsAreStepsWithinTheScale() {
    assertThat(rows(PLAN, 0, 6000))
        .extracting(Row::rating)
        .containsOnly(0.5f, 1f, 1.5f, 2f, 2.5f, 3f, 3.5f, 4f, 4.5f, 5f);
  }

  @Test
  void withoutStepsTheTruthsErrorIsTheNoise() {
    int count = 200_000;
    Plan plan = new Plan(2000, 1000, count, 4, 0.8, 1, 0, 3);
    double rmse = Math.sqrt(new SyntheticRatings(plan).truthSse(0, count) / count);
    // The standard error of a normal deviation is sd / sqrt(2 n) = 0.0013; three of them.
    assertThat(rmse).isCloseTo(0.8, within(0.004));
    Plan exact = new Plan(2000, 1000, count, 4, 0, 1, 0, 3);
    assertThat(new SyntheticRatings(exact).truthSse(0, count)).isLessThan(count * 1e-12);
  }

  @Test
  void withStepsTheTruthsErrorIsOfNoiseAndRoundingLessTheEnds() {
    int count = 200_000;
    Plan plan = new Plan(2000, 1000, count, 4, 0.3, 1, 0.5, 3);
    double rmse = Math.sqrt(new SyntheticRatings(plan).truthSse(0, count) / count);
    assertThat(rmse).isBetween(0.30, Math.sqrt(0.3 * 0.3 + 0.25 / 12));
  }

  @Test
  void theTruthHasTheRankThatWasAskedForBesidesBiases() {
    SyntheticRatings ratings = new SyntheticRatings(new Plan(30, 20, 100, 3, 0.5, 1, 0.5, 9));
    double[][] truth = new double[30][20];
    for (int user = 0; user < 30; user++) {
      for (int item = 0; item < 20; item++) {
        truth[user][item] = ratings.truth(user, item);
      }
    }
    // Biases are two more: (level + b) 1' and 1 c'.
    assertThat(new SingularValueDecomposition(new Array2DRowRealMatrix(truth)).getRank())
        .isEqualTo(5);
  }

  @Test
  void skewMakesSomeItemsMorePopularAndSomeUsersMoreActive() {
    Plan even = new Plan(4000, 2000, 100_000, 1, 0.5, 0, 0.5, 2);
    Plan skewed = new Plan(4000, 2000, 100_000, 1, 0.5, 1, 0.5, 2);
    assertThat(busiest(rows(even, 0, 100_000), Row::user, 4000)).isEqualTo(25);
    assertThat(busiest(rows(even, 0, 100_000), Row::item, 2000)).isLessThan(2 * 50);
    // Weights 1 / (1 + rank / 41) of 4000 users add up to 41 ln(1 + 4000 / 41) = 188; 100,000 / 188
    // = 531.
    assertThat(busiest(rows(skewed, 0, 100_000), Row::user, 4000)).isBetween(500, 560);
    assertThat(busiest(rows(skewed, 0, 100_000), Row::item, 2000)).isGreaterThan(20 * 50);
  }

  private static int busiest(List<Row> rows, ToIntFunction<Row> side, int size) {
    int[] ratings = new int[size];
    rows.forEach(row -> ratings[side.applyAsInt(row)]++);
    return Arrays.stream(ratings).max().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 2, 4})
  void sharesAddUpAndKeepTheirCapAndOrder(double skew) {
    Random random = new Random(4);
    for (int trial = 0; trial < 200; trial++) {
      int size = 1 + random.nextInt(300);
      int cap = 1 + random.nextInt(50);
      long total = 1 + random.nextInt(size * cap);
      int[] shares = new PowerLaw(size, 1 + size * 0.01, skew).shares(total, cap);
      assertThat(Arrays.stream(shares).asLongStream().sum()).isEqualTo(total);
      assertThat(Arrays.stream(shares)).allMatch(share -> share >= 0 && share <= cap);
      for (int rank = 1; rank < size; rank++) {
        assertThat(shares[rank]).isLessThanOrEqualTo(shares[rank - 1] + 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 2, 4})
  void strataNeverGiveARankTwice(double skew) {
    Random random = new Random(8);
    for (int trial = 0; trial < 200; trial++) {
      int size = 1 + random.nextInt(300);
      int count = 1 + random.nextInt(size);
      PowerLaw.Strata strata = new PowerLaw(size, 1 + size * 0.01, skew).strata(count);
      int last = -1;
      for (int stratum = 0; stratum < count; stratum++) {
        int rank = strata.pick(stratum, random.nextDouble());
        assertThat(rank).isGreaterThan(last).isLessThan(size);
        last = rank;
      }
    }
  }

  @Test
  void permutationsAreBijections() {
    for (int size = 1; size <= 1100; size = size < 70 ? size + 1 : size + 103) {
      Permutation permutation = new Permutation(size, 7, size % 3);
      BitSet met = new BitSet();
      for (int number = 0; number < size; number++) {
        met.set(permutation.at(number));
      }
      assertThat(met.cardinality()).isEqualTo(size);
      assertThat(met.length()).isEqualTo(size);
    }
    int huge = Integer.MAX_VALUE - 1;
    assertThat(new Permutation(huge, 7, 0).at(huge - 1)).isBetween(0, huge - 1);
  }

  @Test
  void aPlanThatCannotBeSaysWhatIsAllowed() {
    assertThatThrownBy(() -> new Plan(10, 10, 101, 2, 0.5, 1, 0.5, 1))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--count is 101, but 10 users and 10 items make only 100 pairs; lower it, or raise"
                + " --users or --items");
    assertThatThrownBy(() -> new Plan(0, 10, 1, 2, 0.5, 1, 0.5, 1))
        .isInstanceOf(UsageException.class)
        .hasMessage("--users is 0; it must be from 1 to 2147483646");
    assertThatThrownBy(() -> new Plan(10, 10, 1, 2, Double.NaN, 1, 0.5, 1))
        .isInstanceOf(UsageException.class)
        .hasMessage("--noise is NaN; it must be from 0 to 1000");
  }
}
