// The products of a filled matrix against its cells, and what it refuses.
package lacuna.factorisation.svd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilledMatrixTest {
  @Test
  void holdsRatingsWhereObservedAndTheFillElsewhere() {
    FilledMatrix matrix =
        new FilledMatrix(
            2,
            3,
            new int[] {0, 2, 2},
            new int[] {2, 0},
            new float[] {5, 0}, // 0 is a rating
            3,
            new double[] {0.5, -0.5},
            new double[] {0, 0.25, 1});
    assertThat(matrix.dense()).containsExactly(new double[] {0, 2.5, 3.75, 2.75, 5, 3.5});
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void productsEqualThoseOfTheCells(int fill) {
    FilledMatrix matrix = Matrices.random(40, 30, 5, fill, 2);
    double[] cells = matrix.dense();
    Random random = new Random(4);
    double[] x = random.doubles(30, -1, 1).toArray();
    double[] z = random.doubles(40, -1, 1).toArray();
    double[] y = new double[41];
    double[] t = new double[31];
    matrix.multiply(x, 0, y, 1, 1);
    matrix.multiplyTransposed(z, 0, t, 1, 1);
    for (int u = 0; u < 40; u++) {
      double expected = 0;
      for (int i = 0; i < 30; i++) {
        expected += cells[i * 40 + u] * x[i];
      }
      assertThat(y[u + 1]).isCloseTo(expected, within(1e-12));
    }
    for (int i = 0; i < 30; i++) {
      double expected = 0;
      for (int u = 0; u < 40; u++) {
        expected += cells[i * 40 + u] * z[u];
      }
      assertThat(t[i + 1]).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void productsHaveTheSameBitsForAnyOrderOfColumns() {
    double[] x = new Random(8).doubles(4, -1, 1).toArray();
    double[] one = new double[1];
    double[] other = new double[1];
    oneRow(new int[] {0, 1, 2, 3}, 0.1f, 0.2f, 0.3f, 0.4f).multiply(x, 0, one, 0, 1);
    oneRow(new int[] {3, 1, 0, 2}, 0.4f, 0.2f, 0.1f, 0.3f).multiply(x, 0, other, 0, 1);
    assertThat(other).containsExactly(one);
  }

  private static FilledMatrix oneRow(int[] column, float... value) {
    return new FilledMatrix(1, 4, new int[] {0, 4}, column, value, 0.7, null, null);
  }

  @Test
  void refusesWhatIsNoMatrix() {
    refuses("given twice", new int[] {0, 2}, new int[] {1, 1}, new float[2]);
    refuses("not in the matrix", new int[] {0, 1}, new int[] {2}, new float[1]);
    refuses("rows end at", new int[] {0, 1}, new int[] {0, 1}, new float[2]);
    refuses("row starts", new int[] {0}, new int[0], new float[0]);
    assertThatThrownBy(
            () ->
                new FilledMatrix(
                    2, 1, new int[] {0, 2, 1}, new int[1], new float[1], 0, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new FilledMatrix(
                    1, 2, new int[2], new int[0], new float[0], 0, new double[2], null))
        .hasMessageContaining("fills");
  }

  private static void refuses(String message, int[] start, int[] column, float[] value) {
    assertThatThrownBy(() -> new FilledMatrix(1, 2, start, column, value, 0, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
