// What can't be read ends in one clear line, or in quarantine.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import lacuna.SparkForTests;
import lacuna.UsageException;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
  private final SparkSession spark = SparkForTests.session();

  @TempDir Path folder;

  @Test
  void noFile() {
    refused(RatingsRequest.of("/nowhere/ratings.csv").build())
        .hasMessage(
            "/nowhere/ratings.csv is not there; name ratings by a file, a directory or a glob that"
                + " exists");
    refused(RatingsRequest.of("data/sample/ratings.csv").test("/nowhere/test.csv").build())
        .hasMessageStartingWith("/nowhere/test.csv is not there; name test ratings by ");
    refused(RatingsRequest.of("/nowhere/*.csv").build())
        .hasMessageStartingWith("/nowhere/*.csv is not there");
    refused(RatingsRequest.of("nosuch://host/x").build())
        .hasMessageStartingWith("nosuch://host/x can't be read");
  }

  @Test
  void oneColumnForUserAndItem() throws IOException {
    String sample = "data/sample/ratings.csv";
    String told = "user and item are both column item; name another by --user-column or";
    refused(RatingsRequest.of(sample).userColumn("item").build()).hasMessageContaining(told);
    refused(RatingsRequest.of(sample).userColumn("2").itemColumn("item").build())
        .hasMessageContaining(told);
    Path json = Files.writeString(folder.resolve("r.json"), "{\"item\":1,\"rating\":2}\n");
    refused(RatingsRequest.of(json.toString()).userColumn("item").build())
        .hasMessageContaining(told);
    RatingsRequest table = RatingsRequest.of().itemColumn("user").build();
    assertThatThrownBy(
            () -> RatingsLoader.load(spark, spark.sql("select 1 as user, 2 as rating"), table))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("user and item are both column user");
  }

  @Test
  void aFolderWithoutFiles() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Files.writeString(empty.resolve("_SUCCESS"), "");
    refused(RatingsRequest.of(empty.toString()).build())
        .hasMessageStartingWith(empty + " holds no files");
  }

  @Test
  void emptyFileBlankFileAndHeaderOnly() throws IOException {
    refused("").hasMessageContaining("is empty");
    refused("\n\n  \r\n").hasMessageContaining("holds only blank lines");
    refused("userId,movieId,rating,timestamp\n")
        .hasMessageContaining("holds no ratings")
        .hasMessageContaining("header yes");
  }

  @ParameterizedTest
  @CsvSource({
    "'1,2,x', 'the rating is x, not a number'",
    "'1,2,', 'the rating is empty'",
    "'1,2,NaN', 'the rating is NaN, not a finite number'",
    "'1,2,-Infinity', 'the rating is -Infinity, not a finite number'",
    "'1,2,1e39', 'the rating is 1e39, beyond the range of a float'",
    "'1,2', 'too few columns, 2 where 3 are needed'",
    "',2,3', 'the user id is empty'",
    "'1, ,3', 'the item id is empty'",
    "'1,\"2,3', 'a quote is not closed'"
  })
  void aBadLineIsShownWithItsFileLineAndText(String line, String reason) throws IOException {
    Path path = write("1,1,1\n\n2,1,5\r\n" + line + "\n3,1,x\n");
    refused(RatingsRequest.of(path.toString()).build())
        .hasMessage(
            path
                + ", line 4: "
                + reason
                + " in \""
                + line
                + "\"; correct it, or leave such records out by --bad-records quarantine");
  }

  @Test
  void aLetterInTheVeryFirstLineIsNoHeader() throws IOException {
    refused("1,2,x\n1,3,4\n").hasMessageContaining("line 1: the rating is x, not a number");
  }

  @Test
  void weightsAndTimesAreChecked() throws IOException {
    Path path = write("1,1,1,5\n1,2,1,-1\n");
    refused(RatingsRequest.of(path.toString()).weightColumn("4").build())
        .hasMessageContaining("line 2: the weight is -1, below 0");
    Path noon = write("1,1,1,5\n1,2,1,noon\n");
    refused(RatingsRequest.of(noon.toString()).split(SplitRule.LATEST).testFraction(0.5).build())
        .hasMessageContaining("line 2: the timestamp is noon");
  }

  @Test
  void theFirstBadLineOfALargeFileIsShownWithItsNumber() throws IOException {
    int lines = 60_000;
    StringBuilder text = new StringBuilder();
    for (int k = 1; k <= lines; k++) {
      boolean bad = k == 40_123 || k == 40_124 || k == 59_999;
      text.append("user-").append(k).append(",1,").append(bad ? "bad" : "4");
      text.append(",,").append("x".repeat(60)).append(k % 3 == 0 ? "\r\n" : "\n");
    }
    Path path = write(text.toString());
    assertThat(Files.size(path)).isGreaterThan(4L << 20);
    refused(RatingsRequest.of(path.toString()).build())
        .hasMessageContaining("line 40123: the rating is bad");
    RatingTable table =
        RatingsLoader.load(
            spark, RatingsRequest.of(path.toString()).badRecords(BadRecords.QUARANTINE).build());
    assertThat(table.count()).isEqualTo(lines - 3);
    assertThat(table.users().find("user-40123")).isEqualTo(-1);
    assertThat(table.understood().badRecords())
        .extracting(BadRecord::line)
        .containsExactly(40_123L, 40_124L, 59_999L);
  }

  @Test
  void quarantineKeepsWhatIsWrongUpToANumber() throws IOException {
    Path path = write("1,1,1\n1,2\n2,x,y\n3,1,2\n");
    RatingsRequest.Builder request =
        RatingsRequest.of(path.toString()).badRecords(BadRecords.QUARANTINE);
    RatingTable table = RatingsLoader.load(spark, request.maxBad(2).build());
    assertThat(table.count()).isEqualTo(2);
    assertThat(table.understood().badRecords())
        .containsExactly(
            new BadRecord(path.toString(), 2, "1,2", "too few columns, 2 where 3 are needed"),
            new BadRecord(path.toString(), 3, "2,x,y", "the rating is y, not a number"));
    refused(request.maxBad(1).build())
        .hasMessageStartingWith("2 records can't be used, more than --max-bad 1; the first is ")
        .hasMessageContaining("line 2");
  }

  @Test
  void nothingButBadRecordsIsNoTable() throws IOException {
    Path path = write("1,1,1,x\n1,2,1,y\n");
    refused(
            RatingsRequest.of(path.toString())
                .weightColumn("4")
                .badRecords(BadRecords.QUARANTINE)
                .build())
        .hasMessageContaining("holds no ratings but 2 records that can't be used");
  }

  @Test
  void rulesThatGoByTimeAreRefusedWithoutTimes() throws IOException {
    Path path = write("1,1,1\n1,2,1\n");
    refused(RatingsRequest.of(path.toString()).duplicates(Duplicates.LAST).build())
        .hasMessageContaining("has no timestamps, and --duplicates last goes by them");
    refused(RatingsRequest.of(path.toString()).split(SplitRule.LATEST).testFraction(0.1).build())
        .hasMessageContaining("--split latest");
  }

  @Test
  void aGzipFileThatEndsInTheMiddle() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (int k = 0; k < 100_000; k++) {
        out.write((k + "," + k * 7919L % 1013 + ",3\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    Path path = folder.resolve("cut.csv.gz");
    Files.write(path, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    refused(RatingsRequest.of(path.toString()).build())
        .hasMessageStartingWith(path + " can't be read: ");
  }

  @Test
  void whatIsNoText() throws IOException {
    Path path = folder.resolve("ratings.bin");
    Files.write(path, new byte[] {1, 2, 0, 4});
    refused(RatingsRequest.of(path.toString()).build())
        .hasMessageContaining("neither text (it holds zero bytes) nor of a known format")
        .hasMessageContaining("01 02 00 04");
  }

  @Test
  void formatsThatDoNotExistAndFractionsThatCannotBe() throws IOException {
    Path path = write("1,1,1\n");
    assertThatThrownBy(
            () ->
                RatingsLoader.load(spark, RatingsRequest.of(path.toString()).format("xls").build()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--format xls is not known")
        .hasMessageContaining("delimited");
    assertThatThrownBy(() -> RatingsRequest.of("x").testFraction(1).build())
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> RatingsRequest.of("x").validationFraction(Double.NaN).build())
        .isInstanceOf(UsageException.class);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(String text) throws IOException {
    return refused(RatingsRequest.of(write(text).toString()).build());
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(RatingsRequest request) {
    return assertThatThrownBy(() -> RatingsLoader.load(spark, request))
        .isInstanceOf(InputException.class)
        .hasMessageNotContaining("\n");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("ratings.csv"), text);
  }
}
