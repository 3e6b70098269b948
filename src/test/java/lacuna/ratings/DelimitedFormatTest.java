// Delimited text through the whole loader: files, directories, compression, dialects.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import lacuna.SparkForTests;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedFormatTest {
  private final SparkSession spark = SparkForTests.session();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,20,3.5\n2,20,0\n1,0120735,-1\n",
        "userId,movieId,rating\n1,20,3.5\n2,20,0\n1,0120735,-1\n",
        "\uFEFFuserId,movieId,rating,timestamp\r\n1,20,3.5,9\r\n2,20,0,9\r\n1,0120735,-1,9",
        "1::20::3.5::7\n2::20::0::7\n1::0120735::-1::7\n\n",
        "1\t20\t3.5\n\n2\t20\t0\n1\t0120735\t-1\n\n\n",
        "rating;user;item\r\n3.5;1;20\r\n0;2;20\r\n-1;1;0120735\r\n",
        "\"user\",\"item\",\"rating\"\n\"1\",\"20\",\"3.5\"\n\"2\",\"20\",\"0\"\n1,\"0120735\",-1",
        "1 20 3.50\n2 20 0e5\n1  0120735 -10e-1",
        "1|20|+3.5|extra|more\n2|20|0|extra\n1|0120735|-1.0|\n",
        "1, 20, 3.5\r2, 20, 0\r1, 0120735, -1\r"
      })
  void theSameRatingsInEveryDialect(String text) throws IOException {
    RatingTable table = load(write("ratings.csv", text));
    assertThat(Contents.of(table))
        .containsOnly(
            Map.entry("1 20", "3.5 TRAIN"),
            Map.entry("2 20", "0.0 TRAIN"),
            Map.entry("1 0120735", "-1.0 TRAIN"));
    assertThat(table.items().value(table.items().find("0120735"))).isEqualTo("0120735");
    assertThat(table.understood().warnings()).isEmpty();
  }

  @Test
  void aDirectoryStandsForItsFilesWithoutMarksAndChecksums() throws IOException {
    Path parts = Files.createDirectories(folder.resolve("out/deeper"));
    write("out/part-1.csv", "user,item,rating\n1,1,1\n");
    write("out/part-2.csv", "user,item,rating\n1,2,2\n");
    write("out/empty.csv", "");
    write("out/_SUCCESS", "");
    write("out/.hidden", "garbage");
    write("out/_temporary", "garbage");
    Files.writeString(parts.resolve("part-3.csv"), "user,item,rating\n1,3,3");
    RatingTable table = load(folder.resolve("out"));
    assertThat(Contents.of(table)).containsOnlyKeys("1 1", "1 2", "1 3");
    assertThat(table.understood().sources().get(0).files()).isEqualTo(4);
  }

  @Test
  void globsAndSeveralPathsAreReadTogether() throws IOException {
    write("a-1.csv", "1,1,1\n");
    write("a-2.csv", "1,2,2\n");
    write("b[1].csv", "1,3,3\n");
    write("c.csv", "1,4,4\n");
    RatingsRequest request =
        RatingsRequest.of(
                folder.resolve("a-*.csv").toString(), folder.resolve("b[1].csv").toString())
            .build();
    assertThat(Contents.of(RatingsLoader.load(spark, request)))
        .containsOnlyKeys("1 1", "1 2", "1 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"my ratings #1.csv", "100%25.csv", "a{b}[c]*.csv", "Bewertungen-é.csv"})
  void filesMayHaveOddNames(String name) throws IOException {
    Path path = write(name, "1,1,1\n2,1,x\n");
    assertThatThrownBy(() -> load(path)).hasMessageStartingWith(path + ", line 2: ");
    write(name, "1,1,1\n2,1,2\n");
    assertThat(load(path).count()).isEqualTo(2);
  }

  @Test
  void gzipIsReadLikePlainText() throws IOException {
    Path path = folder.resolve("ratings.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write("user,item,rating\n1,1,1\n2,1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Contents.of(load(path))).containsOnlyKeys("1 1", "2 1");
  }

  @Test
  void weightsComeFromTheColumnThatIsNamed() throws IOException {
    Path path = write("w.csv", "user,item,rating,sure\n1,1,1,0.5\n2,1,2,0\n");
    RatingTable table =
        RatingsLoader.load(spark, RatingsRequest.of(path.toString()).weightColumn("sure").build());
    assertThat(Contents.of(table))
        .containsOnly(Map.entry("1 1", "1.0 0.5 TRAIN"), Map.entry("2 1", "2.0 0.0 TRAIN"));
  }

  @Test
  void latestGoesByTheTimesOfTheFile() throws IOException {
    Path path =
        write(
            "t.csv",
            "user,item,rating,date\n1,1,1,2005-09-06\n1,2,2,2006-01-01\n1,3,3,2005-01-01\n"
                + "2,1,1,2001-01-01\n");
    RatingTable table =
        RatingsLoader.load(
            spark,
            RatingsRequest.of(path.toString()).split(SplitRule.LATEST).testFraction(0.3).build());
    assertThat(Contents.of(table))
        .containsOnly(
            Map.entry("1 1", "1.0 TRAIN"),
            Map.entry("1 2", "2.0 TEST"),
            Map.entry("1 3", "3.0 TRAIN"),
            Map.entry("2 1", "1.0 TRAIN"));
  }

  @Test
  void givenTestRatingsNeedNoTimes() throws IOException {
    Path ratings = write("r.csv", "1,1,1,30\n1,2,2,20\n2,1,5,7\n");
    Path test = write("t.csv", "1,3,4\n");
    RatingTable table =
        RatingsLoader.load(
            spark,
            RatingsRequest.of(ratings.toString())
                .test(test.toString())
                .split(SplitRule.LATEST)
                .validationFraction(0.5)
                .build());
    assertThat(Contents.of(table))
        .containsOnly(
            Map.entry("1 1", "1.0 VALIDATION"),
            Map.entry("1 2", "2.0 TRAIN"),
            Map.entry("1 3", "4.0 TEST"),
            Map.entry("2 1", "5.0 TRAIN"));
  }

  @Test
  void aGivenTestFileMayBeWrittenInAnotherDialect() throws IOException {
    Path ratings = write("r.csv", "user,item,rating\n1,1,1\n2,1,2\n2,2,5");
    Path test = write("t.dat", "1::2::4::77\n");
    RatingTable table =
        RatingsLoader.load(
            spark, RatingsRequest.of(ratings.toString()).test(test.toString()).build());
    assertThat(Contents.of(table)).containsEntry("1 2", "4.0 TEST").hasSize(4);
    assertThat(table.understood().sources()).hasSize(2);
    assertThat(table.understood().testRatings()).isEqualTo(1);
  }

  @Test
  void sameTableForShuffledRowsInFilesOfAnyNumberAndSize() throws IOException {
    double[][] rows = LoadingTest.randomRows(40_000, 3000, 500, 4);
    List<String> lines = new ArrayList<>();
    for (double[] row : rows) {
      // Padded so that the file is cut into several pieces.
      lines.add(
          "user-" + (int) row[0] + ",item-" + (int) row[1] + "," + row[2] + ",," + "x".repeat(60));
    }
    RatingTable whole = load(write("whole.csv", String.join("\n", lines)));
    Collections.shuffle(lines, new Random(8));
    Files.createDirectories(folder.resolve("parts"));
    for (int part = 0; part < 7; part++) {
      write("parts/" + part, String.join("\r\n", lines.subList(part * 5000, (part + 1) * 5000)));
    }
    write("parts/8", String.join("\n", lines.subList(35_000, 40_000)));
    RatingTable parts = load(folder.resolve("parts"));
    assertThat(Contents.of(parts)).hasSize(40_000).isEqualTo(Contents.of(whole));
    assertThat(parts.training()).isEqualTo(whole.training());
    assertThat(parts.understood().fingerprint()).isEqualTo(whole.understood().fingerprint());
    assertThat(parts.users().size()).isEqualTo(whole.users().size());
  }

  @Test
  void whatWasUnderstoodIsTold() throws IOException {
    Path path = write("r.csv", "userId,movieId,rating,timestamp\n1,1,1,5\n");
    Understood.Source source = load(path).understood().sources().get(0);
    assertThat(source.format()).isEqualTo("delimited");
    assertThat(source.path()).isEqualTo(path.toString());
    assertThat(source.bytes()).isEqualTo(Files.size(path));
    assertThat(source.details())
        .containsEntry("separator", "comma")
        .containsEntry("header", "yes")
        .containsEntry(
            "columns",
            "user = userId, item = movieId, rating = rating, timestamp = timestamp (not needed)");
  }

  private RatingTable load(Path path) {
    return RatingsLoader.load(spark, RatingsRequest.of(path.toString()).build());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
