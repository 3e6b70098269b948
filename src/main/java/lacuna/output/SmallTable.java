// Writes a table that the driver holds, as one file.
package lacuna.output;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Tables of a few rows: errors, history, quarantine. */
final class SmallTable {
  private SmallTable() {}

  /** Writes one Parquet file, which has the schema even where there are no rows. */
  static void write(SparkSession session, Path directory, StructType schema, List<Row> rows) {
    session.createDataFrame(rows, schema).coalesce(1).write().parquet(directory.toString());
  }

  /** A figure as a cell: null where it does not exist (NaN) or is not finite. */
  static Double cell(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
