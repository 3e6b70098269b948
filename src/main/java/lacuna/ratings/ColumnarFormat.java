// Parquet and ORC files: read by Spark, typed ids kept.
package lacuna.ratings;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A file of columns, or a directory of them, that brings its schema along. */
final class ColumnarFormat implements RatingFormat {
  static final ColumnarFormat PARQUET = new ColumnarFormat("parquet", "Parquet", "PAR1");
  static final ColumnarFormat ORC = new ColumnarFormat("orc", "ORC", "ORC");

  private final String name;
  private final String shownName;
  private final String magic;

  private ColumnarFormat(String name, String shownName, String magic) {
    this.name = name;
    this.shownName = shownName;
    this.magic = magic;
  }

  @Override
  public String name() {
    return name;
  }

  /** Text may begin with these letters too, but then it holds no zero bytes. */
  @Override
  public boolean recognises(Input input) {
    return input.first().startsWith(magic) && !input.first().text();
  }

  @Override
  public Reading read(Input input) {
    String shown = input.shown();
    if (!input.first().startsWith(magic)) {
      throw new InputException(
          input.first().shown()
              + " is no "
              + shownName
              + " file; leave out --format, or name its own format");
    }
    if (this == ORC) {
      OrcTails.check(input);
    }
    Dataset<Row> table;
    try {
      table =
          input
              .spark()
              .read()
              .format(name)
              // Off by default: a flipped bit would be a wrong rating.
              .option("parquet.page.verify-checksum.enabled", "true")
              .load(input.paths().toArray(String[]::new));
    } catch (Exception e) { // Spark throws checked ones too, and says so nowhere
      throw new InputException(shown + " can't be read as " + shownName + ": " + firstLine(e), e);
    }
    return new TableReading(shown, table, input)
        .read(new Understood.Source(shown, input.files().size(), input.bytes(), name, Map.of()));
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
