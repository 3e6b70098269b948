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

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32, 40, 64, 72, 128})
  void bothKernelsGiveTheSameBitsAndTheRightSums(int stride) {
    for (int count : new int[] {0, 1, 3, 4, 5, 63, 128}) {
      Random random = new Random(31L * stride + count);
      float[] h = random(random, count * stride);
      float[] r = random(random, count);
      float[][] grams = new float[2][stride * stride];
      float[][] moments = new float[2][stride];
      RowKernels.scalar().gram(h, r, count, stride, grams[0], moments[0]);
      RowKernels.best().gram(h, r, count, stride, grams[1], moments[1]);
      assertThat(moments[1]).isEqualTo(moments[0]);
      for (int j = 0; j < stride; j++) {
        for (int k = 0; k <= j; k++) {
          double sum = 0;
          for (int t = 0; t < count; t++) {
            sum += (double) h[t * stride + j] * h[t * stride + k];
          }
          assertThat(grams[1][j * stride + k]).isEqualTo(grams[0][j * stride + k]);
          assertThat((double) grams[0][j * stride + k]).isCloseTo(sum, offset(1e-5 * (1 + count)));
        }
      }
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
