// Both row kernels against plain sums, and against each other bit for bit.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowKernelTest {
  private static float[] random(Random random, int size) {
    float[] values = new float[size];
    for (int k = 0; k < size; k++) {
      values[k] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void theBestKernelIsTheVectorKernelWhereTheModuleIs() {
    assertThat(RowKernels.best().name()).isEqualTo("vector");
    assertThat(RowKernels.scalar().name()).isEqualTo("scalar");
  }

  /** Where entry k of the t-th row stands in columns of eight. */
  private static int at(int t, int k) {
    return k / 8 * RowKernel.COLUMN + t * 8 + k % 8;
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32, 40, 64, 72, 128})
  void bothKernelsGiveTheSameBitsAndTheRightSums(int stride) {
    for (int count : new int[] {0, 1, 3, 4, 5, 63, 128}) {
      Random random = new Random(31L * stride + count);
      float[] h = random(random, stride / 8 * RowKernel.COLUMN);
      float[] r = random(random, count);
      float[][] grams = new float[2][stride * stride];
      float[][] moments = new float[2][stride];
      RowKernels.scalar().gram(h, r, count, stride, grams[0], moments[0]);
      RowKernels.best().gram(h, r, count, stride, grams[1], moments[1]);
      assertThat(moments[1]).isEqualTo(moments[0]);
      for (int j = 0; j < stride; j++) {
        double moment = 0;
        for (int t = 0; t < count; t++) {
          moment += (double) h[at(t, j)] * r[t];
        }
        assertThat((double) moments[0][j]).isCloseTo(moment, offset(1e-5 * (1 + count)));
        for (int k = j; k < stride; k++) {
          double sum = 0;
          for (int t = 0; t < count; t++) {
            sum += (double) h[at(t, j)] * h[at(t, k)];
          }
          assertThat(grams[1][j * stride + k]).isEqualTo(grams[0][j * stride + k]);
          assertThat((double) grams[0][j * stride + k]).isCloseTo(sum, offset(1e-5 * (1 + count)));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32, 40, 56, 64, 72, 128})
  void bothKernelsGatherScaleAndMultiplyTheSameRows(int stride) {
    Random random = new Random(7L * stride);
    float[][] other = {random(random, 5 * stride), random(random, 3 * stride)};
    int[] places = {4, 1, 0, 1 << 16 | 2, 4, 3};
    float[] own = random(random, stride);
    float[] factors = random(random, 4);
    float[][] h = new float[2][stride / 8 * RowKernel.COLUMN];
    float[][] products = new float[2][4];
    RowKernel[] kernels = {RowKernels.scalar(), RowKernels.best()};
    for (int i = 0; i < kernels.length; i++) {
      kernels[i].gather(other, places, 2, 4, stride, h[i]);
      kernels[i].products(own, h[i], 4, stride, products[i]);
    }
    assertThat(h[1]).isEqualTo(h[0]);
    assertThat(products[1]).isEqualTo(products[0]);
    for (int t = 0; t < 4; t++) {
      int place = places[2 + t];
      int row = (place & 0xFFFF) * stride;
      assertThat(products[0][t]).isEqualTo(Lanes.dot(own, 0, other[place >>> 16], row, stride));
      assertThat(h[0][at(t, stride - 1)]).isEqualTo(other[place >>> 16][row + stride - 1]);
    }
    kernels[0].scale(factors, 4, stride, h[0]);
    kernels[1].scale(factors, 4, stride, h[1]);
    assertThat(h[1]).isEqualTo(h[0]);
    assertThat(h[0][at(3, 5)]).isEqualTo(other[0][3 * stride + 5] * factors[3]);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 24, 32, 40})
  void bothKernelsAddTheSameTriangles(int stride) {
    Random random = new Random(stride);
    float[] gram = random(random, stride * stride);
    double[][] sums = new double[2][stride * stride];
    for (int i = 0; i < stride * stride; i++) {
      sums[0][i] = random.nextGaussian();
      sums[1][i] = sums[0][i];
    }
    double[] before = sums[0].clone();
    RowKernels.scalar().add(gram, stride, sums[0]);
    RowKernels.best().add(gram, stride, sums[1]);
    for (int j = 0; j < stride; j++) {
      for (int k = j; k < stride; k++) {
        int at = j * stride + k;
        assertThat(sums[0][at]).isEqualTo(before[at] + gram[at]);
        assertThat(sums[1][at]).isEqualTo(sums[0][at]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32, 40, 72})
  void bothKernelsMultiplyRowsByTheSameMatrices(int stride) {
    for (int rows : new int[] {0, 1, 2, 3, 4, 7, 9}) {
      Random random = new Random(13L * stride + rows);
      float[] x = random(random, (rows + 2) * stride);
      float[] y = random(random, (rows + 5) * stride);
      float[] matrix = random(random, stride * stride);
      float[][] moved = new float[2][];
      float[][] sums = new float[2][];
      RowKernel[] kernels = {RowKernels.scalar(), RowKernels.best()};
      for (int v = 0; v < 2; v++) {
        moved[v] = y.clone();
        kernels[v].times(x, matrix, stride, rows, stride, moved[v]);
        sums[v] = matrix.clone();
        kernels[v].cross(x, stride, y, 3 * stride, rows, stride, sums[v]);
      }
      assertThat(moved[1]).isEqualTo(moved[0]);
      assertThat(sums[1]).isEqualTo(sums[0]);
      int i = stride - 1;
      int k = stride - 3;
      double cross = matrix[i * stride + k];
      for (int t = 0; t < rows; t++) {
        cross += (double) x[(1 + t) * stride + i] * y[(3 + t) * stride + k];
        double entry = y[(1 + t) * stride + k];
        for (int m = 0; m < stride; m++) {
          entry += (double) x[(1 + t) * stride + m] * matrix[m * stride + k];
        }
        assertThat((double) moved[0][(1 + t) * stride + k]).isCloseTo(entry, offset(1e-4));
      }
      assertThat((double) sums[0][i * stride + k]).isCloseTo(cross, offset(1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 24, 32, 40, 104})
  void bothKernelsAddTheSameRows(int stride) {
    Random random = new Random(stride);
    float[][] other = {random(random, 5 * stride), random(random, 3 * stride)};
    int[] places = {4, 1 << 16 | 2, 0, 1 << 16, 4, 3};
    float[][] sums = new float[2][2 * stride];
    RowKernels.scalar().sum(other, places, 1, 6, stride, sums[0], stride);
    RowKernels.best().sum(other, places, 1, 6, stride, sums[1], stride);
    assertThat(sums[1]).isEqualTo(sums[0]);
    double expected = 0;
    for (int t = 1; t < 6; t++) {
      expected += other[places[t] >>> 16][(places[t] & 0xFFFF) * stride + 7];
    }
    assertThat((double) sums[0][stride + 7]).isCloseTo(expected, offset(1e-5));
    assertThat(sums[0][0]).isZero();
  }
}
