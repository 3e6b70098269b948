// The rule for a grid's shape: the limits that it must keep.
package lacuna.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lacuna.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridRuleTest {
  @ParameterizedTest
  @CsvSource({
    "3, 3, 9, 8",
    "610, 9724, 100000, 32",
    "16554, 10506, 100000, 32",
    "71567, 10681, 10000000, 64",
    "480189, 17770, 100000000, 128",
    "2000000, 500000, 5000000, 32",
    "50000000, 10000000, 1000000000, 64"
  })
  void tilesKeepEnoughRatingsAndStripesFewEnoughRows(
      int users, int items, long ratings, int stride) {
    Grid.Shape shape = GridRule.shape(users, items, ratings, stride);
    long tiles = (long) shape.users() * shape.items();
    assertThat(users / shape.users()).isLessThan(Axis.MAX_ROWS / 2);
    assertThat(items / shape.items()).isLessThan(Axis.MAX_ROWS / 2);
    boolean cutForRowsAlone = users / shape.users() > Axis.MAX_ROWS / 8;
    assertThat(tiles == 1 || ratings / tiles >= 1000 || cutForRowsAlone || ratings < 10L * users)
        .isTrue();
  }

  @Test
  void smallMatricesAreOneTile() {
    assertThat(GridRule.shape(3, 3, 9, 8)).isEqualTo(new Grid.Shape(1, 1));
  }

  @Test
  void aHigherRankCutsFiner() {
    Grid.Shape low = GridRule.shape(71_567, 10_681, 10_000_000, 16);
    Grid.Shape high = GridRule.shape(71_567, 10_681, 10_000_000, 512);
    assertThat(high.users() * high.items()).isGreaterThan(low.users() * low.items());
  }

  @Test
  void shapesArePowersOfTwo() {
    assertThatThrownBy(() -> new Grid.Shape(3, 4))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--grid")
        .hasMessageContaining("3x4");
  }
}
