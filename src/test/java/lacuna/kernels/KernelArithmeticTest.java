// Holds the kernels' arithmetic to a plain loop in double, and to what every kernel promises.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lacuna.kernels.KernelCase.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KernelArithmeticTest {
  static Stream<SgdKernel> kernels() {
    return List.of(Kernels.scalar(), Kernels.best()).stream();
  }

  static IntStream ranks() {
    return KernelRanks.all();
  }

  @ParameterizedTest
  @EnumSource
  void updatesFollowThePlainLoop(Variant variant) {
    kernels()
        .forEach(
            kernel ->
                ranks()
                    .forEach(
                        rank -> {
                          KernelCase tile = new KernelCase(rank, rank, variant, 9, 6, 120);
                          PlainLoop loop = new PlainLoop(tile);
                          Loss met = tile.update(kernel);
                          Loss plain = loop.update();
                          assertThat(met.squared())
                              .isCloseTo(plain.squared(), within(1e-5 * plain.squared()));
                          assertThat(met.weighted())
                              .isCloseTo(plain.weighted(), within(1e-5 * plain.weighted()));
                          assertThat(loop.largestDifference())
                              .as("%s, rank %d", kernel.name(), rank)
                              .isLessThan(2e-6 + 2e-7 * Math.sqrt(rank));
                          double left = tile.squaredErrors(kernel);
                          assertThat(loop.squaredErrors()).isCloseTo(left, within(1e-5 * left));
                        }));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void paddingStaysZero(SgdKernel kernel) {
    for (Variant variant : Variant.values()) {
      for (int rank : ranks().toArray()) {
        KernelCase tile = new KernelCase(rank, rank, variant, 6, 5, 80);
        tile.update(kernel);
        for (Rows rows : List.of(tile.users, tile.items)) {
          for (int k = 0; k < rows.factors().length; k++) {
            if (k % rows.stride() >= rank) {
              assertThat(Float.floatToRawIntBits(rows.factors()[k])).isZero();
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void oneCallIsTheSameAsOneCallForEachRunOfAUser(SgdKernel kernel) {
    for (Variant variant : Variant.values()) {
      for (int rank : ranks().toArray()) {
        for (int[] shape : new int[][] {{1, 1}, {1, 9}, {9, 1}, {2, 2}}) {
          KernelCase one = new KernelCase(rank, rank, variant, shape[0], shape[1], 40);
          KernelCase many = new KernelCase(rank, rank, variant, shape[0], shape[1], 40);
          double sum = one.update(kernel).squared();
          double parts = 0;
          int from = 0;
          for (int t = 1; t <= many.count(); t++) {
            if (t == many.count() || many.beginsRun(t)) {
              parts +=
                  kernel.update(many.ratings, from, t, many.users, many.items, many.rule).squared();
              from = t;
            }
          }
          assertThat(parts).isCloseTo(sum, within(1e-12 * sum)); // added in another order
          assertThat(many.bits(kernel)).isEqualTo(one.bits(kernel));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void nonnegativeFactorsStaySo(SgdKernel kernel) {
    KernelCase tile = new KernelCase(5, 12, Variant.NONNEGATIVE, 6, 5, 300);
    for (int pass = 0; pass < 20; pass++) {
      tile.update(kernel);
    }
    assertThat(tile.users.factors()).doesNotContain(Float.NaN).matches(KernelArithmeticTest::some);
    assertThat(tile.items.factors()).doesNotContain(Float.NaN).matches(KernelArithmeticTest::some);
  }

  private static boolean some(float[] factors) {
    for (float factor : factors) {
      if (factor < 0) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void predictionsGoWhereTheyAreAskedFor(SgdKernel kernel) {
    KernelCase tile = new KernelCase(3, 20, Variant.BIASES, 6, 5, 30);
    float[] all = tile.predictions(kernel);
    float[] out = new float[12];
    kernel.predict(tile.ratings, 10, 15, tile.users, tile.items, tile.rule.mean(), out, 4);
    for (int k = 0; k < out.length; k++) {
      assertThat(out[k]).isEqualTo(k >= 4 && k < 9 ? all[10 + k - 4] : 0);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void refusesWhatDoesNotFitTogether(SgdKernel kernel) {
    KernelCase eight = new KernelCase(1, 8, Variant.BIASES, 6, 5, 30);
    KernelCase nine = new KernelCase(1, 9, Variant.BIASES, 6, 5, 30);
    KernelCase adaptive = new KernelCase(1, 8, Variant.ADA_GRAD, 6, 5, 30);
    assertThatThrownBy(
            () -> kernel.update(eight.ratings, 0, 30, eight.users, nine.items, eight.rule))
        .hasMessageContaining("stride 8")
        .hasMessageContaining("16");
    assertThatThrownBy(
            () -> kernel.update(eight.ratings, 0, 31, eight.users, eight.items, eight.rule))
        .hasMessageContaining("[0, 31)");
    assertThatThrownBy(
            () -> kernel.update(eight.ratings, 0, 30, eight.users, eight.items, adaptive.rule))
        .hasMessageContaining("AdaGrad needs squares");
  }

  @Test
  void strideIsTheRankInWholeLanes() {
    assertThat(Lanes.stride(1)).isEqualTo(8);
    assertThat(Lanes.stride(8)).isEqualTo(8);
    assertThat(Lanes.stride(9)).isEqualTo(16);
    assertThatThrownBy(() -> Lanes.stride(0)).hasMessageContaining("rank is 0");
  }
}
