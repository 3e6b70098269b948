// The published exercises' random numbers.
package lacuna.factorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class TorchUniformTest {
  /** First values of torch.manual_seed(0); torch.rand, as published to four digits. */
  private static final double[] PUBLISHED = {
    0.4963, 0.7682, 0.0885, 0.1320, 0.3074, 0.6341, 0.4901, 0.8964, 0.4556, 0.6323, 0.3489, 0.4017
  };

  @Test
  void givesThePublishedSequence() {
    float[] values = TorchUniform.values(0, 0, PUBLISHED.length);
    for (int k = 0; k < PUBLISHED.length; k++) {
      assertThat((double) values[k]).isCloseTo(PUBLISHED[k], offset(5e-5));
    }
  }

  @Test
  void passesOverAsManyAsAsked() {
    assertThat(TorchUniform.values(0, 5, 3))
        .containsExactly(java.util.Arrays.copyOfRange(TorchUniform.values(0, 0, 8), 5, 8));
  }
}
