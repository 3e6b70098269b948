// Both system kernels against the plain loops, bit for bit, and against the matrix they factor.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemKernelTest {
  private final SystemKernel[] kernels = {SystemKernels.scalar(), SystemKernels.best()};

  /** I + X Xᵀ of normal numbers, in both triangles, with zeros from column n on. */
  private static double[] matrix(Random random, int n, int width) {
    double[] x = random.doubles((long) n * n, -1, 1).toArray();
    double[] a = new double[width * width];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = i == j ? 1 : 0;
        for (int k = 0; k < n; k++) {
          sum += x[i * n + k] * x[j * n + k];
        }
        a[i * width + j] = sum;
      }
    }
    return a;
  }

  @Test
  void theBestKernelIsTheVectorKernelWhereTheModuleIs() {
    assertThat(SystemKernels.best().name()).isEqualTo("vector");
    assertThat(SystemKernels.scalar().name()).isEqualTo("scalar");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 30, 31, 32, 33, 64})
  void bothKernelsGiveTheBitsOfThePlainLoopsAndSolveTheSystem(int n) {
    int width = Lanes.stride(n);
    Random random = new Random(n);
    double[] a = matrix(random, n, width);
    double[] b = random.doubles(width).toArray();
    double[] plain = a.clone();
    assertThat(Cholesky.factor(plain, n, width)).isTrue();
    double[] solved = b.clone();
    Cholesky.solveLower(plain, n, width, solved);
    Cholesky.solveUpper(plain, n, width, solved);
    for (SystemKernel kernel : kernels) {
      double[] factor = a.clone();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          factor[i * width + j] = random.nextGaussian(); // not to be read
        }
      }
      double[] upper = new double[width * width];
      double[] x = b.clone();
      assertThat(kernel.factor(factor, n, width, upper)).isTrue();
      kernel.solveLower(upper, n, width, x);
      kernel.solveUpper(factor, n, width, x);
      for (int i = 0; i < n; i++) {
        assertThat(x[i]).isEqualTo(solved[i]);
        double product = 0;
        for (int j = 0; j < n; j++) {
          product += a[i * width + j] * x[j];
        }
        assertThat(product).isCloseTo(b[i], offset(1e-9 * n));
        for (int j = 0; j <= i; j++) {
          assertThat(factor[i * width + j]).isEqualTo(plain[i * width + j]);
          assertThat(upper[j * width + i]).isEqualTo(plain[i * width + j]);
        }
      }
    }
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefused() {
    for (SystemKernel kernel : kernels) {
      double[] a = matrix(new Random(1), 9, 16);
      a[5 * 16 + 5] = -1;
      assertThat(kernel.factor(a, 9, 16, new double[16 * 16])).isFalse();
      a[0] = Double.NaN;
      assertThat(kernel.factor(a, 9, 16, new double[16 * 16])).isFalse();
    }
  }
}
