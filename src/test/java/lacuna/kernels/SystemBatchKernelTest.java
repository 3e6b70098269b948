// Both kernels for systems side by side: bit for bit the same, and right.
package lacuna.kernels;

import static lacuna.kernels.SystemBatchKernel.LANES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemBatchKernelTest {
  private final SystemBatchKernel[] kernels = {
    SystemBatchKernels.scalar(), SystemBatchKernels.best()
  };

  /** I + X Xᵀ of uniform numbers for each lane: {@code [lane][n x n]}. */
  private static double[][] matrices(Random random, int n) {
    double[][] all = new double[LANES][n * n];
    for (double[] a : all) {
      double[] x = random.doubles((long) n * n, -1, 1).toArray();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double sum = i == j ? 1 : 0;
          for (int k = 0; k < n; k++) {
            sum += x[i * n + k] * x[j * n + k];
          }
          a[i * n + j] = sum;
        }
      }
    }
    return all;
  }

  /** Side by side, with what is not to be read above the diagonal. */
  private static double[] sideBySide(double[][] matrices, int n) {
    double[] all = new double[n * n * LANES];
    for (int at = 0; at < all.length; at++) {
      int i = at / LANES / n;
      int k = at / LANES % n;
      all[at] = k > i ? Double.NaN : matrices[at % LANES][i * n + k];
    }
    return all;
  }

  @Test
  void theBestKernelIsTheVectorKernelWhereTheModuleIs() {
    assertThat(SystemBatchKernels.best().name()).isEqualTo("vector");
    assertThat(SystemBatchKernels.scalar().name()).isEqualTo("scalar");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 30, 31, 32, 33, 64})
  void bothKernelsGiveTheSameBitsAndSolveTheSystems(int n) {
    Random random = new Random(n);
    double[][] matrices = matrices(random, n);
    double[] b = random.doubles((long) n * LANES).toArray();
    double[][] factors = new double[2][];
    double[][] lower = new double[2][];
    double[][] solved = new double[2][];
    for (int v = 0; v < 2; v++) {
      factors[v] = sideBySide(matrices, n);
      assertThat(kernels[v].factor(factors[v], n)).isZero();
      lower[v] = b.clone();
      kernels[v].solveLower(factors[v], n, lower[v]);
      solved[v] = lower[v].clone();
      kernels[v].solveUpper(factors[v], n, solved[v]);
    }
    assertThat(factors[1]).isEqualTo(factors[0]);
    assertThat(lower[1]).isEqualTo(lower[0]);
    assertThat(solved[1]).isEqualTo(solved[0]);
    for (int lane = 0; lane < LANES; lane++) {
      double[] plain = matrices[lane].clone();
      assertThat(Cholesky.factor(plain, n, n)).isTrue();
      double[] half = new double[n];
      for (int i = 0; i < n; i++) {
        half[i] = b[i * LANES + lane];
      }
      Cholesky.solveLower(plain, n, n, half);
      for (int i = 0; i < n; i++) {
        assertThat(lower[0][i * LANES + lane]).isCloseTo(half[i], offset(1e-9 * n));
        double product = 0;
        for (int k = 0; k < n; k++) {
          product += matrices[lane][i * n + k] * solved[0][k * LANES + lane];
        }
        assertThat(product).isCloseTo(b[i * LANES + lane], offset(1e-9 * n));
      }
    }
  }

  @Test
  void aSystemDoesNotDependOnThoseBesideIt() {
    int n = 9;
    Random random = new Random(2);
    double[][] matrices = matrices(random, n);
    double[] b = random.doubles((long) n * LANES).toArray();
    for (SystemBatchKernel kernel : kernels) {
      double[] expected = solved(kernel, matrices, n, b);
      double[][] others = matrices(random, n);
      others[2] = matrices[2];
      others[0][40] = -1;
      double[] found = solved(kernel, others, n, b);
      for (int i = 0; i < n; i++) {
        assertThat(found[i * LANES + 2]).isEqualTo(expected[i * LANES + 2]);
      }
    }
  }

  private static double[] solved(SystemBatchKernel kernel, double[][] matrices, int n, double[] b) {
    double[] factor = sideBySide(matrices, n);
    kernel.factor(factor, n);
    double[] x = b.clone();
    kernel.solveLower(factor, n, x);
    kernel.solveUpper(factor, n, x);
    return x;
  }

  @Test
  void matricesThatAreNotPositiveDefiniteAreNamed() {
    int n = 9;
    double[][] matrices = matrices(new Random(1), n);
    matrices[1][5 * n + 5] = -1;
    matrices[2][n * n - 1] = 0.5 * matrices[2][n * n - 1] - 9;
    java.util.Arrays.fill(matrices[3], 0);
    for (SystemBatchKernel kernel : kernels) {
      assertThat(kernel.factor(sideBySide(matrices, n), n)).isEqualTo(0b1110);
    }
    matrices[0][0] = Double.NaN;
    for (SystemBatchKernel kernel : kernels) {
      assertThat(kernel.factor(sideBySide(matrices, n), n)).isEqualTo(0b1111);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 17, 31, 32})
  void bothKernelsGiveTheSameProducts(int n) {
    Random random = new Random(n);
    double[] upper = random.doubles((long) n * n, -1, 1).toArray();
    double[] x = random.doubles((long) n * LANES, -1, 1).toArray();
    double[][] out = new double[2][n * LANES];
    for (int v = 0; v < 2; v++) {
      kernels[v].upperTimes(upper, n, x, out[v]);
    }
    assertThat(out[1]).isEqualTo(out[0]);
    for (int i = 0; i < n; i++) {
      for (int lane = 0; lane < LANES; lane++) {
        double sum = 0;
        for (int k = i; k < n; k++) {
          sum += upper[i * n + k] * x[k * LANES + lane];
        }
        assertThat(out[0][i * LANES + lane]).isCloseTo(sum, offset(1e-12));
      }
    }
  }
}
