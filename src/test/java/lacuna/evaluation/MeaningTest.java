// Ratings that mean something odd: every method has an answer, and it is a number.
package lacuna.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.ratings.RatingTable;
import org.junit.jupiter.api.Test;

class MeaningTest {
  @Test
  void oneUser() {
    List<double[]> rows = new ArrayList<>();
    for (int item = 0; item < 40; item++) {
      rows.add(new double[] {0, item, item % 5});
    }
    check("sgd,svd", rows).close();
  }

  @Test
  void oneItem() {
    List<double[]> rows = new ArrayList<>();
    for (int user = 0; user < 40; user++) {
      rows.add(new double[] {user, 0, user % 5});
    }
    check("sgd,svd", rows).close();
  }

  @Test
  void groupsWithNothingInCommon() {
    List<double[]> rows = new ArrayList<>();
    for (double[] row : Problems.noisy(20, 15, 200, 3)) {
      rows.add(row);
      rows.add(new double[] {row[0] + 100, row[1] + 100, 5 - row[2]});
    }
    check("sgd,svd", rows).close();
  }

  @Test
  void negativeAndFractionalRatingsWithOneFarOut() {
    List<double[]> rows = new ArrayList<>();
    Random random = new Random(5);
    for (double[] row : Problems.noisy(30, 20, 300, 6)) {
      rows.add(new double[] {row[0], row[1], random.nextGaussian() * 0.01 - 0.5});
    }
    rows.add(new double[] {0, 1000, 1e6});
    check("sgd,svd", rows).close();
  }

  /** Users 0 to 9 and 10 more, of whom each has but one rating: some of those are held out. */
  @Test
  void usersAllOfWhoseRatingsAreHeldOut() {
    List<double[]> rows = new ArrayList<>(List.of(Problems.noisy(10, 10, 80, 8)));
    for (int user = 10; user < 60; user++) {
      rows.add(new double[] {user, user % 10, user % 5});
    }
    ComparisonResult result = check("sgd,als", rows);
    Score als = result.methods().get(1).test().orElseThrow();
    assertThat(als.own()).isLessThan(als.errors().count());
    assertThat(als.coverage()).isBetween(0.0, 1.0);
    result.close();
  }

  /** Trains all kinds of methods and sees that each is judged on all that is held out. */
  private static ComparisonResult check(String methods, List<double[]> rows) {
    RatingTable table =
        Problems.table(
            Problems.split().testFraction(0.2).validationFraction(0.1).seed(4),
            rows.toArray(new double[0][]));
    assertThat(table.test()).isPositive();
    Settings settings = Settings.builder().rank(3).epochs(3).alsIterations(2).build();
    try (BlockedRatings blocked = Problems.blocked(table, settings, 1, 1)) {
      ComparisonResult result =
          Comparison.run(
              blocked, settings, Methods.parse(methods), Optional.empty(), ComparisonListener.NONE);
      for (MethodResult method : result.methods()) {
        assertThat(method.status())
            .as(method.method() + " " + method.note())
            .isEqualTo(MethodResult.Status.DONE);
        Score test = method.test().orElseThrow();
        assertThat(test.errors().count()).isEqualTo(table.test());
        assertThat(test.errors().rmse()).isFinite();
        assertThat(method.train().orElseThrow().errors().rmse()).isFinite();
      }
      return result;
    }
  }
}
