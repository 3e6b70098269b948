// Keeps the JVM's optimising compiler from what only starts things. Called by `run` alone.
package lacuna.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import lacuna.kernels.CompilerDirectives;

/**
 * On two cores the optimising compiler (C2) takes a third of a run of 15 s, and most of that goes
 * to code that serialises closures, reads class files and plans queries: it runs often enough to be
 * compiled, and not long enough to pay for it. That code is left to the quick compiler (C1). On 10
 * million ratings at rank 64 it saves 4 of 30 s of CPU time, 2 of 17 s of the run.
 *
 * <p>Ratings and the writing of tables are compiled as ever. Changes no result.
 */
final class StartupCode {
  private static final List<String> QUICK =
      List.of(
          "java/lang/Class.descriptorString",
          "java/lang/invoke/InnerClassLambdaMetafactory.*",
          "java/lang/invoke/InvokerBytecodeGenerator.*",
          "java/lang/invoke/MemberName.*",
          "java/lang/invoke/MethodHandleNatives.*",
          "java/lang/invoke/MethodType*.*",
          "java/lang/invoke/TypeConvertingMethodAdapter.*",
          "jdk/internal/loader/*.*",
          "jdk/internal/org/objectweb/*.*",
          "org/apache/xbean/*.*",
          "org/apache/hadoop/conf/*.*",
          "org/apache/hadoop/fs/FSDataOutputStream*.*",
          "org/apache/hadoop/io/WritableUtils.*",
          "org/apache/hadoop/shaded/*.*",
          "org/apache/spark/sql/catalyst/analysis/*.*",
          "org/apache/spark/sql/catalyst/optimizer/*.*",
          "org/apache/spark/sql/catalyst/plans/*.*",
          "org/apache/spark/sql/catalyst/rules/*.*",
          "org/apache/spark/sql/catalyst/trees/*.*",
          "org/apache/spark/util/Utils$.*",
          "org/codehaus/*.*",
          "scala/reflect/*.*");

  /** Reads and writes closures and lineages, by calls as deep as these are long. */
  private static final String SERIALISATION = "java/io/Object*.*";

  /** Frames of C1 are larger than those of C2: with Java's usual stack of 1 MB, ALS overflowed. */
  private static final int LEAST_STACK = 4096;

  private static boolean left;

  private StartupCode() {}

  /** Works once a process, and where the JVM takes compiler directives; else does nothing. */
  static synchronized void leaveToQuickCompiler() {
    if (!left) {
      left = true;
      CompilerDirectives.keep(patterns(stack()), CompilerDirectives.Compiler.OPTIMISING);
    }
  }

  /** Kilobytes of a thread's stack; 0 where the JVM does not say. */
  private static int stack() {
    try {
      return Integer.parseInt(
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
              .getVMOption("ThreadStackSize")
              .getValue());
    } catch (RuntimeException unknown) {
      return 0;
    }
  }

  /**
   * What the optimising compiler is kept from.
   *
   * @param stack kilobytes of a thread's stack
   */
  static List<String> patterns(int stack) {
    List<String> patterns = new ArrayList<>(QUICK);
    if (stack >= LEAST_STACK) {
      patterns.add(SERIALISATION);
    }
    return patterns;
  }
}
