// The hash names a model: one bit changes it, the layout does not.
package lacuna.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.factorisation.TrainingData;
import lacuna.ratings.RatingTable;
import org.junit.jupiter.api.Test;

class FactorHashTest {
  private static final int RANK = 3;
  private static final int STRIDE = 8;

  private static String hash(RatingTable table, Grid.Shape shape, int workers) {
    Settings settings = Settings.builder().grid(shape).build();
    try (BlockedRatings blocked = Problems.blocked(table, settings, workers, 1);
        TrainingData data = blocked.full();
        Factors factors = MadeUpSolvers.factors(data, 3.5, RANK, true, 0.5, 0.1)) {
      return FactorHash.of(factors, data.grid());
    }
  }

  @Test
  void sameForAnyGridAndAnyNumberOfWorkers() {
    RatingTable table = Problems.table(Problems.noisy(60, 50, 400, 2));
    String one = hash(table, new Grid.Shape(1, 1), 1);
    assertThat(one).matches("[0-9a-f]{32}");
    assertThat(hash(table, new Grid.Shape(8, 4), 1)).isEqualTo(one);
    assertThat(hash(table, new Grid.Shape(8, 4), 4)).isEqualTo(one);
    assertThat(hash(table, new Grid.Shape(2, 16), 2)).isEqualTo(one);
  }

  @Test
  void everyBitOfATrainedRowCounts() {
    Axis axis = Axis.balanced(new int[] {2, 0, 3}, 1);
    float[] factors = {1, 2, 3, 0, 0, 0, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    float[] bias = {0.5f, 0.25f, 0};
    Set<String> seen = new HashSet<>();
    seen.add(hash(axis, factors, bias, 1));
    int changes = 0;
    for (int row = 0; row < 2; row++) {
      for (int k = 0; k <= RANK; k++) {
        float[] changed = k < RANK ? factors : bias;
        int at = k < RANK ? row * STRIDE + k : row;
        for (int bit = 0; bit < 32; bit++) {
          float was = changed[at];
          changed[at] = Float.intBitsToFloat(Float.floatToRawIntBits(was) ^ 1 << bit);
          seen.add(hash(axis, factors, bias, 1));
          changed[at] = was;
          changes++;
        }
      }
    }
    seen.add(hash(axis, factors, bias, Math.nextUp(1.0)));
    assertThat(seen).hasSize(changes + 2);
  }

  private static String hash(Axis axis, float[] factors, float[] bias, double mean) {
    return FactorHash.hex(
        mean, RANK, true, List.of(FactorHash.rows(Side.USERS, 0, axis, factors, bias, RANK)));
  }

  @Test
  void rowsAndSidesCannotBeSwapped() {
    Axis axis = Axis.balanced(new int[] {1, 1}, 1);
    float[] rows = {1, 2, 3, 0, 0, 0, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0};
    float[] swapped = {4, 5, 6, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0};
    long[] asUsers = FactorHash.rows(Side.USERS, 0, axis, rows, null, RANK);
    assertThat(FactorHash.rows(Side.USERS, 0, axis, swapped, null, RANK)).isNotEqualTo(asUsers);
    assertThat(FactorHash.rows(Side.ITEMS, 0, axis, rows, null, RANK)).isNotEqualTo(asUsers);
  }

  @Test
  void paddingAndColdRowsStayOut() {
    Axis axis = Axis.balanced(new int[] {2, 0}, 1);
    float[] clean = {1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    float[] dirty = {1, 2, 3, 9, 9, 9, 9, 9, 7, 7, 7, 7, 7, 7, 7, 7};
    assertThat(FactorHash.rows(Side.USERS, 0, axis, dirty, new float[] {1, 8}, RANK))
        .isEqualTo(FactorHash.rows(Side.USERS, 0, axis, clean, new float[] {1, 0}, RANK));
  }
}
