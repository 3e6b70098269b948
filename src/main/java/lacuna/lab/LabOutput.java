// Writes exercises/ and the page of the lab.
package lacuna.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lacuna.lab.Exercise.Quantity;
import lacuna.output.OutputDirectory;
import lacuna.report.RunReport;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** One row a quantity, in the order of the exercises. */
public final class LabOutput {
  private static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            field("exercise", DataTypes.StringType, "number, and a word where it has parts"),
            field("quantity", DataTypes.StringType, "what was obtained"),
            field("published", DataTypes.DoubleType, "as printed, or a bound; null for none"),
            field("obtained", DataTypes.DoubleType, "by Lacuna; null where it was not"),
            field("difference", DataTypes.DoubleType, "obtained less published"),
            field("tolerance", DataTypes.DoubleType, "largest that agrees; null for a bound"),
            field("verdict", DataTypes.StringType, "agrees, off, or measured without comparison")
          });

  private LabOutput() {}

  private static StructField field(String name, DataType type, String comment) {
    return new StructField(name, type, true, Metadata.empty()).withComment(comment);
  }

  /** Writes below the directory's partial path; the caller publishes. */
  public static void write(
      SparkSession session, OutputDirectory directory, List<Exercise> exercises) {
    List<Row> rows = new ArrayList<>();
    for (Exercise exercise : exercises) {
      for (Quantity quantity : exercise.quantities()) {
        rows.add(
            RowFactory.create(
                exercise.name(),
                quantity.name(),
                cell(quantity.published()),
                cell(quantity.obtained()),
                cell(quantity.difference()),
                cell(quantity.tolerance()),
                quantity.verdict().name().toLowerCase(Locale.ROOT)));
      }
    }
    session
        .createDataFrame(rows, SCHEMA)
        .coalesce(1)
        .write()
        .parquet(new Path(directory.partial(), "exercises").toString());
    RunReport.write(session, directory, LabReport.page(exercises));
  }

  private static Double cell(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
