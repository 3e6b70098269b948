// The order of ratings inside a tile: fixed by the ratings and the seed, from user to user.
package lacuna.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockBuilderTest {
  private static final int ITEM_STRIPES = 3;
  private static final int ITEM_ROWS = 40;

  /** Cells {user row, item stripe, item row} of one user stripe, rows past 32,767 among them. */
  private static List<int[]> cells() {
    Random random = new Random(11);
    Set<List<Integer>> drawn = new HashSet<>();
    for (int t = 0; t < 1500; t++) {
      int user = random.nextInt(12) * 5_900;
      drawn.add(List.of(user, random.nextInt(ITEM_STRIPES), random.nextInt(ITEM_ROWS)));
    }
    List<int[]> cells = new ArrayList<>();
    drawn.forEach(cell -> cells.add(cell.stream().mapToInt(Integer::intValue).toArray()));
    return cells;
  }

  private static Slice slice(List<int[]> cells) {
    Slice slice = new Slice(Role.TRAIN, 2, cells.size(), false);
    for (int t = 0; t < cells.size(); t++) {
      int[] cell = cells.get(t);
      slice.user[t] = (char) cell[0];
      slice.item[t] = cell[1] << 16 | cell[2];
      slice.rating[t] = cell[0] % 7 + cell[2];
    }
    return slice;
  }

  private static RatingBlock block(long seed, boolean shuffled, List<Slice> slices) {
    return new BlockBuilder(ITEM_STRIPES, seed, shuffled).build(slices);
  }

  private static List<String> ratings(RatingBlock block) {
    List<String> ratings = new ArrayList<>();
    for (int tile = 0; tile < ITEM_STRIPES; tile++) {
      for (int t = block.tileStart(tile); t < block.tileStart(tile + 1); t++) {
        ratings.add(
            String.join(
                " ",
                String.valueOf(tile),
                String.valueOf(block.user(t)),
                String.valueOf(block.item(t)),
                String.valueOf(block.rating(t))));
      }
    }
    return ratings;
  }

  @Test
  void arrivalDoesNotMatter() {
    List<int[]> cells = cells();
    RatingBlock one = block(1, true, List.of(slice(cells)));
    Collections.shuffle(cells, new Random(5));
    RatingBlock two =
        block(
            1,
            true,
            List.of(slice(cells.subList(0, 300)), slice(cells.subList(300, cells.size()))));
    assertThat(ratings(two)).isEqualTo(ratings(one));
  }

  @Test
  void aTileGoesFromUserToUserAndThroughEachUsersRatingsInAShuffle() {
    RatingBlock sorted = block(1, false, List.of(slice(cells())));
    RatingBlock one = block(1, true, List.of(slice(cells())));
    RatingBlock two = block(2, true, List.of(slice(cells())));
    assertThat(one.users()).isEqualTo(sorted.users()).isEqualTo(two.users());
    for (int tile = 0; tile < ITEM_STRIPES; tile++) {
      char[] users = Arrays.copyOfRange(one.users(), one.tileStart(tile), one.tileStart(tile + 1));
      char[] inOrder = users.clone();
      Arrays.sort(inOrder);
      assertThat(users).isEqualTo(inOrder);
    }
    assertThat(ratings(one)).isNotEqualTo(ratings(sorted)).isNotEqualTo(ratings(two));
    assertThat(ratings(one)).containsExactlyInAnyOrderElementsOf(ratings(sorted));
  }
}
