// Tells the JVM which compiler is to take what: the optimising one not what only starts things, the
// quick one not the kernels. Called by `run` alone.
package lacuna.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * On two cores the optimising compiler (C2) takes a third of a run of 15 s, and most of that goes
 * to code that serialises closures, reads class files and plans queries: it runs often enough to be
 * compiled, and not long enough to pay for it. That code is left to the quick compiler (C1). On 10
 * million ratings at rank 64 it saves 4 of 30 s of CPU time, 2 of 17 s of the run.
 *
 * <p>The kernels' long loops are kept from C1, which can't compile them with the profile that C2
 * wants. While C2 is busy, as at a start, it compiles them without one, and there they stayed: one
 * run in twenty took 100 s for epochs of 2 s. Kept from it, they are interpreted until C2 has them.
 *
 * <p>Ratings and the writing of tables are compiled as ever. Changes no result.
 */
final class StartupCode {
  private static final String[] QUICK = {
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
    "scala/reflect/*.*",
  };

  private static final String[] LONG_LOOPS = {
    "lacuna/kernels/VectorSteps*.*", "lacuna/kernels/VectorAdaGrad*.*"
  };

  /** Reads and writes closures and lineages, by calls as deep as these are long. */
  private static final String SERIALISATION = "java/io/Object*.*";

  /** Frames of C1 are larger than those of C2: with Java's usual stack of 1 MB, ALS overflowed. */
  private static final int LEAST_STACK = 4096;

  private static boolean left;

  private StartupCode() {}

  /** Works once a process, and where the JVM takes compiler directives; else does nothing. */
  static synchronized void leaveToQuickCompiler() {
    if (left) {
      return;
    }
    left = true;
    try {
      Path file = Files.createTempFile("lacuna", ".json");
      try {
        Files.writeString(file, directives(stack()));
        tell("compilerDirectivesAdd", new Object[] {new String[] {file.toString()}});
      } finally {
        Files.delete(file);
      }
    } catch (IOException | JMException | RuntimeException refused) {
      // Another JVM than HotSpot, or one that may not be told: the run is slower, and no other.
    }
  }

  /** What the compilers were told so far, in the JVM's own words. */
  static String told() throws JMException {
    return tell("compilerDirectivesPrint", new Object[0]);
  }

  /** Kilobytes of a thread's stack. */
  private static int stack() {
    return Integer.parseInt(
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .getVMOption("ThreadStackSize")
            .getValue());
  }

  /**
   * What each compiler is kept from, as compiler directives.
   *
   * @param stack kilobytes of a thread's stack
   */
  static String directives(int stack) {
    Stream<String> deep = stack < LEAST_STACK ? Stream.empty() : Stream.of(SERIALISATION);
    return "["
        + directive(Stream.concat(Arrays.stream(QUICK), deep), "c2")
        + ", "
        + directive(Arrays.stream(LONG_LOOPS), "c1")
        + "]";
  }

  private static String directive(Stream<String> patterns, String keptFrom) {
    return patterns
        .map(pattern -> '"' + pattern + '"')
        .collect(Collectors.joining(", ", "{match: [", "], " + keptFrom + ": {Exclude: true}}"));
  }

  private static String tell(String command, Object[] arguments) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
    String[] types = arguments.length == 0 ? new String[0] : new String[] {"[Ljava.lang.String;"};
    return (String) server.invoke(commands, command, arguments, types);
  }
}
