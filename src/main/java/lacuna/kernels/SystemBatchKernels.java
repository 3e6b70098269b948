// The look-up of the kernel for systems side by side to use.
package lacuna.kernels;

/** Chooses a {@link SystemBatchKernel} for this JVM; all of them give the same bits. */
public final class SystemBatchKernels {
  private SystemBatchKernels() {}

  private static final class Best {
    static final SystemBatchKernel KERNEL =
        Kernels.vectorised() ? new VectorSystemBatchKernel() : ScalarSystemBatchKernel.INSTANCE;
  }

  /** The kernel in plain Java, which runs anywhere. */
  public static SystemBatchKernel scalar() {
    return ScalarSystemBatchKernel.INSTANCE;
  }

  /** The fastest kernel that this JVM can run. */
  public static SystemBatchKernel best() {
    return Best.KERNEL;
  }
}
