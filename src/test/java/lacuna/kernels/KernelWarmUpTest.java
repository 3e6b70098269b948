// Holds the warm-up to the updates of a training: real ones, of each kind of model.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelWarmUpTest {
  /** The rows of 16 users and 16 items have at least 96 factors, enough for 64 ratings. */
  @ParameterizedTest
  @CsvSource({"64,true,false,false", "3,false,false,true", "32,true,true,false"})
  void makesUpdatesThatLearn(int rank, boolean biases, boolean adaGrad, boolean byRow) {
    double first = KernelWarmUp.run(rank, biases, adaGrad, byRow, 1);
    assertThat(KernelWarmUp.run(rank, biases, adaGrad, byRow, 500)).isBetween(0.0, first / 2);
  }
}
