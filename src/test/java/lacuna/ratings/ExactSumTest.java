// Exact sums against decimal arithmetic.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  @Test
  void sumsAreCorrectlyRoundedWhateverTheOrderAndThePartition() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      int spread = 1 + random.nextInt(300);
      List<Double> numbers = new ArrayList<>();
      BigDecimal exact = BigDecimal.ZERO;
      int count = random.nextInt(200);
      for (int k = 0; k < count; k++) {
        double x = random.nextGaussian() * Math.pow(2, random.nextInt(2 * spread) - spread);
        numbers.add(x);
        exact = exact.add(new BigDecimal(x));
      }
      for (int times = 0; times < 3; times++) {
        Collections.shuffle(numbers, random);
        ExactSum[] parts = {new ExactSum(), new ExactSum(), new ExactSum()};
        for (double x : numbers) {
          parts[random.nextInt(3)].add(x);
        }
        parts[2].add(parts[0]);
        parts[1].add(parts[2]);
        assertThat(parts[1].value()).isEqualTo(exact.doubleValue());
      }
    }
  }

  @Test
  void extremesCancel() {
    ExactSum sum = new ExactSum();
    double[] numbers = {1e308, 1e308, 1, -1e308, 1e-300, -1e308, Double.MIN_VALUE, -1, -1e-300};
    for (double x : numbers) {
      sum.add(x);
    }
    assertThat(sum.value()).isEqualTo(Double.MIN_VALUE);
    assertThat(new ExactSum().value()).isZero();
  }

  @Test
  void negativeSumsAreAsExactAsPositiveOnes() {
    ExactSum sum = new ExactSum();
    for (int k = 0; k < 1_000_003; k++) {
      sum.add(-0.1f);
    }
    BigDecimal exact = new BigDecimal(-0.1f).multiply(BigDecimal.valueOf(1_000_003));
    assertThat(sum.value()).isEqualTo(exact.doubleValue());
  }

  @Test
  void numberManyTimesIsItsMultiple() {
    ExactSum sum = new ExactSum();
    sum.add(0.1f);
    sum.add(-3.7e-20, ExactSum.MOST_TIMES);
    sum.add(0.1f, ExactSum.MOST_TIMES);
    sum.add(5, 0);
    sum.add(-1e200, 7);
    sum.add(1e200, 7);
    BigDecimal times = BigDecimal.valueOf(ExactSum.MOST_TIMES);
    BigDecimal exact =
        new BigDecimal(0.1f)
            .multiply(times.add(BigDecimal.ONE))
            .add(new BigDecimal(-3.7e-20).multiply(times));
    assertThat(sum.value()).isEqualTo(exact.doubleValue());
  }

  @Test
  void sumsOfAPartAreExactForFewValuesAndForMany() {
    Random random = new Random(2);
    for (int values : new int[] {1, 10, 5_000}) {
      PartSums one = new PartSums();
      PartSums other = new PartSums();
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal squares = BigDecimal.ZERO;
      float least = Float.POSITIVE_INFINITY;
      for (int k = 0; k < 20_000; k++) {
        float rating = random.nextInt(values) / 10f - 20;
        (random.nextBoolean() ? one : other).add(rating);
        BigDecimal exact = new BigDecimal(rating);
        sum = sum.add(exact);
        squares = squares.add(exact.multiply(exact));
        least = Math.min(least, rating);
      }
      one.settle();
      other.settle();
      one.join(other);
      assertThat(one.count()).isEqualTo(20_000);
      assertThat(one.least()).isEqualTo(least);
      assertThat(one.sum().value()).isEqualTo(sum.doubleValue());
      assertThat(one.squares().value()).isEqualTo(squares.doubleValue());
    }
  }

  @Test
  void varianceDoesNotSufferFromAMovedScale() {
    Tally near = tally(0);
    Tally far = tally(1_000_000);
    assertThat(near.statistics(Part.TRAIN).variance()).isEqualTo(1.25);
    assertThat(far.statistics(Part.TRAIN).variance()).isEqualTo(1.25);
  }

  private static Tally tally(float move) {
    float[] ratings = {1 + move, 2 + move, 3 + move, 4 + move};
    Ids ids = Ids.of(List.of("0", "1", "2", "3"));
    RatingColumns columns =
        new RatingColumns(new int[4], new int[] {0, 1, 2, 3}, ratings, null, new byte[4]);
    return Tally.of(columns, ids, ids);
  }
}
