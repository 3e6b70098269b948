// Parquet with every type of id, rating and time.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lacuna.SparkForTests;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetFormatTest {
  private final SparkSession spark = SparkForTests.session();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "string,0120735", "int,7", "bigint,-9000000000", "smallint,7", "tinyint,7",
    "'decimal(20,2)',12345678901.50", "double,1.5", "binary,61C3A9", "date,2005-09-06",
        "boolean,true"
  })
  void idsComeBackInTheirOwnType(String type, String id) {
    String literal =
        type.equals("binary") ? "unhex('" + id + "')" : "cast('" + id + "' as " + type + ")";
    Path path = write("select " + literal + " as user, 'x' as item, 3 as rating");
    RatingTable table = load(path);
    assertThat(table.users().type()).isEqualTo(DataType.fromDDL(type));
    Object expected = spark.sql("select " + literal).first().get(0);
    assertThat(table.users().value(0)).isEqualTo(expected);
    assertThat(table.items().value(0)).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "double", "int", "bigint", "smallint", "decimal(5,2)"})
  void ratingsMayBeOfAnyNumericType(String type) {
    Path path = write("select 1 as user, 2 as item, cast(4 as " + type + ") as rating");
    assertThat(Contents.of(load(path))).containsOnly(Map.entry("1 2", "4.0 TRAIN"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cast(x as bigint)",
        "cast(x as double)",
        "timestamp_seconds(x)",
        "date_from_unix_date(x)",
        "cast(timestamp_seconds(x) as timestamp_ntz)"
      })
  void timesMayBeNumbersDatesAndTimestamps(String time) {
    Path path =
        write(
            "select 1 as user, x as item, 4.5 as rating, "
                + time
                + " as time from (select explode(array(3, 9, 5)) as x)");
    RatingTable table =
        RatingsLoader.load(
            spark,
            RatingsRequest.of(path.toString()).split(SplitRule.LATEST).testFraction(0.3).build());
    assertThat(Contents.of(table)).containsEntry("1 9", "4.5 TEST").hasSize(3);
    assertThat(table.test()).isEqualTo(1);
  }

  @Test
  void columnsGoByNameOrAsAsked() {
    Path path =
        write("select 1 as `a.b`, 2 as movieId, 3.5 as stars, 9 as uid, 0.5D as w, 1.5F as rating");
    assertThat(Contents.of(load(path))).containsOnly(Map.entry("9 2", "3.5 TRAIN"));
    RatingsRequest asked =
        RatingsRequest.of(path.toString())
            .userColumn("a.b")
            .ratingColumn("RATING")
            .weightColumn("w")
            .build();
    assertThat(Contents.of(RatingsLoader.load(spark, asked)))
        .containsOnly(Map.entry("1 2", "1.5 0.5 TRAIN"));
  }

  @Test
  void aTableThatIsThereIsReadWithoutAFile() {
    Dataset<Row> rows =
        spark.sql("select x as user, 2 as item, 3.5 as rating from range(5) as t(x)");
    RatingTable table = RatingsLoader.load(spark, rows, RatingTables.request().build());
    assertThat(table.count()).isEqualTo(5);
    assertThat(table.users().value(4)).isEqualTo(4L);
  }

  @Test
  void wholeNumbersAreTheSameIdsAsTheirText() {
    String ids = "from (select explode(sequence(-3000L, 3000L, 7L)) as x)";
    String users = "case when x = -3000 then " + Long.MIN_VALUE + " else x * x * x end";
    RatingTable numbers =
        load(
            write("select " + users + " as user, cast(x % 90 as int) as item, x as rating " + ids));
    RatingTable texts =
        load(
            write(
                "select cast("
                    + users
                    + " as string) as user, cast(x % 90 as string) as item, x as rating "
                    + ids));
    assertThat(Contents.of(numbers)).isEqualTo(Contents.of(texts)).hasSize(858);
    assertThat(numbers.understood().fingerprint()).isEqualTo(texts.understood().fingerprint());
    int last = numbers.users().size() - 1;
    assertThat(List.of(numbers.users().value(0), numbers.users().value(last)))
        .contains(Long.MIN_VALUE);
  }

  @Test
  void schemaErrorsListTheColumnsThereAre() {
    Path path = write("select 1 as who, 2 as item, 'x' as rating");
    refused(path).contains("no column known to hold the user").contains("who int, item int");
    Path text = write("select 1 as user, 2 as item, 'x' as rating");
    refused(text).contains("column rating is string").contains("needs numbers");
    Path array = write("select array(1) as user, 2 as item, 1 as rating");
    refused(array).contains("column user is array<int>");
    Path fine = write("select 1 as user, 2 as item, 1 as rating");
    assertThatThrownBy(
            () ->
                RatingsLoader.load(
                    spark, RatingsRequest.of(fine.toString()).userColumn("nobody").build()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no column nobody");
  }

  @ParameterizedTest
  @CsvSource({
    "'null, 2, 1.0', the user id is null",
    "'1, null, 1.0', the item id is null",
    "'1, 2, null', the rating is null",
    "'1, 2, double(''NaN'')', 'the rating is NaN, not a finite number'",
    "'1, 2, 1e300', 'the rating is 1.0E300, beyond the range of a float'"
  })
  void badRowsAreRefusedOrPutAside(String values, String reason) {
    Path path =
        write(
            "select cast(user as int) as user, cast(item as int) as item, rating from values (1, 1,"
                + " double(3)), ("
                + values
                + ") as t(user, item, rating)");
    refused(path).contains(reason);
    RatingTable table =
        RatingsLoader.load(
            spark, RatingsRequest.of(path.toString()).badRecords(BadRecords.QUARANTINE).build());
    assertThat(table.count()).isEqualTo(1);
    assertThat(table.understood().badRecords())
        .singleElement()
        .satisfies(record -> assertThat(record.reason()).isEqualTo(reason));
  }

  @Test
  void typesThatDifferBetweenRatingsAndTestBecomeText() {
    Path ratings = write("select 1 as user, 2 as item, 3 as rating");
    Path test = write("select 1L as user, 3 as item, 3 as rating");
    RatingTable table =
        RatingsLoader.load(
            spark, RatingsRequest.of(ratings.toString()).test(test.toString()).build());
    assertThat(table.users().value(0)).isEqualTo("1");
    assertThat(table.items().value(1)).isEqualTo(3);
    assertThat(table.test()).isEqualTo(1);
  }

  private int written;

  private Path write(String sql) {
    Path path = folder.resolve("p" + written++);
    Dataset<Row> rows = spark.sql(sql);
    rows.write().parquet(path.toString());
    return path;
  }

  private RatingTable load(Path path) {
    return RatingsLoader.load(spark, RatingsRequest.of(path.toString()).build());
  }

  private org.assertj.core.api.AbstractStringAssert<?> refused(Path path) {
    return assertThatThrownBy(() -> load(path)).isInstanceOf(InputException.class).message();
  }
}
