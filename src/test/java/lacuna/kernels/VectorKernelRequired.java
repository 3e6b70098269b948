// Gives the vector kernel to tests that are about it, and says so where a machine has none.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** The vector kernel, or the end of the calling test: skipped, but failed where CI=true. */
final class VectorKernelRequired {
  private VectorKernelRequired() {}

  static SgdKernel kernel() {
    SgdKernel best = Kernels.best();
    if (best.name().equals("vector")) {
      return best;
    }
    if ("true".equals(System.getenv("CI"))) {
      return fail("no vector kernel to test: " + Kernels.advice());
    }
    return abort("no vector kernel to test: " + Kernels.advice());
  }
}
