// Tells HotSpot's compilers which of them is to take what. Asked by the kernels for their longest
// loops, by `run` for what only starts a process.
package lacuna.kernels;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Compiler directives of this JVM, through its own management interface. They say how methods are
 * compiled, never what they compute, and concern methods that are not compiled yet.
 */
public final class CompilerDirectives {
  private CompilerDirectives() {}

  /** A compiler of HotSpot, by its name in directives. */
  public enum Compiler {
    /** C1. */
    QUICK("c1"),
    /** C2. */
    OPTIMISING("c2");

    private final String key;

    Compiler(String key) {
      this.key = key;
    }
  }

  /**
   * Keeps methods from a compiler for as long as the JVM runs. A JVM that takes no directives,
   * because it is another than HotSpot or may not be told, goes on as ever.
   *
   * @param patterns of methods, as {@code package/Class.method} where {@code *} may begin or end
   *     either name
   * @return whether the JVM took them
   */
  public static boolean keep(List<String> patterns, Compiler from) {
    try {
      Path file = Files.createTempFile("lacuna", ".json");
      try {
        Files.writeString(file, directives(patterns, from));
        // The command parses its argument as a line of words: a path may have blanks.
        String[] arguments = {'"' + file.toString() + '"'};
        String answer = tell("compilerDirectivesAdd", new Object[] {arguments});
        return answer.contains("added");
      } finally {
        file.toFile().delete(); // what stays of it harms nobody
      }
    } catch (IOException | JMException | RuntimeException | LinkageError refused) {
      return false;
    }
  }

  /** What the compilers were told so far, in the JVM's own words. */
  public static String told() throws JMException {
    return tell("compilerDirectivesPrint", new Object[0]);
  }

  private static String directives(List<String> patterns, Compiler from) {
    return patterns.stream()
        .map(pattern -> '"' + pattern + '"')
        .collect(Collectors.joining(", ", "[{match: [", "], " + from.key + ": {Exclude: true}}]"));
  }

  private static String tell(String command, Object[] arguments) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
    String[] types = arguments.length == 0 ? new String[0] : new String[] {"[Ljava.lang.String;"};
    return (String) server.invoke(commands, command, arguments, types);
  }
}
