// Lists by blocks of products against lists by brute force.
package lacuna.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import lacuna.factorisation.Initialisation.Side;
import lacuna.kernels.ProductKernel;
import lacuna.kernels.ProductKernels;
import org.junit.jupiter.api.Test;

class TopRowsTest {
  private static final int USERS = 37;
  private static final int ITEMS = 611;

  private static List<Integer> bruteForce(
      FactorModel model, int user, int most, List<Integer> leftOut) {
    List<Integer> items = new ArrayList<>();
    for (int item = 0; item < ITEMS; item++) {
      if (!leftOut.contains(item)) {
        items.add(item);
      }
    }
    items.sort(
        Comparator.<Integer>comparingDouble(item -> -model.raw(user, item))
            .thenComparingInt(item -> item));
    return items.subList(0, Math.min(most, items.size()));
  }

  @Test
  void listsAndScoresAreThoseOfBruteForceBitForBit() {
    for (int rank : new int[] {1, 9, 32, 40}) {
      FactorModel model = RandomModels.biased(USERS, ITEMS, rank, rank).factors();
      Random random = new Random(rank);
      int stride = model.users().stride();
      for (ProductKernel kernel :
          new ProductKernel[] {ProductKernels.scalar(), ProductKernels.best()}) {
        for (int most : new int[] {1, 10, 1000}) {
          TopRows top = new TopRows(model.panels(Side.ITEMS), most, kernel);
          for (int first = 0; first < USERS; first += TopRows.ROWS) {
            int rows = Math.min(TopRows.ROWS, USERS - first);
            float[] w = new float[TopRows.ROWS * stride];
            float[] base = new float[TopRows.ROWS];
            int[][] leftOut = new int[rows][];
            for (int r = 0; r < rows; r++) {
              model.copyRow(Side.USERS, first + r, w, r * stride);
              base[r] = model.base(Side.USERS, first + r);
              leftOut[r] =
                  r % 3 == 0 ? null : random.ints(0, ITEMS).limit(90).sorted().distinct().toArray();
            }
            BestScores.Best[] best = top.of(w, base, rows, leftOut);
            for (int r = 0; r < rows; r++) {
              List<Integer> out = new ArrayList<>();
              for (int k = 0; leftOut[r] != null && k < leftOut[r].length; k++) {
                out.add(leftOut[r][k]);
              }
              List<Integer> expected = bruteForce(model, first + r, most, out);
              assertThat(best[r].indices())
                  .containsExactly(expected.stream().mapToInt(i -> i).toArray());
              for (int k = 0; k < expected.size(); k++) {
                assertThat(best[r].scores()[k]).isEqualTo(model.raw(first + r, expected.get(k)));
              }
            }
          }
        }
      }
    }
  }

  @Test
  void aRankingHoldsNoMoreThanItsLength() {
    BestScores ranking = new BestScores(3);
    for (int k = 0; k < 100; k++) {
      ranking.offer(k * 37 % 100, k);
    }
    BestScores.Best best = ranking.drain();
    assertThat(best.scores()).containsExactly(99, 98, 97);
    assertThat(best.indices()).hasSize(3);
  }
}
