// Watches the JVM compile the update loops: none may be met by C1 that C1 can't compile as C2
// wants.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import lacuna.kernels.KernelCase.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A loop whose compilation by C1 with a profile fails stays without one, and slow for good, where
 * C1 compiled it without before.
 */
class LongLoopsTest {
  /** Kernels are compiled after a tenth of the calls that the JVM asks for otherwise. */
  private static final String SOON =
      "-XX:CompileCommand=CompileThresholdScaling,lacuna.kernels.Vector*::*,0.1";

  @TempDir private Path folder;

  @Test
  void eachLoopComesToTheOptimisingCompilerAndNoneFailsOnTheWay() throws Exception {
    VectorKernelRequired.kernel();
    List<String> compiled =
        ForkedJvm.run(folder, Forked.class, SOON, "-XX:+PrintCompilation").stream()
            .filter(line -> line.contains("lacuna.kernels."))
            .collect(Collectors.toList());
    assertThat(compiled).noneMatch(line -> line.contains("COMPILE SKIPPED"));
    for (String loop :
        List.of(
            "VectorSteps::stride8",
            "VectorSteps::stride16",
            "VectorSteps::stride32",
            "VectorSteps64::along",
            "VectorSteps128::along",
            "VectorAnyStride::step",
            "VectorAnyStride::adapt",
            "VectorAdaGrad::stride32",
            "VectorAdaGrad::stride64",
            "VectorAdaGrad128::along")) {
      assertThat(compiled)
          .as("C2 compiles %s", loop)
          .anyMatch(line -> line.matches(".* 4 +lacuna.kernels." + loop + " .*"));
    }
  }

  /** Updates tiles of all ranks that have loops of their own, until C2 takes the loops. */
  static final class Forked {
    private static final int[] RANKS = {8, 16, 24, 32, 64, 128};
    private static final int COUNT = 512;
    private static final int CALLS = 60;

    public static void main(String[] arguments) {
      SgdKernel kernel = Kernels.best();
      for (int rank : RANKS) {
        for (Variant variant : new Variant[] {Variant.BIASES, Variant.ADA_GRAD_BIASES}) {
          KernelCase tile = new KernelCase(rank, rank, variant, 64, 32, COUNT);
          Arrays.sort(tile.ratings.user());
          for (int call = 0; call < CALLS; call++) {
            tile.update(kernel);
          }
        }
      }
    }
  }
}
