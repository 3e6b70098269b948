// Holds the source files to what no compiler checks: each package says what it is for, and no file
// holds two things.
package lacuna;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceFilesTest {
  private static final int MOST_LINES = 400;

  @Test
  void everyPackageSaysWhatItIsFor() {
    assertThat(sources(Path.of("src/main/java")).map(Path::getParent).distinct())
        .isNotEmpty()
        .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
  }

  @Test
  void noFileIsLongerThanFourHundredLines() {
    assertThat(sources(Path.of("src")))
        .isNotEmpty()
        .allSatisfy(
            file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MOST_LINES));
  }

  private static Stream<Path> sources(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> files = all.filter(file -> file.toString().endsWith(".java")).toList();
      return files.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
