// Holds conf/jvm.options to the options that the Spark in use passes to the JVMs it starts.
package lacuna;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
  @Test
  void jvmOptionsCoverWhatSparkOpensForItself() throws IOException {
    List<String> ours =
        Files.readAllLines(Path.of("conf/jvm.options")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(ours).contains(JavaModuleOptions.defaultModuleOptionArray());
  }
}
