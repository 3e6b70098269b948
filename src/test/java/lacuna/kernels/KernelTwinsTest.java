// Holds the vector kernel to the scalar one, bit for bit, before and after compilation, and both to
// bits that were seen once on JDK 17, so that other JDKs are held to them too.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import lacuna.kernels.KernelCase.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KernelTwinsTest {
  /** From the scalar kernel on JDK 17; any machine and any JDK must come to it. */
  private static final long BITS_OF_ALL = 5316652611247547639L;

  static IntStream ranks() {
    return KernelRanks.all();
  }

  @ParameterizedTest
  @EnumSource
  void twinsAgreeInEveryBitAtEveryRank(Variant variant) {
    SgdKernel vector = VectorKernelRequired.kernel();
    ranks()
        .forEach(
            rank -> {
              assertTwins(vector, variant, rank, 23);
              // With two users, runs of one user's ratings, whose row stays in registers.
              assertTwins(vector, variant, rank, 2);
            });
  }

  private static void assertTwins(SgdKernel vector, Variant variant, int rank, int users) {
    KernelCase one = new KernelCase(7 * rank, rank, variant, users, 17, 400);
    KernelCase two = new KernelCase(7 * rank, rank, variant, users, 17, 400);
    for (int pass = 0; pass < 3; pass++) {
      assertThat(one.update(vector)).isEqualTo(two.update(Kernels.scalar()));
      assertThat(one.bits(vector))
          .as("rank %d, %d users, pass %d", rank, users, pass)
          .isEqualTo(two.bits(Kernels.scalar()));
    }
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void twinsAgreeThroughTenThousandRepetitions(int rank) {
    SgdKernel vector = VectorKernelRequired.kernel();
    for (Variant variant : new Variant[] {Variant.BIASES, Variant.ADA_GRAD_BIASES}) {
      KernelCase start = new KernelCase(rank, rank, variant, 5, 4, 30);
      KernelCase expected = new KernelCase(rank, rank, variant, 5, 4, 30);
      Loss sum = expected.update(Kernels.scalar());
      long bits = expected.bits(Kernels.scalar());
      KernelCase again = new KernelCase(rank, rank, variant, 5, 4, 30);
      for (int repetition = 0; repetition < 10_000; repetition++) {
        again.restore(start);
        SgdKernel kernel = repetition % 4 == 3 ? Kernels.scalar() : vector;
        if (!again.update(kernel).equals(sum) || again.bits(kernel) != bits) {
          throw new AssertionError(kernel.name() + " differs in repetition " + repetition);
        }
      }
    }
  }

  @Test
  void bitsAreTheSameOnEveryMachineAndJdk() {
    assertThat(bitsOfAll(Kernels.scalar())).isEqualTo(BITS_OF_ALL);
    assertThat(bitsOfAll(Kernels.best())).isEqualTo(BITS_OF_ALL);
  }

  static long bitsOfAll(SgdKernel kernel) {
    long bits = 0;
    for (int rank : ranks().toArray()) {
      for (Variant variant : Variant.values()) {
        KernelCase tile = new KernelCase(rank, rank, variant, 19, 11, 200);
        bits = 31 * bits + Double.doubleToLongBits(tile.update(kernel).squared());
        bits = 31 * bits + tile.bits(kernel);
      }
    }
    return bits;
  }
}
