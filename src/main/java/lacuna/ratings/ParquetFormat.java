// Parquet files: read by Spark, typed ids kept.
package lacuna.ratings;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Parquet, a file or a directory of them. */
final class ParquetFormat implements RatingFormat {
  private static final String MAGIC = "PAR1";

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public boolean recognises(Input input) {
    return input.first().startsWith(MAGIC);
  }

  @Override
  public Reading read(Input input) {
    String shown = input.shown();
    if (!input.first().startsWith(MAGIC)) {
      throw new InputException(
          input.first().shown()
              + " is no Parquet file; leave out --format, or name its own format");
    }
    Dataset<Row> table;
    try {
      table = input.spark().read().parquet(input.paths().toArray(String[]::new));
    } catch (RuntimeException e) {
      throw new InputException(shown + " can't be read as Parquet: " + firstLine(e), e);
    }
    return new TableReading(shown, table, input)
        .read(new Understood.Source(shown, input.files().size(), input.bytes(), name(), Map.of()));
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
