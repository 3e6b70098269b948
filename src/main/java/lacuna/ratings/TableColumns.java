// A table's columns as Spark holds them, for tables of plain numbers. Asked for by TableReading.
package lacuna.ratings;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Columns in batches of some thousand values.
 *
 * <p>Decision: this class, and no other, takes batches of columns from Spark's physical plan, which
 * is Spark's interface for developers and may change; where a plan has none to give, {@link
 * TableReading} reads rows, with the same result: also where Spark has to bring the columns into
 * the order of user, item, rating. Because: cached tables and Parquet files are columns already,
 * and 10 million ratings of a cached table took 0.5 s as rows. Costs: to be looked at with each
 * release of Spark.
 */
final class TableColumns {
  private TableColumns() {}

  /**
   * The batches of these columns, if they are numbers without a decimal point or of floating point,
   * and Spark reads them column by column.
   *
   * @param fields the columns, no two of them the same
   */
  static Optional<JavaRDD<ColumnarBatch>> of(
      Dataset<Row> table, List<Column> columns, List<StructField> fields) {
    if (!fields.stream().allMatch(field -> plain(field.dataType()))
        || fields.stream().map(StructField::name).distinct().count() < fields.size()) {
      return Optional.empty();
    }
    SparkPlan plan =
        withoutRows(table.select(columns.toArray(Column[]::new)).queryExecution().executedPlan());
    return plan.supportsColumnar()
        ? Optional.of(plan.executeColumnar().toJavaRDD())
        : Optional.empty();
  }

  /** The plan below a last step that does nothing but make rows of columns. */
  private static SparkPlan withoutRows(SparkPlan plan) {
    return plan instanceof WholeStageCodegenExec stage
            && stage.child() instanceof ColumnarToRowExec rows
            && rows.child() instanceof InputAdapter input
        ? input.child()
        : plan;
  }

  private static boolean plain(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType || whole(type);
  }

  private static boolean whole(DataType type) {
    return type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType;
  }

  /**
   * Puts a column's first values, which are whole numbers, where 0 stands for null. What a column
   * holds in place of a null must not be read: it may be a place in a dictionary that ends before.
   */
  static void longs(ColumnVector column, int size, long[] into) {
    DataType type = column.dataType();
    if (column.hasNull()) {
      for (int k = 0; k < size; k++) {
        into[k] = column.isNullAt(k) ? 0 : longAt(column, k);
      }
    } else if (type instanceof IntegerType) {
      for (int k = 0; k < size; k++) {
        into[k] = column.getInt(k);
      }
    } else if (type instanceof LongType) {
      for (int k = 0; k < size; k++) {
        into[k] = column.getLong(k);
      }
    } else if (type instanceof ShortType) {
      for (int k = 0; k < size; k++) {
        into[k] = column.getShort(k);
      }
    } else {
      for (int k = 0; k < size; k++) {
        into[k] = column.getByte(k);
      }
    }
  }

  private static long longAt(ColumnVector column, int k) {
    DataType type = column.dataType();
    if (type instanceof IntegerType) {
      return column.getInt(k);
    }
    if (type instanceof LongType) {
      return column.getLong(k);
    }
    return type instanceof ShortType ? column.getShort(k) : column.getByte(k);
  }

  /** Puts a column's first values, which are numbers, where 0 stands for null. */
  static void doubles(ColumnVector column, int size, double[] into) {
    DataType type = column.dataType();
    if (column.hasNull()) {
      for (int k = 0; k < size; k++) {
        into[k] = column.isNullAt(k) ? 0 : doubleAt(column, k);
      }
    } else if (type instanceof FloatType) {
      for (int k = 0; k < size; k++) {
        into[k] = column.getFloat(k);
      }
    } else if (type instanceof DoubleType) {
      for (int k = 0; k < size; k++) {
        into[k] = column.getDouble(k);
      }
    } else {
      long[] whole = new long[size];
      longs(column, size, whole);
      for (int k = 0; k < size; k++) {
        into[k] = whole[k];
      }
    }
  }

  private static double doubleAt(ColumnVector column, int k) {
    DataType type = column.dataType();
    if (type instanceof DoubleType) {
      return column.getDouble(k);
    }
    return type instanceof FloatType ? column.getFloat(k) : longAt(column, k);
  }
}
