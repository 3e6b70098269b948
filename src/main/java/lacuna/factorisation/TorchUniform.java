// The sequence of torch.rand on the CPU, so that published exercises can be repeated digit for
// digit.
package lacuna.factorisation;

import org.apache.commons.math3.random.MersenneTwister;

/**
 * Uniform float32 numbers as {@code torch.manual_seed(seed); torch.rand(...)} gives them on the
 * CPU: MT19937 seeded by {@code init_genrand}, a value is the low 24 bits of a 32-bit output over
 * 2^24. U is drawn before V, row by row.
 */
public final class TorchUniform {
  private TorchUniform() {}

  /**
   * Values [from, from + count) of the sequence.
   *
   * @param seed the manual seed; its lower 32 bits count
   */
  public static float[] values(long seed, long from, int count) {
    MersenneTwister twister = new MersenneTwister((int) seed);
    for (long k = 0; k < from; k++) {
      twister.nextInt();
    }
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = (twister.nextInt() & 0xFFFFFF) * 0x1p-24f;
    }
    return values;
  }
}
