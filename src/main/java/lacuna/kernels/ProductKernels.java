// The look-up of the product kernel to use.
package lacuna.kernels;

/** Chooses a {@link ProductKernel} for this JVM; all of them give the same bits. */
public final class ProductKernels {
  private ProductKernels() {}

  private static final class Best {
    static final ProductKernel KERNEL =
        Kernels.vectorised() ? new VectorProductKernel() : ScalarProductKernel.INSTANCE;
  }

  /** The kernel in plain Java, which runs anywhere. */
  public static ProductKernel scalar() {
    return ScalarProductKernel.INSTANCE;
  }

  /** The fastest kernel that this JVM can run. */
  public static ProductKernel best() {
    return Best.KERNEL;
  }
}
