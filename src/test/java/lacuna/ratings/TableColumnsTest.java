// Tables read by columns are what they are read by rows.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lacuna.SparkForTests;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableColumnsTest {
  private final SparkSession spark = SparkForTests.session();

  @TempDir Path folder;

  private static boolean byColumns(Dataset<Row> table) {
    List<StructField> fields = Arrays.asList(table.schema().fields());
    List<Column> columns = fields.stream().map(field -> table.col(field.name())).toList();
    return TableColumns.of(table, columns, fields).isPresent();
  }

  private RatingTable load(Dataset<Row> table, boolean weighted) {
    RatingsRequest.Builder request =
        RatingTables.request()
            .testFraction(0.2)
            .duplicates(Duplicates.MEAN)
            .badRecords(BadRecords.QUARANTINE)
            .maxBad(1000);
    return RatingsLoader.load(
        spark, table, (weighted ? request.weightColumn("weight") : request).build());
  }

  private void same(Dataset<Row> columns, Dataset<Row> rows, boolean weighted) {
    assertThat(byColumns(columns)).isTrue();
    assertThat(byColumns(rows)).isFalse();
    RatingTable one = load(columns, weighted);
    RatingTable other = load(rows, weighted);
    assertThat(Contents.of(one)).isEqualTo(Contents.of(other)).isNotEmpty();
    assertThat(one.understood().splitFingerprint())
        .isEqualTo(other.understood().splitFingerprint());
    assertThat(one.understood().badRecords())
        .containsExactlyInAnyOrderElementsOf(other.understood().badRecords());
    assertThat(one.users().type()).isEqualTo(other.users().type());
    one.unpersist();
    other.unpersist();
  }

  private Dataset<Row> table(String user, String item, String number) {
    return spark.sql(
        "select cast(x % 100 - 9 as "
            + user
            + ") as user, cast(x % 7 * 17 as "
            + item
            + ") as item, cast(x % 9 as "
            + number
            + ") as rating, cast(x % 5 as "
            + number
            + ") as weight from range(0, 3000, 1, 3) as t(x)");
  }

  @ParameterizedTest
  @CsvSource({
    "tinyint, bigint, float",
    "int, smallint, double",
    "bigint, tinyint, int",
    "smallint, int, bigint",
    "int, int, smallint",
    "int, int, tinyint"
  })
  void everyPlainTypeOfACachedTable(String user, String item, String number) {
    Dataset<Row> rows = table(user, item, number);
    Dataset<Row> cached = rows.select("*").persist();
    same(cached, rows.filter("user >= -100"), true);
    cached.unpersist();
  }

  @Test
  void filesOfColumnsWithIdsOfAnySize() {
    String path = folder.resolve("p").toString();
    spark
        .sql(
            "select x * x * x as user, cast(x % 90 as int) as item, cast(x % 11 as float) / 2 as"
                + " rating from (select explode(sequence(-3000L, 3000L, 7L)) as x)")
        .write()
        .parquet(path);
    Dataset<Row> columns = spark.read().parquet(path);
    same(columns, columns.filter("rating > -100"), false);
  }

  /**
   * Ids that are nulls now stood for the last of many before, and few are left in the dictionary.
   */
  @Test
  void nullsInFilesWhoseDictionariesGetSmaller() {
    String path = folder.resolve("nulls").toString();
    spark
        .sql(
            "select if(x < 20000, x % 4000, if(x % 50 = 0, null, x % 10)) as user,"
                + " if(x < 20000, x % 900, if(x % 51 = 0, null, x % 10)) as item,"
                + " cast(if(x < 20000, x % 300, if(x % 52 = 0, null, x % 3)) as float) as rating,"
                + " cast(if(x < 20000, x % 300, if(x % 53 = 0, null, x % 3)) as int) as weight"
                + " from range(0, 24000, 1, 1) as t(x)")
        .write()
        .option("parquet.block.size", 1 << 14)
        .option("parquet.page.size", 1 << 12)
        .parquet(path);
    Dataset<Row> columns = spark.read().parquet(path);
    same(columns, columns.filter("coalesce(user, 1) > -100"), true);
  }

  @Test
  void badRecordsAreToldAlike() {
    Dataset<Row> rows =
        spark
            .sql(
                "select * from values (1, 1L, 3.0D, 1.0D), (null, 2L, 3.0D, 1.0D), (2, null, 3.0D,"
                    + " 1.0D), (3, 3L, null, 1.0D), (4, 4L, double('NaN'), 1.0D), (5, 5L, 1e300D,"
                    + " 1.0D), (6, 6L, 2.0D, null), (7, 7L, 2.0D, -1.0D), (null, null, null, null),"
                    + " (1, 2L, 4.0D, 0.5D), (-8, 1L, -0.0D, 2.0D) as t(user, item, rating, weight)")
            .coalesce(1);
    Dataset<Row> cached = rows.select("*").persist();
    same(cached, rows.filter("coalesce(user, 1) > -100"), true);
    cached.unpersist();
  }

  @Test
  void othersAreReadByRows() {
    String some = "select 1 as user, 2 as item, ";
    assertThat(byColumns(spark.sql(some + "cast(3 as decimal(3,1)) as rating").cache())).isFalse();
    assertThat(byColumns(spark.sql(some + "'3' as rating").cache())).isFalse();
    assertThat(byColumns(spark.sql(some + "3 as rating"))).isFalse();
  }
}
