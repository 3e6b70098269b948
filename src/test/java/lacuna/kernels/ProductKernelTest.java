// Both product kernels against predictions one by one, bit for bit.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductKernelTest {
  private static final int ITEMS = 21;

  private static float[] random(Random random, int size) {
    float[] values = new float[size];
    for (int k = 0; k < size; k++) {
      values[k] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] packed(float[] rows, int stride) {
    int panels = (rows.length / stride + 7) / 8;
    float[] packed = new float[panels * 8 * stride];
    for (int row = 0; row < rows.length / stride; row++) {
      for (int k = 0; k < stride; k++) {
        packed[(row / 8 * stride + k) * 8 + row % 8] = rows[row * stride + k];
      }
    }
    return packed;
  }

  @Test
  void theBestKernelIsTheVectorKernelWhereTheModuleIs() {
    assertThat(ProductKernels.best().name()).isEqualTo("vector");
    assertThat(ProductKernels.scalar().name()).isEqualTo("scalar");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32, 40, 48, 56, 64, 72, 96, 128, 264})
  void bothKernelsGiveTheBitsOfSinglePredictions(int stride) {
    Random random = new Random(stride);
    float[] h = random(random, ITEMS * stride);
    float[] itemBias = random(random, ITEMS);
    float[] padded = java.util.Arrays.copyOf(itemBias, 24);
    for (int rows = 1; rows <= 5; rows++) {
      float[] w = random(random, rows * stride);
      float[] userBias = random(random, rows);
      for (boolean biases : new boolean[] {false, true}) {
        float[] base = new float[rows];
        for (int r = 0; r < rows; r++) {
          base[r] = 3.5f + (biases ? userBias[r] : 0);
        }
        float[] expected = singly(w, h, userBias, itemBias, biases, rows, stride);
        for (ProductKernel kernel :
            new ProductKernel[] {ProductKernels.scalar(), ProductKernels.best()}) {
          float[] out = new float[rows * 24];
          float[] part = new float[rows * 8];
          float[] bias = biases ? padded : null;
          kernel.scores(w, 0, rows, base, packed(h, stride), 0, 3, bias, stride, out, 24);
          kernel.scores(w, 0, rows, base, packed(h, stride), 1, 1, bias, stride, part, 8);
          for (int r = 0; r < rows; r++) {
            for (int i = 0; i < ITEMS; i++) {
              assertThat(out[r * 24 + i]).isEqualTo(expected[r * ITEMS + i]);
            }
            assertThat(part[r * 8 + 3]).isEqualTo(expected[r * ITEMS + 11]);
          }
          assertThat(kernel.dot(w, 0, h, 2 * stride, stride))
              .isEqualTo(Lanes.dot(w, 0, h, 2 * stride, stride));
        }
      }
    }
  }

  @Test
  void bothKernelsFindTheFirstScoreAboveAThreshold() {
    Random random = new Random(1);
    float[] scores = random(random, 40);
    scores[11] = Float.NaN;
    scores[12] = Float.NEGATIVE_INFINITY;
    scores[29] = Float.POSITIVE_INFINITY;
    for (ProductKernel kernel :
        new ProductKernel[] {ProductKernels.scalar(), ProductKernels.best()}) {
      for (float threshold : new float[] {Float.NEGATIVE_INFINITY, 0, scores[20], 9}) {
        for (int from = 0; from <= 40; from++) {
          for (int to = from; to <= 40; to++) {
            int expected = from;
            while (expected < to && !(scores[expected] > threshold)) {
              expected++;
            }
            assertThat(kernel.firstAbove(scores, from, to, threshold)).isEqualTo(expected);
          }
        }
      }
    }
  }

  private static float[] singly(
      float[] w,
      float[] h,
      float[] userBias,
      float[] itemBias,
      boolean biases,
      int rows,
      int stride) {
    char[] users = new char[rows * ITEMS];
    char[] items = new char[rows * ITEMS];
    for (int t = 0; t < users.length; t++) {
      users[t] = (char) (t / ITEMS);
      items[t] = (char) (t % ITEMS);
    }
    float[] out = new float[users.length];
    Kernels.scalar()
        .predict(
            new TileRatings(users, items, new float[users.length], null),
            0,
            users.length,
            new Rows(w, stride, biases ? userBias : null, null, null, null, null),
            new Rows(h, stride, biases ? itemBias : null, null, null, null, null),
            3.5f,
            out,
            0);
    return out;
  }
}
