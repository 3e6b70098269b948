// Tree sums: the same bits whatever the number of workers that hold the subtrees.
package lacuna.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DyadicSumTest {
  @Test
  void subtreesJoinToTheSameBits() {
    Random random = new Random(1);
    double[] leaves = random.doubles(64, -1, 1).toArray();
    double whole = DyadicSum.of(leaves);
    for (int workers = 1; workers <= 64; workers *= 2) {
      double[] parts = new double[workers];
      for (int worker = 0; worker < workers; worker++) {
        parts[worker] = DyadicSum.of(leaves, worker * 64 / workers, 64 / workers);
      }
      assertThat(DyadicSum.of(parts)).isEqualTo(whole);
    }
  }

  @Test
  void arraysJoinElementByElement() {
    double[][] arrays = {{1, 2}, null, {4, 8}, {16, 32}};
    assertThat(DyadicSum.ofArrays(arrays)).containsExactly(21, 42);
    assertThat(DyadicSum.ofArrays(new double[2][])).isNull();
  }

  @Test
  void arraysMadeOneAfterTheOtherJoinToTheSameBits() {
    Random random = new Random(2);
    for (int leaves = 1; leaves <= 32; leaves *= 2) {
      double[][] arrays = new double[leaves][];
      for (int k = 0; k < leaves; k++) {
        arrays[k] = k % 5 == 3 ? null : random.doubles(7, -1, 1).toArray();
      }
      double[] accumulated =
          DyadicSum.accumulated(
              leaves,
              7,
              (k, zeros) -> {
                assertThat(zeros).containsOnly(0);
                if (arrays[k] != null) {
                  System.arraycopy(arrays[k], 0, zeros, 0, 7);
                }
                return arrays[k] != null;
              });
      assertThat(accumulated).isEqualTo(DyadicSum.ofArrays(arrays));
    }
    assertThat(DyadicSum.accumulated(4, 3, (k, zeros) -> false)).isNull();
  }

  @Test
  void takesAPowerOfTwo() {
    assertThatThrownBy(() -> DyadicSum.of(new double[3])).hasMessageContaining("given 3");
  }

  @Test
  void rowsOfSparseLeavesJoinToTheSameBits() {
    Random random = new Random(3);
    for (int leaves = 1; leaves <= 32; leaves *= 2) {
      double[][] arrays = new double[leaves][10];
      for (int k = 0; k < leaves; k++) {
        for (int row = 0; row < 5; row++) {
          if (k % 5 != 3 && random.nextInt(3) == 0) {
            arrays[k][2 * row] = random.nextDouble() - 0.5;
            arrays[k][2 * row + 1] = -random.nextDouble();
          }
        }
      }
      double[] sum =
          SparseSum.of(
              leaves,
              5,
              2,
              (k, zeros) -> {
                assertThat(zeros.values()).containsOnly(0);
                for (int row = 0; row < 5; row++) {
                  if (arrays[k][2 * row] != 0) {
                    int at = zeros.at(row);
                    zeros.values()[at] += arrays[k][2 * row];
                    zeros.values()[at + 1] += arrays[k][2 * row + 1];
                  }
                }
              });
      assertThat(sum).isEqualTo(DyadicSum.ofArrays(arrays));
    }
    assertThat(SparseSum.of(4, 3, 1, (k, zeros) -> {})).isNull();
  }
}
