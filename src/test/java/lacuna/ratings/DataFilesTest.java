// Holds the checked-in data/ to where it comes from: the generator, the exercise sheet, and the
// published iris file.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lacuna.SharedData;
import org.junit.jupiter.api.Test;

class DataFilesTest {
  private static final Path DATA = Path.of("data");

  /** Writes the sample anew before it is compared, after the generator was changed on purpose. */
  private static final boolean WRITE = Boolean.getBoolean("lacuna.sample.write");

  @Test
  void theSampleIsWhatTheGeneratorMakes() throws IOException {
    isMade(DATA.resolve("sample/ratings.csv"), SampleData.ratings());
    isMade(DATA.resolve("sample/titles.csv"), SampleData.titles());
  }

  private static void isMade(Path file, String text) throws IOException {
    if (WRITE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file))
        .as(file + " (made anew by -Dlacuna.sample.write=true)")
        .isEqualTo(text);
  }

  @Test
  void irisIsThePublishedFile() throws IOException {
    List<String> published =
        Files.readAllLines(SharedData.path("iris/iris.data")).stream()
            .filter(line -> !line.isEmpty())
            .toList();
    assertThat(Files.readAllLines(DATA.resolve("iris.csv"))).hasSize(150).isEqualTo(published);
  }

  @Test
  void theExerciseAndItsMaskAreThePublishedOnes() throws IOException {
    for (String file : List.of("lab/a.csv", "lab/mask.csv")) {
      assertThat(Files.readAllLines(DATA.resolve(file)))
          .isEqualTo(Files.readAllLines(SharedData.path(file)));
    }
  }
}
