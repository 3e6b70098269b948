// Holds the Python file in the jar to the Java classes that it wraps, without a PySpark at hand.
package lacuna.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.Test;

class PythonShimTest {
  private static final Map<Class<?>, String> CONVERTERS =
      Map.of(
          Param.class, "_STRING",
          IntParam.class, "_INT",
          LongParam.class, "_INT",
          DoubleParam.class, "_FLOAT",
          BooleanParam.class, "_BOOLEAN");

  private static String shim() throws IOException {
    try (InputStream in = MatrixFactorisation.class.getResourceAsStream("/lacuna/ml/__init__.py")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Set<String> dictionary(String text, String name) {
    String body = text.substring(text.indexOf(name + " = {"));
    Matcher entry =
        Pattern.compile("\"(\\w+)\": (_[A-Z]+),").matcher(body.substring(0, body.indexOf('}')));
    Set<String> entries = new TreeSet<>();
    while (entry.find()) {
      entries.add(entry.group(1) + " " + entry.group(2));
    }
    return entries;
  }

  private static Set<String> params(Param<?>... params) {
    return Arrays.stream(params)
        .map(param -> param.name() + " " + CONVERTERS.get(param.getClass()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyParamIsThereWithItsType() throws IOException {
    Set<String> ofBoth = dictionary(shim(), "_OF_BOTH");
    assertThat(ofBoth).isEqualTo(params(new MatrixFactorisationModel("m").params()));
    Set<String> all = dictionary(shim(), "_OF_TRAINING");
    all.addAll(ofBoth);
    assertThat(all).isEqualTo(params(new MatrixFactorisation().params()));
  }

  @Test
  void everyCallFindsAJavaMethod() throws IOException {
    Matcher call =
        Pattern.compile("_call_java\\(\"(\\w+)\"|_folded\\(\"(\\w+)\"|_java_obj\\.(\\w+)\\(")
            .matcher(shim());
    Set<String> java =
        List.of(MatrixFactorisation.class, MatrixFactorisationModel.class).stream()
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .map(Method::getName)
            .collect(Collectors.toSet());
    int calls = 0;
    while (call.find()) {
      for (int group = 1; group <= call.groupCount(); group++) {
        if (call.group(group) != null) {
          assertThat(java).contains(call.group(group));
          calls++;
        }
      }
    }
    assertThat(calls).isGreaterThan(12);
    assertThat(shim())
        .contains("\"" + MatrixFactorisation.class.getName() + "\"")
        .contains("class " + MatrixFactorisationModel.class.getSimpleName());
  }

  /**
   * Runs the file under Python, where there is one, on a stand-in for PySpark that tells the calls
   * it would hand to the JVM.
   */
  @Test
  void everyCallThatItMakesIsOneThatJavaTakes() throws Exception {
    assumeTrue(hasPython(), "no python3 on the PATH");
    Path resources = Path.of("src/test/resources/lacuna/ml");
    ProcessBuilder python = new ProcessBuilder("python3", resources + "/shim_calls.py");
    python
        .environment()
        .put("PYTHONPATH", resources + "/standin" + File.pathSeparator + "src/main/resources");
    python.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process running = python.redirectErrorStream(true).start();
    List<String> told;
    try (BufferedReader out = running.inputReader(StandardCharsets.UTF_8)) {
      told = out.lines().toList();
    }
    assertThat(running.waitFor()).as("%s", told).isZero();
    Set<String> made = new TreeSet<>();
    for (String line : told) {
      String[] call = line.split(" ", -1);
      assertThat(call).as(line).hasSize(3);
      Class<?> type = Class.forName(call[0]);
      List<String> given = call[2].isEmpty() ? List.of() : List.of(call[2].split(","));
      Stream<? extends Executable> candidates =
          call[1].equals("<init>")
              ? Arrays.stream(type.getConstructors())
              : Arrays.stream(type.getMethods()).filter(m -> m.getName().equals(call[1]));
      assertThat(candidates.anyMatch(candidate -> takes(candidate, given))).as(line).isTrue();
      made.add(type.getSimpleName() + "." + call[1]);
    }
    for (String method :
        List.of("fit", "continueFrom", "setRank", "setThreads", "explainParams", "<init>")) {
      assertThat(made).contains("MatrixFactorisation." + method);
    }
    assertThat(made.stream().filter(name -> name.contains("Model."))).hasSizeGreaterThan(18);
  }

  @Test
  void everyMethodOfTheModelIsThere() throws IOException {
    // What PySpark's own classes have, and what only Java asks for.
    Set<String> elsewhere =
        Set.of("read", "load", "write", "uid", "copy", "transform", "transformSchema");
    Set<String> inner = Set.of("toString", "estimatedSize");
    String shim = shim();
    Arrays.stream(MatrixFactorisationModel.class.getMethods())
        .filter(m -> m.getDeclaringClass().equals(MatrixFactorisationModel.class))
        .map(Method::getName)
        .filter(name -> !name.contains("$") && !elsewhere.contains(name) && !inner.contains(name))
        .filter(name -> !name.startsWith("set") && !name.startsWith("get"))
        .filter(name -> !dictionaryHas(shim, name))
        .forEach(name -> assertThat(shim).contains("    def " + name + "("));
  }

  private static boolean dictionaryHas(String shim, String param) {
    return shim.contains("    \"" + param + "\": ");
  }

  private static boolean hasPython() {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether arguments of these types may go in; a whole number may widen, as Py4J lets it. */
  private static boolean takes(Executable method, List<String> given) {
    Class<?>[] types = method.getParameterTypes();
    boolean fits = types.length == given.size();
    for (int k = 0; fits && k < types.length; k++) {
      String wanted = types[k].getSimpleName();
      fits =
          wanted.equals("Object")
              || wanted.equals(given.get(k))
              || wanted.equals("long") && given.get(k).equals("int");
    }
    return fits;
  }
}
