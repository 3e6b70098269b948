// Pairs to predict, in the formats that ratings come in: which cells they are, and refusals.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lacuna.SparkForTests;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairsTest {
  private static final SparkSession SESSION = SparkForTests.session();

  @TempDir private Path folder;

  /** Lines are parted by a bar in this table, and pairs are shown as user/item. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "two columns # 7,a|8,b|7,a # 7/a 8/b 7/a",
        "no numbers # anna;x|bert;y # anna/x bert/y",
        "a header turned # item,user|a,7|b,8 # 7/a 8/b",
        "a column more # userId,movieId,why|7,a,no number|8,b, # 7/a 8/b",
        "ratings # 7::a::5::99|8::b::3::98 # 7/a 8/b",
        "quotes # 7,\"c\"\"d\"|8,\" blank\" # 7/c\"d 8/ blank",
        "leading zeros # 007,0120735 # 007/0120735",
        "JSON # {\"user\":7,\"item\":\"a\"}|{\"item\":\"b\",\"user\":\"8\"} # 7/a 8/b",
        "Netflix # 1:|7,2005-01-01|8,2005-01-02|2:|7,2005-01-03 # 7/1 8/1 7/2",
        "ARFF # @relation r|@attribute user numeric|@attribute item string|@data|7,'a b' # 7/a b",
      })
  void areTheCellsThatTheFileNames(String name, String text, String expected) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("pairs"), text.strip().replace(" |", "|").replace('|', '\n'));
    try (Pairs pairs = Pairs.read(SESSION, RatingsRequest.of(file.toString()))) {
      assertThat(shown(pairs)).as(name).isEqualTo(expected.strip());
      assertThat(pairs.count()).isEqualTo(pairs.table().count());
    }
  }

  private static String shown(Pairs pairs) {
    return String.join(
        " ",
        pairs.table().collectAsList().stream().map(row -> row.get(0) + "/" + row.get(1)).toList());
  }

  @Test
  void keepTheirTypesInParquetAndTheirPlacesWhereTheyAreSaid() throws IOException {
    String table = folder.resolve("pairs.parquet").toString();
    SESSION
        .range(3)
        .selectExpr("id as user_id", "cast(id + 10 as int) as item_id")
        .coalesce(1)
        .write()
        .parquet(table);
    try (Pairs pairs = Pairs.read(SESSION, RatingsRequest.of(table))) {
      assertThat(shown(pairs)).isEqualTo("0/10 1/11 2/12");
      assertThat(pairs.table().schema().apply("user").dataType()).isEqualTo(DataTypes.LongType);
      assertThat(pairs.table().first().get(1)).isEqualTo(10);
    }
    Path file = Files.writeString(folder.resolve("turned"), "x=b=7\nx=c=8\nx=9\n");
    RatingsRequest.Builder request =
        RatingsRequest.of(file.toString())
            .separator("=")
            .userColumn("3")
            .itemColumn("2")
            .badRecords(BadRecords.QUARANTINE);
    try (Pairs pairs = Pairs.read(SESSION, request)) {
      assertThat(shown(pairs)).isEqualTo("7/b 8/c");
      assertThat(pairs.badRecords()).extracting(BadRecord::line).isEqualTo(List.of(3L));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "7,a|8 # line 2: too few columns, 1 where 2 are needed",
        "7,a|,b # line 2: the user id is empty",
        "7 # cuts its lines into two fields",
        "user,item # holds no pairs",
        "'' # is empty; give a file that holds pairs",
      })
  void areRefusedByFileAndLine(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("pairs"), text.replace('|', '\n'));
    assertThatThrownBy(() -> Pairs.read(SESSION, RatingsRequest.of(file.toString())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }
}
