// The order of tiles: what has to hold for it to give the same factors with any number of workers.
package lacuna.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedOrderTest {
  private static final int EPOCHS = 20;

  @ParameterizedTest
  @CsvSource({"1,1", "1,8", "8,1", "2,2", "4,2", "2,4", "16,16", "32,8", "8,64"})
  void coversEachTileOnce(int users, int items) {
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      int[] tiles = new NestedOrder(users, items, 7, epoch).tiles();
      assertThat(Arrays.stream(tiles).sorted().toArray())
          .isEqualTo(IntStream.range(0, users * items).toArray());
    }
  }

  @ParameterizedTest
  @CsvSource({"16,16", "32,8", "8,64", "8,8"})
  void eachStratumIsAPermutationAndAllTogetherCoverEachPair(int users, int items) {
    for (int workers = 1; workers <= 8; workers *= 2) {
      int[][] strata = new NestedOrder(users, items, 3, 5).strata(workers);
      Set<Integer> pairs = new HashSet<>();
      assertThat(strata).hasNumberOfRows(workers);
      for (int[] stratum : strata) {
        assertThat(Arrays.stream(stratum).sorted().toArray())
            .isEqualTo(IntStream.range(0, workers).toArray());
        for (int worker = 0; worker < workers; worker++) {
          pairs.add(worker * workers + stratum[worker]);
        }
      }
      assertThat(pairs).hasSize(workers * workers);
    }
  }

  /**
   * Updates of tiles that share no stripe commute. So two runs do the same when every stripe meets
   * its tiles in the same order.
   */
  @ParameterizedTest
  @CsvSource({"16,16", "32,8", "8,64", "8,8"})
  void everyStripeMeetsItsTilesInTheSameOrderForAnyNumberOfWorkers(int users, int items) {
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      NestedOrder order = new NestedOrder(users, items, 11, epoch);
      String alone = orderByStripe(order.tiles(), users, items);
      for (int workers = 2; workers <= 8; workers *= 2) {
        assertThat(orderByStripe(asRunBy(workers, order), users, items)).isEqualTo(alone);
      }
    }
  }

  /** All tiles stratum by stratum, worker after worker. */
  private static int[] asRunBy(int workers, NestedOrder order) {
    int userShare = order.userStripes() / workers;
    int itemShare = order.itemStripes() / workers;
    IntStream tiles = IntStream.empty();
    for (int[] stratum : order.strata(workers)) {
      for (int worker = 0; worker < workers; worker++) {
        int[] block =
            order.tiles(worker * userShare, userShare, stratum[worker] * itemShare, itemShare);
        tiles = IntStream.concat(tiles, Arrays.stream(block));
      }
    }
    return tiles.toArray();
  }

  private static String orderByStripe(int[] tiles, int users, int items) {
    StringBuilder[] met = new StringBuilder[users + items];
    Arrays.setAll(met, k -> new StringBuilder());
    for (int tile : tiles) {
      met[tile / items].append(' ').append(tile);
      met[users + tile % items].append(' ').append(tile);
    }
    return String.join("|", met);
  }

  @Test
  void differsFromEpochToEpochAndFromSeedToSeed() {
    Set<String> orders = new HashSet<>();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      orders.add(Arrays.toString(new NestedOrder(8, 8, 1, epoch).tiles()));
      orders.add(Arrays.toString(new NestedOrder(8, 8, 2, epoch).tiles()));
    }
    assertThat(orders).hasSize(2 * EPOCHS);
  }

  @Test
  void everyTileComesFirstAboutAsOften() {
    int[] first = new int[16];
    int draws = 16_000;
    for (int epoch = 1; epoch <= draws; epoch++) {
      first[new NestedOrder(4, 4, 5, epoch).tiles()[0]]++;
    }
    // The first tile of a pair is that with the lower users, so 4 tiles of the upper left can lead.
    int[] leading = Arrays.stream(first).filter(count -> count > 0).toArray();
    assertThat(leading).hasSize(4);
    for (int count : leading) {
      assertThat(count).isBetween(draws / 4 - 300, draws / 4 + 300);
    }
  }

  @Test
  void refusesSidesAndWorkersThatAreNoPowerOfTwo() {
    assertThatThrownBy(() -> new NestedOrder(3, 4, 1, 1)).hasMessageContaining("3x4");
    assertThatThrownBy(() -> new NestedOrder(4, 4, 1, 1).strata(8)).hasMessageContaining("8");
    assertThatThrownBy(() -> new NestedOrder(8, 8, 1, 1).strata(3)).hasMessageContaining("3");
  }
}
