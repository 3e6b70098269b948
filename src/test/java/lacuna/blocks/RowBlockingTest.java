// Ratings row by row along either side: each once, in the order of the other side's places.
package lacuna.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.factorisation.TrainingData;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingTables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBlockingTest {
  private static final Settings SETTINGS =
      Settings.builder().rank(3).grid(new Grid.Shape(8, 4)).build();

  private static RatingTable table() {
    return Problems.table(
        RatingTables.request().weightColumn("w").testFraction(0.2), Problems.noisy(40, 30, 600, 5));
  }

  /** "user item rating weight" of all training ratings, in the blocks' order. */
  private static List<String> trained(TrainingData data, Grid grid) {
    List<String> ratings = new ArrayList<>();
    for (RatingBlock block : data.blocks().collect()) {
      for (int i = 0; block.role() == Role.TRAIN && i < block.itemStripes(); i++) {
        for (int t = block.tileStart(i); t < block.tileStart(i + 1); t++) {
          int user = grid.users().idAt(block.userStripe(), block.user(t));
          int item = grid.items().idAt(i, block.item(t));
          ratings.add(user + " " + item + " " + block.rating(t) + " " + block.weight(t));
        }
      }
    }
    return ratings;
  }

  private static List<String> listed(List<RowBlock> blocks, Grid grid, boolean users) {
    Axis own = users ? grid.users() : grid.items();
    Axis other = users ? grid.items() : grid.users();
    List<String> ratings = new ArrayList<>();
    for (RowBlock block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        int id = own.idAt(block.stripe(), row);
        assertThat(block.count(row)).isEqualTo(own.count(id));
        for (int t = block.start(row); t < block.start(row + 1); t++) {
          int place = block.others()[t];
          int otherId = other.idAt(place >>> 16, place & 0xFFFF);
          assertThat(t == block.start(row) || block.others()[t - 1] < place).isTrue();
          ratings.add(
              (users ? id + " " + otherId : otherId + " " + id)
                  + " "
                  + block.ratings()[t]
                  + " "
                  + block.weights()[t]);
        }
      }
    }
    return ratings;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void bothSidesHaveEachTrainingRatingOnceInOrder(int workers) {
    try (BlockedRatings blocked = Problems.blocked(table(), SETTINGS, workers, 2);
        TrainingData data = blocked.full()) {
      Grid grid = blocked.grid();
      RowBlocking blocking = new RowBlocking(blocked.sentGrid(), workers);
      List<RowBlock> users = blocking.users(data.blocks()).collect();
      List<RowBlock> items = blocking.items(data.blocks()).collect();
      assertThat(users).extracting(RowBlock::stripe).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
      assertThat(items).extracting(RowBlock::stripe).containsExactly(0, 1, 2, 3);
      List<String> expected = trained(data, grid);
      assertThat(listed(users, grid, true)).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(listed(items, grid, false)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @org.junit.jupiter.api.Test
  void coldRowsHaveNoRatingsAndKeysOfTheirOwn() {
    try (BlockedRatings blocked = Problems.blocked(table(), SETTINGS, 1, 1);
        TrainingData data = blocked.full()) {
      Grid grid = blocked.grid();
      List<Integer> keys = new ArrayList<>();
      for (RowBlock block : new RowBlocking(blocked.sentGrid(), 1).items(data.blocks()).collect()) {
        for (int row = 0; row < block.rows(); row++) {
          keys.add(block.key(row));
          assertThat(block.key(row) < 0).isEqualTo(block.count(row) == 0);
        }
      }
      assertThat(keys).hasSize(grid.items().size()).doesNotHaveDuplicates();
    }
  }
}
