// A single row against the conditions of its minimum.
package lacuna.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RidgeRowTest {
  private static final int RANK = 5;

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void theGradientIsZeroWhereTheRowMayMove(boolean biases, boolean nonnegative) {
    Random random = new Random(3);
    for (int count : new int[] {1, 4, 60}) {
      RidgeRow row = new RidgeRow(RANK, biases, nonnegative, 0.1, 0.02, true);
      float[] x = new float[count * RANK];
      double[] target = new double[count];
      double[] weight = new double[count];
      row.clear();
      for (int t = 0; t < count; t++) {
        for (int k = 0; k < RANK; k++) {
          x[t * RANK + k] = (float) random.nextGaussian();
        }
        target[t] = random.nextGaussian();
        weight[t] = 0.5 + random.nextInt(3);
        row.add(x, t * RANK, target[t], weight[t]);
      }
      double[] y = row.solve();
      double[] gradient = new double[y.length];
      for (int t = 0; t < count; t++) {
        double error = target[t] - (biases ? y[RANK] : 0);
        for (int k = 0; k < RANK; k++) {
          error -= y[k] * x[t * RANK + k];
        }
        for (int k = 0; k < y.length; k++) {
          gradient[k] -= weight[t] * error * (k < RANK ? x[t * RANK + k] : 1);
        }
      }
      for (int k = 0; k < y.length; k++) {
        gradient[k] += count * (k < RANK ? 0.1 : 0.02) * y[k];
        if (nonnegative && k < RANK) {
          assertThat(y[k]).isGreaterThanOrEqualTo(0);
        }
        if (nonnegative && k < RANK && y[k] == 0) {
          assertThat(gradient[k]).isGreaterThanOrEqualTo(-1e-9);
        } else {
          assertThat(gradient[k]).isCloseTo(0, offset(1e-8));
        }
      }
    }
  }
}
