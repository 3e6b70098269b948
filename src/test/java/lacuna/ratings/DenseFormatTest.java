// Dense matrices with masks, missing values and either side as rows.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import lacuna.SharedData;
import lacuna.SparkForTests;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseFormatTest {
  private final SparkSession spark = SparkForTests.session();

  @TempDir Path folder;

  @Test
  void aMatrixWithoutMaskIsObservedEverywhere() throws IOException {
    Path matrix = write("a.csv", "1,2\n3,0\n5,6\n");
    assertThat(load(RatingsRequest.of(matrix.toString()).format("dense")))
        .containsOnly(
            Map.entry("0 0", "1.0 TRAIN"),
            Map.entry("0 1", "2.0 TRAIN"),
            Map.entry("1 0", "3.0 TRAIN"),
            Map.entry("1 1", "0.0 TRAIN"),
            Map.entry("2 0", "5.0 TRAIN"),
            Map.entry("2 1", "6.0 TRAIN"));
    assertThat(load(RatingsRequest.of(matrix.toString()).format("dense").rows(RowsAre.ITEMS)))
        .containsEntry("1 2", "6.0 TRAIN")
        .containsEntry("0 1", "3.0 TRAIN");
  }

  @Test
  void aMaskSaysWhatIsObservedAndHiddenCellsMayHoldAnything() throws IOException {
    Path matrix = write("a.csv", "1;x;\nNaN;0;2\n");
    Path mask = write("m.txt", "1 0 0\n0 1 1\n");
    assertThat(load(RatingsRequest.of(matrix.toString()).mask(mask.toString())))
        .containsOnly(
            Map.entry("0 0", "1.0 TRAIN"),
            Map.entry("1 1", "0.0 TRAIN"),
            Map.entry("1 2", "2.0 TRAIN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0", "NaN", "empty", "?"})
  void aMissingValueIsNoRating(String missing) throws IOException {
    String cell = missing.equals("empty") ? "" : missing.equals("0.0") ? "-0" : missing;
    Path matrix = write("a.csv", "1," + cell + ",3\n4,5," + cell + "\n");
    assertThat(load(RatingsRequest.of(matrix.toString()).missing(missing)))
        .containsOnlyKeys("0 0", "0 2", "1 0", "1 1");
  }

  @Test
  void anEmptyCellIsMissingWithoutAMask() throws IOException {
    Path matrix = write("a.csv", "1,,3\n4,5,\n");
    assertThat(load(RatingsRequest.of(matrix.toString()).format("dense")))
        .containsOnlyKeys("0 0", "0 2", "1 0", "1 1");
  }

  @Test
  void rowsAndColumnsWithoutAnyRatingAreThereToo() throws IOException {
    Path matrix = write("a.csv", "1,0,3\n0,0,0\n2,0,1\n");
    RatingTable table =
        RatingsLoader.load(spark, RatingsRequest.of(matrix.toString()).missing("0").build());
    assertThat(table.users().size()).isEqualTo(3);
    assertThat(table.items().size()).isEqualTo(3);
    assertThat(table.count()).isEqualTo(4);
    assertThat(table.understood().sources().get(0).details()).containsEntry("shape", "3 x 3");
  }

  @Test
  void rowsAreNumberedAcrossPiecesAndIdsStandInNumericOrder() throws IOException {
    int rows = 3000;
    int columns = 120;
    Random random = new Random(2);
    StringBuilder text = new StringBuilder();
    StringBuilder mask = new StringBuilder();
    TreeMap<String, String> expected = new TreeMap<>();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        float value = random.nextInt(1000) / 8f;
        boolean observed = random.nextInt(5) == 0;
        text.append(c == 0 ? "" : "\t").append(value);
        mask.append(c == 0 ? "" : ",").append(observed ? "1" : "0");
        if (observed) {
          expected.put(r + " " + c, value + " TRAIN");
        }
      }
      text.append('\n');
      mask.append("\r\n");
    }
    Path matrix = write("a.tsv", text.toString());
    assertThat(Files.size(matrix)).isGreaterThan(2L << 20);
    RatingTable table =
        RatingsLoader.load(
            spark,
            RatingsRequest.of(matrix.toString())
                .mask(write("m.csv", mask.toString()).toString())
                .build());
    assertThat(Contents.of(table)).isEqualTo(expected);
    assertThat(table.users().find("1234")).isEqualTo(1234);
    assertThat(table.items().find("119")).isEqualTo(119);
  }

  @Test
  void aMaskOfAnotherShapeNamesBothShapes() throws IOException {
    Path matrix = write("a.csv", "1,2\n3,4\n");
    refused(RatingsRequest.of(matrix.toString()).mask(write("m", "1,1\n1,0\n1,1").toString()))
        .contains("is 3 x 2")
        .contains("is 2 x 2");
    refused(RatingsRequest.of(matrix.toString()).mask(write("m", "1,1,1\n1,0,0").toString()))
        .contains("is 2 x 3");
    refused(RatingsRequest.of(matrix.toString()).mask(write("m", "1,1\n1,2\n").toString()))
        .contains("m, line 2: \"2\" in column 2");
    refused(RatingsRequest.of(matrix.toString()).mask(write("m", "").toString()))
        .contains("is empty");
  }

  @Test
  void cellsThatAreNoNumbersAndRowsOfAnotherLengthAreRefused() throws IOException {
    Path letter = write("a.csv", "1,2\n3,x\n");
    refused(RatingsRequest.of(letter.toString()).format("dense"))
        .contains("line 2: the value in column 2 is x, not a number");
    Path nan = write("a.csv", "1,2\n3,NaN\n");
    refused(RatingsRequest.of(nan.toString()).format("dense"))
        .contains("the value in column 2 is NaN, not a finite number")
        .contains("--missing");
    Path hole = write("a.csv", "1,2\n3,\n");
    refused(RatingsRequest.of(hole.toString()).mask(write("m", "1,1\n1,1\n").toString()))
        .contains("the value in column 2 is empty");
    Path ragged = write("a.csv", "1,2\n3,4,5\n");
    refused(RatingsRequest.of(ragged.toString()).format("dense"))
        .contains("line 2: 3 values where the first row has 2");
  }

  @Test
  void theLabMatrixAndItsMask() {
    String matrix = SharedData.path("lab/a.csv").toString();
    RatingTable whole =
        RatingsLoader.load(spark, RatingsRequest.of(matrix).format("dense").build());
    assertThat(whole.count()).isEqualTo(9);
    assertThat(Contents.of(whole)).containsEntry("1 0", "3.3359 TRAIN");
    RatingTable masked =
        RatingsLoader.load(
            spark,
            RatingsRequest.of(matrix).mask(SharedData.path("lab/mask.csv").toString()).build());
    assertThat(masked.count()).isEqualTo(7);
    assertThat(Contents.of(masked)).doesNotContainKeys("1 0", "2 1");
  }

  private TreeMap<String, String> load(RatingsRequest.Builder request) {
    return Contents.of(RatingsLoader.load(spark, request.build()));
  }

  private org.assertj.core.api.AbstractStringAssert<?> refused(RatingsRequest.Builder request) {
    return assertThatThrownBy(() -> RatingsLoader.load(spark, request.build()))
        .isInstanceOf(InputException.class)
        .message();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
