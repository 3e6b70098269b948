// The look-up of the gradient kernel to use.
package lacuna.kernels;

/** Chooses a {@link GradientKernel} for this JVM; all of them give the same bits. */
public final class GradientKernels {
  private GradientKernels() {}

  private static final class Best {
    static final GradientKernel KERNEL =
        Kernels.vectorised() ? new VectorGradientKernel() : ScalarGradientKernel.INSTANCE;
  }

  /** The kernel in plain Java, which runs anywhere. */
  public static GradientKernel scalar() {
    return ScalarGradientKernel.INSTANCE;
  }

  /** The fastest kernel that this JVM can run. */
  public static GradientKernel best() {
    return Best.KERNEL;
  }
}
