// Ids of typed sources to text and back. Used by the readers of tables, by Ids and by who serves a
// model.
package lacuna.ratings;

import java.math.BigDecimal;
import java.sql.Date;
import java.util.HexFormat;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;

/**
 * The Spark types that an id may have, and its text in each. Whole numbers are written in decimal,
 * decimals with all digits of their scale, bytes (a UUID, a digest) in hexadecimal.
 */
public final class IdType {
  private IdType() {}

  /** Whether a column of this type can hold ids. */
  public static boolean allows(DataType type) {
    return type instanceof StringType
        || whole(type)
        || type instanceof DecimalType
        || type instanceof DoubleType
        || type instanceof FloatType
        || type instanceof BinaryType
        || type instanceof BooleanType
        || type instanceof DateType;
  }

  /** Whether ids of this type are whole numbers that a long holds, with the long's own text. */
  static boolean whole(DataType type) {
    return type instanceof IntegerType
        || type instanceof LongType
        || type instanceof ShortType
        || type instanceof ByteType;
  }

  /** The ids of a column as text. */
  public static Column text(Column ids, DataType type) {
    return type instanceof BinaryType
        ? functions.lower(functions.hex(ids))
        : ids.cast(org.apache.spark.sql.types.DataTypes.StringType);
  }

  /** An id's text as the value that a row holds for this type. */
  public static Object value(String text, DataType type) {
    if (type instanceof StringType) {
      return text;
    } else if (type instanceof IntegerType) {
      return Integer.valueOf(text);
    } else if (type instanceof LongType) {
      return Long.valueOf(text);
    } else if (type instanceof ShortType) {
      return Short.valueOf(text);
    } else if (type instanceof ByteType) {
      return Byte.valueOf(text);
    } else if (type instanceof DecimalType) {
      return new BigDecimal(text);
    } else if (type instanceof DoubleType) {
      return Double.valueOf(text);
    } else if (type instanceof FloatType) {
      return Float.valueOf(text);
    } else if (type instanceof BinaryType) {
      return HexFormat.of().parseHex(text);
    } else if (type instanceof BooleanType) {
      return Boolean.valueOf(text);
    } else if (type instanceof DateType) {
      return Date.valueOf(text);
    }
    throw new IllegalArgumentException("no ids of type " + type.simpleString());
  }

  /** Whether a text is what an id of this type is written as: 7 is for whole numbers, 07 is not. */
  static boolean writes(String text, DataType type) {
    try {
      Object value = value(text, type);
      return !(value instanceof byte[]) && value.toString().equals(text);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}
