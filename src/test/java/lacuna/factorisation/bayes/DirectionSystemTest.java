// The small systems of the conjugate gradients, with directions that depend on one another or not.
package lacuna.factorisation.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectionSystemTest {
  /** Π = DᵀD and Y = DᵀE, with D's columns as many as its rows or more: Π X must be Y. */
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 3", "8, 8", "2, 3", "3, 8", "31, 32"})
  void findsASolutionWhateverDirectionsDependOnOthers(int rows, int size) {
    Random random = new Random(size);
    double[] d = random.doubles((long) rows * size, -1, 1).toArray();
    for (int k = 0; k < size; k++) {
      for (int r = 0; r < rows; r++) {
        d[r * size + k] *= Math.pow(10, k % 4); // lengths differ by far more than what is left out
      }
    }
    double[] e = random.doubles((long) rows * size, -1, 1).toArray();
    double[] matrix = product(d, d, rows, size);
    double[] y = product(d, e, rows, size);
    DirectionSystem system = new DirectionSystem(matrix, size);
    assertThat(system.kept()).isEqualTo(rows);
    double[] x = system.solve(y);
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        double sum = 0;
        for (int m = 0; m < size; m++) {
          sum += matrix[i * size + m] * x[m * size + k];
        }
        assertThat(sum).isCloseTo(y[i * size + k], offset(1e-6 * Math.pow(10, i % 4)));
      }
    }
  }

  private static double[] product(double[] a, double[] b, int rows, int size) {
    double[] product = new double[size * size];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < size; i++) {
        for (int k = 0; k < size; k++) {
          product[i * size + k] += a[r * size + i] * b[r * size + k];
        }
      }
    }
    return product;
  }
}
