// Holds the Python file in the jar to the Java classes that it wraps, without a PySpark at hand.
package lacuna.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
}
