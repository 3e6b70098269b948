// The dataflow rule: threads must not change what each stripe sees.
package lacuna.factorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import lacuna.blocks.NestedOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileScheduleTest {
  /** Each tile changes its two stripes by something that does not commute. */
  private static long[] stripesAfter(int threads, int epoch) {
    int items = 8;
    long[] stripes = new long[16 + items];
    Arrays.setAll(stripes, k -> k + 1);
    int[] tiles = new NestedOrder(16, items, 2, epoch).tiles();
    TileSchedule.run(
        tiles,
        items,
        threads,
        tile -> {
          long user = stripes[tile / items];
          long item = stripes[16 + tile % items];
          if (tile % 5 == 0) {
            Thread.yield();
          }
          stripes[tile / items] = user * 31 + item * 7 + tile;
          stripes[16 + tile % items] = item * 17 + user * 3 + tile;
        });
    return stripes;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 16})
  void threadsDoNotChangeTheResult(int threads) {
    for (int epoch = 1; epoch <= 200; epoch++) {
      assertThat(stripesAfter(threads, epoch)).isEqualTo(stripesAfter(1, epoch));
    }
  }

  @Test
  void runsATileOnceAlthoughThereAreMoreThreadsThanTiles() {
    AtomicInteger runs = new AtomicInteger();
    TileSchedule.run(new int[] {3, 0, 1, 2}, 2, 64, tile -> runs.incrementAndGet());
    assertThat(runs).hasValue(4);
  }

  @Test
  void handsOnWhatATileFailsWith() {
    int[] tiles = new NestedOrder(8, 8, 1, 1).tiles();
    assertThatThrownBy(
            () ->
                TileSchedule.run(
                    tiles,
                    8,
                    4,
                    tile -> {
                      if (tile == tiles[20]) {
                        throw new IllegalStateException("tile " + tile);
                      }
                    }))
        .hasMessage("tile " + tiles[20]);
  }
}
