// The look-up of the kernel to use. Solvers ask here; the command line prints what was taken.
package lacuna.kernels;

import java.lang.reflect.InvocationTargetException;

/**
 * Chooses a kernel for this JVM, once. Logs nothing; {@link #advice} is for whoever does. All
 * kernels give the same bits, so the choice is one of speed alone.
 */
public final class Kernels {
  private static final String MODULE = "jdk.incubator.vector";
  private static final Choice CHOICE = choose();

  private record Choice(SgdKernel kernel, String advice) {}

  private Kernels() {}

  /** The kernel in plain Java, which runs anywhere. */
  public static SgdKernel scalar() {
    return ScalarSgdKernel.INSTANCE;
  }

  /** The fastest kernel that this JVM can run. */
  public static SgdKernel best() {
    return CHOICE.kernel;
  }

  /** One line: which kernel {@link #best} took, why, and which flag would do better. */
  public static String advice() {
    return CHOICE.advice;
  }

  /** Whether this JVM runs vectors of 256 bits fast: what every kind of kernel is chosen by. */
  static boolean vectorised() {
    return CHOICE.kernel != scalar();
  }

  private static Choice choose() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return scalar(
          "the JVM runs without "
              + MODULE
              + "; --add-modules="
              + MODULE
              + " makes it 3 times as fast");
    }
    String mode = System.getProperty("java.vm.info", "");
    if (mode.contains("interpreted") || mode.contains("emulated-client")) {
      return scalar(
          "vectors need the JVM's optimising compiler, and it is off ("
              + mode
              + "); start without -Xint and -XX:TieredStopAtLevel");
    }
    return vector();
  }

  /** Finds the vector kernel by name, since loading it needs the module. */
  private static Choice vector() {
    try {
      Class<?> type = Class.forName("lacuna.kernels.VectorSgdKernel");
      int width = (int) type.getDeclaredMethod("width").invoke(null);
      if (width < Lanes.COUNT) {
        return scalar(
            "the processor's vector registers hold "
                + width
                + " floats, fewer than the "
                + Lanes.COUNT
                + " lanes of the vector kernel; no flag changes that");
      }
      SgdKernel kernel = (SgdKernel) type.getDeclaredConstructor().newInstance();
      return new Choice(kernel, "vector kernel: " + Lanes.COUNT + " lanes of " + MODULE);
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      return scalar("this JVM's " + MODULE + " can't be used (" + cause + ")");
    }
  }

  private static Choice scalar(String reason) {
    return new Choice(scalar(), "scalar kernel: " + reason);
  }
}
