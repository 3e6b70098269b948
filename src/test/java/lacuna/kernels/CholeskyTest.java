// Small dense systems against their definition.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
  /** A random symmetric positive definite matrix, n x width with rubbish beside it. */
  private static double[] positive(int n, int width, long seed) {
    Random random = new Random(seed);
    double[][] root = new double[n][n + 2];
    for (double[] row : root) {
      java.util.Arrays.setAll(row, k -> random.nextGaussian());
    }
    double[] a = random.doubles((long) n * width).toArray();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i * width + j] = 0;
        for (int k = 0; k < n + 2; k++) {
          a[i * width + j] += root[i][k] * root[j][k];
        }
      }
    }
    return a;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 13, 33})
  void solvesASystemWithinAWiderArray(int n) {
    int width = n + 3;
    double[] a = positive(n, width, n);
    double[] c = a.clone();
    double[] x = new Random(2).doubles(n).toArray();
    assertThat(Cholesky.factor(c, n, width)).isTrue();
    double[] solved = x.clone();
    Cholesky.solveLower(c, n, width, solved);
    Cholesky.solveUpper(c, n, width, solved);
    for (int i = 0; i < n; i++) {
      double product = 0;
      for (int j = 0; j < n; j++) {
        product += a[i * width + j] * solved[j];
      }
      assertThat(product).isCloseTo(x[i], offset(1e-7));
    }
  }

  @Test
  void theInverseFactorUndoesTheFactor() {
    int n = 6;
    double[] c = positive(n, n, 9);
    Cholesky.factor(c, n, n);
    double[] inverse = Cholesky.inverse(c, n, n);
    double[] x = new Random(3).doubles(n).toArray();
    double[] there = new double[n];
    double[] back = new double[n];
    Cholesky.lowerTimes(c, n, x, there);
    Cholesky.lowerTimes(inverse, n, there, back);
    assertThat(back).containsExactly(x, offset(1e-9));
    Cholesky.transposedTimes(c, n, x, there);
    Cholesky.transposedTimes(inverse, n, there, back);
    assertThat(back).containsExactly(x, offset(1e-9));
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefused() {
    assertThat(Cholesky.factor(new double[] {1, 0, 2, 1}, 2, 2)).isFalse();
    assertThat(Cholesky.factor(new double[] {0}, 1, 1)).isFalse();
    assertThat(Cholesky.factor(new double[] {Double.NaN}, 1, 1)).isFalse();
  }

  /** I and a matrix of rank 1 whose entries leave no digit of the I. */
  @Test
  void aPivotThatRoundingTookBelowItsBoundIsTakenForTheBound() {
    double a = 2.7431131297437614e18;
    double b = -8.7253624202993398e18;
    double c = 2.77538496462534e19;
    assertThat(Cholesky.factor(new double[] {a, 0, b, c}, 2, 2)).isFalse();
    double[] bounded = {a, 0, b, c};
    assertThat(Cholesky.factor(bounded, 2, 2, 1)).isTrue();
    assertThat(bounded[3]).isEqualTo(1);
    assertThat(Cholesky.factor(new double[] {a, 0, Double.NaN, c}, 2, 2, 1)).isFalse();
  }
}
