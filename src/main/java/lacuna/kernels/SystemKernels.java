// The look-up of the system kernel to use.
package lacuna.kernels;

/** Chooses a {@link SystemKernel} for this JVM; all of them give the same bits. */
public final class SystemKernels {
  private SystemKernels() {}

  private static final class Best {
    static final SystemKernel KERNEL =
        Kernels.vectorised() ? new VectorSystemKernel() : ScalarSystemKernel.INSTANCE;
  }

  /** The kernel in plain Java, which runs anywhere. */
  public static SystemKernel scalar() {
    return ScalarSystemKernel.INSTANCE;
  }

  /** The fastest kernel that this JVM can run. */
  public static SystemKernel best() {
    return Best.KERNEL;
  }
}
