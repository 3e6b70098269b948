// Holds the warm-up to the updates of a training: real ones, of each kind of model.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelWarmUpTest {
  /** Before the first update, 64 ratings of 0, 1 and 2 are off their mean by 42.7 squared. */
  @ParameterizedTest
  @CsvSource({"64,true,false,false", "3,false,false,true", "32,true,true,false"})
  void makesUpdatesThatDoNotDiverge(int rank, boolean biases, boolean adaGrad, boolean byRow) {
    assertThat(KernelWarmUp.run(rank, biases, adaGrad, byRow)).isBetween(1e-9, 43.0);
  }
}
