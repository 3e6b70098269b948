// Wrong inputs: each ends in one clear line and its exit code, and leaves nothing behind.
package lacuna.cli;

import static lacuna.cli.InProcess.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRefusalIT {
  private static final int USAGE = 2;
  private static final int INPUT = 3;

  @TempDir private Path folder;

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** Runs on a file with options, and returns the line after making sure of all else. */
  private String refused(int exitCode, String ratings, String... options) {
    Path output = folder.resolve("out");
    List<String> arguments =
        new ArrayList<>(List.of("run", "--ratings", ratings, "--output", output.toString()));
    arguments.addAll(List.of(options));
    InProcess result = run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err().toString()).isEqualTo(exitCode);
    assertThat(InProcess.isClean(output)).isTrue();
    return result.error();
  }

  @Test
  void noFile() {
    assertThat(refused(INPUT, "/no/such/ratings.csv")).contains("/no/such/ratings.csv");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'is empty'",
    "'userId,movieId,rating\n', 'holds no ratings'",
    "'1,1,4\n1,2,4x\n', 'line 2'",
    "'1,1,4\n1,2,4x\n', '4x'",
    "'1,1,4\n1,2,NaN\n', 'NaN'",
    "'1,1,4\n1,2,Infinity\n', 'Infinity'",
    "'1,1\n1,2\n', 'too few columns'",
    "'1,1,4\n1,1,5\n', '--duplicates'",
    "'1,1,4\n1,2,4\n2,1,4\n2,2,4\n', 'there is nothing to learn'"
  })
  void unreadableRatings(String text, String told) throws IOException {
    String ratings = write("ratings.csv", text);
    assertThat(refused(INPUT, ratings)).startsWith("lacuna: ").contains("ratings").contains(told);
  }

  @Test
  void aMaskOfAnotherShape() throws IOException {
    String matrix = write("a.csv", "1,2,3\n4,5,6\n7,8,9\n");
    String mask = write("mask.csv", "1,1\n1,0\n0,1\n");
    assertThat(refused(INPUT, matrix, "--format", "dense", "--mask", mask))
        .contains("mask.csv")
        .contains("3 x 2")
        .contains("3 x 3");
  }

  @Test
  void testRatingsOfOtherUsers() throws IOException {
    String ratings = write("ratings.csv", "1,1,4\n1,2,5\n2,1,3\n");
    String test = write("test.csv", "8,1,4\n9,2,5\n");
    assertThat(refused(INPUT, ratings, "--test", test)).contains("No user").contains("test.csv");
  }

  @Test
  void anOutputThatCantBeWritten() throws IOException {
    String ratings = write("ratings.csv", "1,1,4\n1,2,5\n2,1,3\n");
    String file = write("file", "a file, not a folder");
    InProcess result = run("run", "--ratings", ratings, "--output", file + "/out");
    assertThat(result.exitCode()).isEqualTo(INPUT);
    assertThat(result.error()).contains("--output").contains(file);
    assertThat(Path.of(file)).hasContent("a file, not a folder");
  }

  @Test
  void timesThatAreNotThere() throws IOException {
    String ratings = write("ratings.csv", "1,1,4\n1,2,5\n2,1,3\n");
    assertThat(refused(INPUT, ratings, "--split", "latest")).contains("--split latest");
  }

  @Test
  void aColumnThatIsNotThere() throws IOException {
    String ratings = write("ratings.csv", "user,item,rating\n1,2,5\n2,1,3\n");
    assertThat(refused(INPUT, ratings, "--rating-column", "stars")).contains("stars");
  }

  @ParameterizedTest
  @CsvSource({
    "'--rnak 3', '--rank'",
    "'--rank 0', '--rank'",
    "'--patience 3 --validation-fraction 0', '--patience 0'",
    "'--format xml', 'xml'",
    "'--grid 32768x32768', 'more tiles than there are ratings'",
    "'--config none.properties', 'none.properties'"
  })
  void optionsThatCantBeUsed(String options, String told) throws IOException {
    String ratings = write("ratings.csv", "1,1,4\n1,2,5\n2,1,3\n");
    assertThat(refused(USAGE, ratings, options.split(" "))).contains(told);
  }

  @Test
  void anUnknownProperty() throws IOException {
    String config = write("mine.properties", "rnak = 3\n");
    assertThat(refused(USAGE, "data/sample/ratings.csv", "--config", config))
        .contains("rnak")
        .contains("did you mean rank?");
  }

  @Test
  void aPrimaryMethodThatCantBeTried() {
    assertThat(
            refused(USAGE, "data/sample/ratings.csv", "--methods", "svd", "--svd-max-cells", "10"))
        .contains("svd")
        .contains("--svd-max-cells");
  }
}
