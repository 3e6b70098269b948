// Cutting a side into stripes: balance, rows, cold ids.
package lacuna.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import lacuna.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisTest {
  /** Ratings by id, falling as a power of the rank, in a shuffled order. */
  private static int[] skewed(int ids, double exponent, long seed) {
    Random random = new Random(seed);
    int[] count = new int[ids];
    for (int id = 0; id < ids; id++) {
      count[id] = (int) Math.max(1, 20_000 / Math.pow(1 + random.nextInt(ids), exponent));
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 64})
  void noStripeExceedsTheMeanByAFifthUnlessOneRowForcesIt(int stripes) {
    for (long seed = 1; seed <= 10; seed++) {
      int[] count = skewed(5_000, 0.3 + 0.1 * seed, seed);
      Axis axis = Axis.balanced(count, stripes);
      double mean = Arrays.stream(count).asLongStream().sum() / (double) stripes;
      int greatest = Arrays.stream(count).max().orElseThrow();
      for (int stripe = 0; stripe < stripes; stripe++) {
        assertThat((double) axis.ratings(stripe))
            .isLessThanOrEqualTo(Math.max(1.2 * mean, greatest));
      }
    }
  }

  @Test
  void placesEachIdOnce() {
    int[] count = skewed(1_000, 1, 3);
    Axis axis = Axis.balanced(count, 16);
    int rows = 0;
    for (int stripe = 0; stripe < axis.stripes(); stripe++) {
      for (int row = 0; row < axis.rows(stripe); row++) {
        int id = axis.idAt(stripe, row);
        assertThat(axis.stripeOf(id)).isEqualTo(stripe);
        assertThat(axis.rowOf(id)).isEqualTo(row);
        rows++;
      }
    }
    assertThat(rows).isEqualTo(1_000);
  }

  @Test
  void coldIdsStandLastAndMoveNobody() {
    int[] warm = skewed(300, 1, 4);
    int[] mixed = new int[450];
    for (int id = 0; id < 300; id++) {
      mixed[id + id / 2] = warm[id];
    }
    Axis without = Axis.balanced(warm, 8);
    Axis with = Axis.balanced(mixed, 8);
    assertThat(with.trained()).isEqualTo(300);
    for (int id = 0; id < 300; id++) {
      int moved = id + id / 2;
      assertThat(with.stripeOf(moved)).isEqualTo(without.stripeOf(id));
      assertThat(with.rowOf(moved)).isEqualTo(without.rowOf(id));
      assertThat(with.ordinal(moved)).isEqualTo(id);
    }
    assertThat(with.ordinal(2)).isEqualTo(-1);
  }

  @Test
  void hasMoreStripesThanIdsWhereAsked() {
    Axis axis = Axis.balanced(new int[] {5, 3, 1}, 8);
    assertThat(axis.stripes()).isEqualTo(8);
    assertThat(axis.trained()).isEqualTo(3);
  }

  @Test
  void sequentialKeepsTheOrderOfIds() {
    Axis axis = Axis.sequential(new int[] {1, 9, 4});
    assertThat(axis.stripes()).isOne();
    assertThat(new int[] {axis.rowOf(0), axis.rowOf(1), axis.rowOf(2)}).containsExactly(0, 1, 2);
  }

  @Test
  void refusesMoreRowsThanSixteenBitsCount() {
    int[] count = new int[Axis.MAX_ROWS + 1];
    Arrays.fill(count, 1);
    assertThatThrownBy(() -> Axis.sequential(count))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("65537")
        .hasMessageContaining("--order nested");
    assertThatThrownBy(() -> Axis.balanced(count, 1))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("65537")
        .hasMessageContaining("give --grid more stripes");
    assertThat(Axis.balanced(count, 2).rows(0)).isEqualTo(32769);
  }
}
