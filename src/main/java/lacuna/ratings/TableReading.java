// Reads ratings from a Spark table: what Parquet and every other format that Spark reads go
// through.
package lacuna.ratings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Finds the columns of a table by their names, and reads only those: ids as text, or as long where
 * users and items are whole numbers; the rating and the weight as double, the time as long.
 */
final class TableReading {
  private final String shown;
  private final Dataset<Row> table;
  private final Input input;
  private final RatingsRequest request;
  private final List<String> names;
  private final List<String> used = new ArrayList<>();

  /**
   * @param shown the table's name for people
   */
  TableReading(String shown, Dataset<Row> table, Input input) {
    this.shown = shown;
    this.table = table;
    this.input = input;
    this.request = input.request();
    this.names = Arrays.asList(table.columns());
  }

  /**
   * The reading.
   *
   * @param source what is known of it besides its columns
   * @throws InputException if a column is not there or of a type that can't hold what it should
   */
  Reading read(Understood.Source source) {
    StructField user = field(ColumnNames.Role.USER, request.userColumn());
    StructField item = field(ColumnNames.Role.ITEM, request.itemColumn());
    ColumnNames.checkApart(shown, user.name().equals(item.name()), user.name());
    StructField rating =
        request.rated() ? field(ColumnNames.Role.RATING, request.ratingColumn()) : null;
    StructField weight = request.weightColumn().map(this::named).orElse(null);
    boolean whole = IdType.whole(user.dataType()) && IdType.whole(item.dataType());
    Optional<JavaRDD<RatingChunk>> byColumns =
        whole && !input.timesDecide() ? byColumns(user, item, rating, weight) : Optional.empty();
    return new Reading(
        byColumns.orElseGet(() -> byRows(user, item, rating, weight, whole)),
        understood(source),
        user.dataType(),
        item.dataType(),
        IdList.of(),
        IdList.of(),
        List.of());
  }

  /**
   * The batches of a table of plain numbers that Spark reads column by column; empty for others.
   */
  private Optional<JavaRDD<RatingChunk>> byColumns(
      StructField user, StructField item, StructField rating, StructField weight) {
    List<StructField> fields =
        Stream.of(user, item, rating, weight).filter(Objects::nonNull).toList();
    int ratingPlace = fields.indexOf(rating);
    int weightPlace = fields.indexOf(weight);
    int keptBad = keptBad();
    boolean stopAtBad = stopAtBad();
    String name = shown;
    ChunkLayout layout = input.layout();
    return TableColumns.of(table, fields.stream().map(this::column).toList(), fields)
        .map(
            batches ->
                batches.mapPartitionsWithIndex(
                    (task, part) ->
                        new ColumnChunks(
                            task,
                            name,
                            part,
                            ratingPlace,
                            weightPlace,
                            layout.builder(),
                            keptBad,
                            stopAtBad),
                    true));
  }

  private JavaRDD<RatingChunk> byRows(
      StructField user, StructField item, StructField rating, StructField weight, boolean whole) {
    List<Column> columns = new ArrayList<>();
    columns.add(id(user, whole));
    columns.add(id(item, whole));
    columns.add(rating == null ? functions.lit(0.0) : number(rating, "rating"));
    columns.add(weight == null ? functions.lit(1.0) : number(weight, "weight"));
    columns.add(input.timesDecide() ? time() : functions.lit(0L));
    JavaRDD<InternalRow> rows =
        table.select(columns.toArray(Column[]::new)).queryExecution().toRdd().toJavaRDD();
    int keptBad = keptBad();
    boolean stopAtBad = stopAtBad();
    String name = shown;
    ChunkLayout layout = input.layout();
    return rows.mapPartitionsWithIndex(
        (task, part) -> {
          RatingChunkBuilder builder = layout.builder();
          TableIds ids = whole ? new WholeNumberIds(builder) : new TextIds(builder);
          return new TableChunks(task, name, part, ids, builder, keptBad, stopAtBad);
        },
        true);
  }

  private boolean stopAtBad() {
    return request.badRecords() == BadRecords.FAIL;
  }

  private int keptBad() {
    return stopAtBad() ? 1 : Math.max(1, request.maxBad());
  }

  private Understood.Source understood(Understood.Source source) {
    Map<String, String> details = new LinkedHashMap<>(source.details());
    details.put("columns", String.join(", ", used));
    return new Understood.Source(
        source.path(), source.files(), source.bytes(), source.format(), details);
  }

  private Column id(StructField field, boolean whole) {
    if (!IdType.allows(field.dataType())) {
      throw wrong(field, "an id", "text, whole numbers, decimals, bytes or dates");
    }
    return whole
        ? column(field).cast(DataTypes.LongType)
        : IdType.text(column(field), field.dataType());
  }

  private Column number(StructField field, String what) {
    if (!(field.dataType() instanceof NumericType)) {
      throw wrong(field, "the " + what, "numbers");
    }
    return column(field).cast(DataTypes.DoubleType);
  }

  private Column time() {
    Optional<Integer> place =
        request
            .timestampColumn()
            .map(name -> names.indexOf(named(name).name()))
            .or(() -> ColumnNames.find(ColumnNames.Role.TIMESTAMP, names));
    if (place.isEmpty()) {
      throw DelimitedFormat.noTimes(shown, request);
    }
    StructField field = table.schema().fields()[place.get()];
    used.add("timestamp = " + field.name());
    DataType type = field.dataType();
    if (type instanceof TimestampType) {
      return moment(column(field));
    } else if (type instanceof TimestampNTZType) {
      return moment(column(field).cast(DataTypes.TimestampType));
    } else if (type instanceof DateType) {
      return functions.unix_date(column(field)).cast(DataTypes.LongType);
    } else if (type instanceof NumericType) {
      return column(field).try_cast(DataTypes.LongType);
    }
    throw wrong(field, "the timestamp", "timestamps, dates or numbers");
  }

  /** Marked as dates are in texts, so that no early one is taken for a number in another unit. */
  private static Column moment(Column timestamp) {
    return functions.unix_micros(timestamp).plus(functions.lit(TimeText.DATES));
  }

  private StructField field(ColumnNames.Role role, Optional<String> asked) {
    StructField field =
        asked
            .map(this::named)
            .orElseGet(
                () -> {
                  int place =
                      ColumnNames.find(role, names)
                          .orElseThrow(() -> noColumn("known to hold the " + role.text(), role));
                  return table.schema().fields()[place];
                });
    used.add(role.text() + " = " + field.name());
    return field;
  }

  private StructField named(String name) {
    int place = ColumnNames.named(name, names).orElseThrow(() -> noColumn(name, null));
    return table.schema().fields()[place];
  }

  /** A column by its name, whatever signs that holds. */
  private Column column(StructField field) {
    return table.col("`" + field.name().replace("`", "``") + "`");
  }

  private InputException noColumn(String what, ColumnNames.Role role) {
    String advice = role == null ? "" : "; name it by --" + role.text() + "-column";
    return new InputException(
        shown + " has no column " + what + "; its columns are " + columnsText() + advice);
  }

  private InputException wrong(StructField field, String what, String allowed) {
    return new InputException(
        shown
            + ": column "
            + field.name()
            + " is "
            + field.dataType().simpleString()
            + ", and "
            + what
            + " needs "
            + allowed
            + "; its columns are "
            + columnsText());
  }

  private String columnsText() {
    List<String> texts = new ArrayList<>();
    for (StructField field : table.schema().fields()) {
      texts.add(field.name() + " " + field.dataType().simpleString());
    }
    return String.join(", ", texts);
  }
}
