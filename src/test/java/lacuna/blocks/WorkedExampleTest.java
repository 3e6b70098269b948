// The worked example in the javadoc of Grid and NestedOrder, read from data/ and held to what is
// written there.
package lacuna.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lacuna.SparkForTests;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.factorisation.TrainingData;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import org.junit.jupiter.api.Test;

class WorkedExampleTest {
  @Test
  void stripesAndTilesAreAsWritten() {
    RatingTable table =
        RatingsLoader.load(
            SparkForTests.session(), RatingsRequest.of("data/worked-example.csv").build());
    Settings settings = Settings.builder().rank(2).grid(new Grid.Shape(4, 2)).build();
    try (BlockedRatings blocked = Problems.blocked(table, settings, 2, 1);
        TrainingData data = blocked.full()) {
      assertThat(names(table, blocked.grid().users(), true))
          .containsExactly("u1", "u6", "u2 u3", "u4 u5");
      assertThat(names(table, blocked.grid().items(), false)).containsExactly("i1 i4", "i2 i3 i5");
      assertThat(data.blocks().getNumPartitions()).isEqualTo(2);
      List<RatingBlock> blocks = data.blocks().collect();
      assertThat(blocks).hasSize(4).allMatch(block -> block.size() == 5);
      assertThat(blocks.get(2).tileStart(1)).isEqualTo(3);
    }
  }

  private static List<String> names(RatingTable table, Axis axis, boolean users) {
    List<String> stripes = new ArrayList<>();
    for (int stripe = 0; stripe < axis.stripes(); stripe++) {
      List<String> ids = new ArrayList<>();
      for (int row = 0; row < axis.rows(stripe); row++) {
        int id = axis.idAt(stripe, row);
        ids.add(users ? table.users().get(id) : table.items().get(id));
      }
      stripes.add(String.join(" ", ids));
    }
    return stripes;
  }

  @Test
  void theOrderIsAsWrittenForOneWorkerAndForTwo() {
    NestedOrder order = new NestedOrder(4, 2, 1, 1);
    assertThat(order.tiles()).containsExactly(3, 1, 4, 6, 0, 2, 7, 5);
    assertThat(order.strata(2)).isDeepEqualTo(new int[][] {{1, 0}, {0, 1}});
    assertThat(order.tiles(0, 2, 1, 1)).containsExactly(3, 1);
    assertThat(order.tiles(2, 2, 0, 1)).containsExactly(4, 6);
    assertThat(order.tiles(0, 2, 0, 1)).containsExactly(0, 2);
    assertThat(order.tiles(2, 2, 1, 1)).containsExactly(7, 5);
  }
}
