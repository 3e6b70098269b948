// Two hundred damaged files of each kind that Spark reads: a right result or a clear refusal.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lacuna.SparkForTests;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnarFuzzTest {
  private static final int CASES = 200;
  private static final int ROWS = 50;

  @TempDir Path folder;

  /** Opens and reads the batches, as every load begins; the steps after that see only those. */
  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void aRightResultOrAClearRefusal(String format) throws IOException {
    SparkSession spark = SparkForTests.session();
    Path written = folder.resolve("written");
    spark
        .range(ROWS)
        .selectExpr("id AS user", "id % 7 AS item", "CAST(id % 5 AS FLOAT) AS rating")
        .coalesce(1)
        .write()
        .format(format)
        .save(written.toString());
    byte[] valid = Files.readAllBytes(only(written, "." + format));
    Random random = new Random(7);
    spark.sparkContext().setLogLevel("OFF"); // hundreds of failures, each of them meant
    try {
      damage(spark, format, valid, random);
    } finally {
      spark.sparkContext().setLogLevel("WARN");
    }
  }

  private void damage(SparkSession spark, String format, byte[] valid, Random random)
      throws IOException {
    int refused = 0;
    for (int k = 0; k < CASES; k++) {
      byte[] file = k == 0 ? valid : Damage.of(valid, random);
      Path path = Files.write(folder.resolve(format + k), file);
      RatingsRequest request = RatingsRequest.of(path.toString()).format(format).build();
      try {
        Reading reading = Formats.read(spark, request, Part.TRAIN, request.paths());
        List<RatingChunk> chunks =
            ReadFailure.told(path.toString(), () -> reading.chunks().collect());
        PieceReport[] reports =
            chunks.stream().flatMap(c -> Stream.of(c.reports)).toArray(PieceReport[]::new);
        new PieceReports(reports).badRecords(BadRecords.FAIL, 0);
        int count = chunks.stream().mapToInt(RatingChunk::size).sum();
        assertThat(count).isEqualTo(ROWS);
      } catch (InputException e) {
        assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isBetween(CASES / 4, CASES - 1);
  }

  private static Path only(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> path.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }
}
