// The paired interval against its definition, and against how often it holds the truth.
package lacuna.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedMomentsTest {
  private static final int TRIALS = 2000;

  /** Three standard deviations of the share of 2,000 trials that a 95 % interval holds in. */
  private static final double THREE_DEVIATIONS = 3 * Math.sqrt(0.95 * 0.05 / TRIALS);

  /**
   * The 97.5 % point of Student's distribution with 39 degrees of freedom, from a printed table.
   */
  private static final double STUDENT_39 = 2.0227;

  /** Standard deviations of the shift that a method gives all ratings of a user. */
  private static final double[] SHIFT = {0.5, 0.7};

  /** What the RMSE difference is in the population of {@link #draw}. */
  private static final double TRUTH =
      Math.sqrt(1 + SHIFT[1] * SHIFT[1]) - Math.sqrt(1 + SHIFT[0] * SHIFT[0]);

  /**
   * Held-out errors of two methods.
   *
   * @param count ratings by user
   * @param errors sums of squared errors by method and user
   * @param single squared errors by method and rating
   */
  private record Sample(int[] count, double[][] errors, double[][] single) {}

  @Test
  void coversTheTruthInNinetyFivePerCentOfSamplesWhenErrorsOfAUserGoTogether() {
    assertThat(coverage(300)).isCloseTo(0.95, within(THREE_DEVIATIONS));
  }

  @Test
  void coversNearlyAsMuchWithThirtyUsers() {
    assertThat(coverage(30)).isBetween(0.92, 0.965); // the normal quantile reaches 0.916
  }

  private static double coverage(int users) {
    Random random = new Random(20);
    int held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Sample sample = draw(random, users);
      held += holdsTruth(difference(sample.count, sample.errors)) ? 1 : 0;
    }
    return (double) held / TRIALS;
  }

  @Test
  void boundsAreUnknownWhenOneUserHoldsAllRatings() {
    RmseDifference difference = difference(new int[] {5, 0}, new double[][] {{4, 0}, {5, 0}});
    assertThat(difference.value()).isPositive();
    assertThat(difference.low()).isNaN();
    assertThat(difference.high()).isNaN();
  }

  @Test
  void wouldCoverFarLessIfRatingsOfAUserCountedAsIndependent() {
    Random random = new Random(20);
    int held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      double[][] single = draw(random, 300).single;
      int[] ones = new int[single[0].length];
      Arrays.fill(ones, 1);
      held += holdsTruth(difference(ones, single)) ? 1 : 0;
    }
    assertThat((double) held / TRIALS).isLessThan(0.85);
  }

  @Test
  void intervalIsThatOfTheTotalsLinearisedInEachUser() {
    Sample sample = draw(new Random(3), 40);
    RmseDifference difference = difference(sample.count, sample.errors);
    double count = Arrays.stream(sample.count).sum();
    double[] rmse = new double[2];
    for (int m = 0; m < 2; m++) {
      rmse[m] = Math.sqrt(Arrays.stream(sample.errors[m]).sum() / count);
    }
    double squares = 0;
    for (int u = 0; u < 40; u++) {
      double influence = 0;
      for (int m = 0; m < 2; m++) {
        double excess = sample.errors[m][u] - rmse[m] * rmse[m] * sample.count[u];
        influence += (m == 0 ? -1 : 1) * excess / (2 * rmse[m] * count);
      }
      squares += influence * influence;
    }
    double half = STUDENT_39 * Math.sqrt(squares * 40 / 39);
    assertThat(difference.value()).isCloseTo(rmse[1] - rmse[0], within(1e-14));
    assertThat(difference.high() - difference.value()).isCloseTo(half, within(1e-4 * half));
    assertThat(difference.value() - difference.low()).isCloseTo(half, within(1e-4 * half));
  }

  @Test
  void momentsOfPartsAddUpToThoseOfTheWhole() {
    Sample sample = draw(new Random(4), 64);
    double[] whole = moments(sample.count, sample.errors, 0, 64);
    double[] first = moments(sample.count, sample.errors, 0, 40);
    double[] second = moments(sample.count, sample.errors, 40, 64);
    for (int k = 0; k < whole.length; k++) {
      assertThat(first[k] + second[k]).isCloseTo(whole[k], within(1e-12 * whole[k]));
    }
  }

  @Test
  void equalMethodsDifferByNothingForSure() {
    Sample sample = draw(new Random(5), 50);
    double[][] equal = {sample.errors[0], sample.errors[0]};
    assertThat(difference(sample.count, equal)).isEqualTo(new RmseDifference(0, 0, 0));
  }

  /**
   * Errors z + s, z standard normal for each rating and the same for both methods, s normal for
   * each user and method: the RMSE of a method is √(1 + SHIFT²) over the population, and users with
   * many ratings weigh more.
   */
  private static Sample draw(Random random, int users) {
    int[] count = new int[users];
    double[][] errors = new double[2][users];
    double[][] single = new double[2][users * 30];
    int ratings = 0;
    for (int u = 0; u < users; u++) {
      double[] shift = {SHIFT[0] * random.nextGaussian(), SHIFT[1] * random.nextGaussian()};
      count[u] = random.nextInt(4) == 0 ? 1 + random.nextInt(30) : 1 + random.nextInt(8);
      for (int k = 0; k < count[u]; k++) {
        double common = random.nextGaussian();
        for (int m = 0; m < 2; m++) {
          double error = common + shift[m];
          single[m][ratings] = error * error;
          errors[m][u] += error * error;
        }
        ratings++;
      }
    }
    return new Sample(
        count,
        errors,
        new double[][] {Arrays.copyOf(single[0], ratings), Arrays.copyOf(single[1], ratings)});
  }

  private static double[] moments(int[] count, double[][] errors, int from, int to) {
    double[] sums = new double[PairedMoments.size(2)];
    double[][] part = {
      Arrays.copyOfRange(errors[0], from, to), Arrays.copyOfRange(errors[1], from, to)
    };
    new PairedMoments(2, sums, 0).add(Arrays.copyOfRange(count, from, to), part);
    return sums;
  }

  private static RmseDifference difference(int[] count, double[][] errors) {
    double[] sums = moments(count, errors, 0, count.length);
    SquaredErrors[] totals = new SquaredErrors[2];
    for (int m = 0; m < 2; m++) {
      totals[m] = new SquaredErrors(Arrays.stream(count).sum(), Arrays.stream(errors[m]).sum(), 0);
    }
    return new PairedMoments(2, sums, 0).difference(1, totals[1], totals[0]);
  }

  private static boolean holdsTruth(RmseDifference difference) {
    return difference.low() <= TRUTH && TRUTH <= difference.high();
  }
}
