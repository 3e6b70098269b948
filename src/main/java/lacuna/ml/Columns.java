// Looks at the columns of a table before any work is done with it.
package lacuna.ml;

import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Columns by their names, whatever signs these hold. */
final class Columns {
  private Columns() {}

  /**
   * Sees that a column is there and of a type that will do.
   *
   * @param param the parameter that names it
   * @throws IllegalArgumentException saying what there is
   */
  static void check(
      StructType schema, String param, String name, Predicate<DataType> allowed, String needs) {
    if (!Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          param
              + " is "
              + name
              + ", and there is no such column; there are "
              + String.join(", ", schema.fieldNames()));
    }
    DataType type = schema.apply(name).dataType();
    if (!allowed.test(type)) {
      throw new IllegalArgumentException(
          param + " " + name + " is of type " + type.simpleString() + " and needs " + needs);
    }
  }

  /** A column. */
  static Column of(Dataset<?> table, String name) {
    return table.col(quoted(name));
  }

  /** A name that stands for itself in an expression. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
