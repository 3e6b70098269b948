// Keeps the longest loops of the vector kernel from the quick compiler (C1). The classes that hold
// them, or lead to them, ask for it when they are loaded.
package lacuna.kernels;

import java.util.List;

/**
 * The loops that C1 can't compile together with what C2 needs: their profile.
 *
 * <p>Decision: C1 is kept from them by a compiler directive, in each JVM that trains. Because: a
 * loop that C1 can compile without a profile but not with one (it runs out of virtual registers)
 * stays without for good if it is first met while C2 has much to do, as at a start: C2 waits for a
 * profile that nobody takes. It then makes half a million updates a second instead of 80 million.
 * Kept from C1, it is interpreted, with a profile, until C2 takes it. Costs: 5 to 9 ms in a Spark
 * process, 100 to 200 where nothing used the JVM's management interface before; a JVM without one
 * keeps the risk.
 *
 * <p>Tried: loops short enough for C1, by a method that moves eight entries. C2 does not inline it
 * past its limit of nodes, and stride 64 made 2 to 10 million updates a second for 63.
 */
final class LongLoops {
  /** Those of {@link VectorSteps} itself are short enough. */
  private static final List<String> PATTERNS =
      List.of(
          "lacuna/kernels/VectorSteps64.along",
          "lacuna/kernels/VectorSteps128.along",
          "lacuna/kernels/VectorAdaGrad.stride*",
          "lacuna/kernels/VectorAdaGrad128.along");

  private LongLoops() {}

  private static final class Once {
    static final boolean KEPT =
        CompilerDirectives.keep(PATTERNS, CompilerDirectives.Compiler.QUICK);
  }

  /** Works once a process; returns whether the JVM took it. */
  static boolean keepFromQuickCompiler() {
    return Once.KEPT;
  }
}
