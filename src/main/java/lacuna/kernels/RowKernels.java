// The look-up of the row kernel to use.
package lacuna.kernels;

/** Chooses a {@link RowKernel} for this JVM; all of them give the same bits. */
public final class RowKernels {
  private RowKernels() {}

  private static final class Best {
    static final RowKernel KERNEL =
        Kernels.vectorised() ? new VectorRowKernel() : ScalarRowKernel.INSTANCE;
  }

  /** The kernel in plain Java, which runs anywhere. */
  public static RowKernel scalar() {
    return ScalarRowKernel.INSTANCE;
  }

  /** The fastest kernel that this JVM can run. */
  public static RowKernel best() {
    return Best.KERNEL;
  }
}
