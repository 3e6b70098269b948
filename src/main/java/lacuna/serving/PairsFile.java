// Reads a file of cells to predict: pairs of user and item.
package lacuna.serving;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import lacuna.ratings.ColumnNames;
import lacuna.ratings.InputException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Text with two columns or more (tab, comma, semicolon, bar, {@code ::} or blank between them), or
 * Parquet. Columns are found by their names in a header or schema, else they are the first two.
 */
public final class PairsFile {
  private static final List<String> SEPARATORS = List.of("::", "\t", ",", ";", "|", " ");

  private PairsFile() {}

  /**
   * The pairs, in columns user and item.
   *
   * @throws InputException when there are none, or they can't be read
   */
  public static Dataset<Row> read(SparkSession session, String path) {
    Dataset<Row> table =
        isParquet(session, path) ? session.read().parquet(path) : text(session, path);
    List<String> names = Arrays.asList(table.columns());
    if (names.size() < 2) {
      throw new InputException(
          path
              + " has one column, "
              + names.get(0)
              + "; pairs need a user and an item in each row");
    }
    int user = ColumnNames.find(ColumnNames.Role.USER, names).orElse(0);
    int item = ColumnNames.find(ColumnNames.Role.ITEM, names).orElse(user == 1 ? 0 : 1);
    return table.select(
        column(table, names.get(user)).as("user"), column(table, names.get(item)).as("item"));
  }

  private static org.apache.spark.sql.Column column(Dataset<Row> table, String name) {
    return table.col("`" + name.replace("`", "``") + "`");
  }

  private static boolean isParquet(SparkSession session, String path) {
    try {
      FileStatus[] found =
          new Path(path)
              .getFileSystem(session.sparkContext().hadoopConfiguration())
              .globStatus(new Path(path));
      if (found == null || found.length == 0) {
        throw new InputException(
            "there is no file " + path + "; give --pairs a file of user and item");
      }
      return path.endsWith(".parquet")
          || found[0].isDirectory()
              && new Path(path)
                      .getFileSystem(session.sparkContext().hadoopConfiguration())
                      .globStatus(new Path(path, "*.parquet"))
                      .length
                  > 0;
    } catch (java.io.IOException failed) {
      throw new InputException("can't read " + path + ": " + failed.getMessage(), failed);
    }
  }

  private static Dataset<Row> text(SparkSession session, String path) {
    List<String> first = session.read().textFile(path).takeAsList(1);
    if (first.isEmpty()) {
      throw new InputException(path + " is empty; pairs need a user and an item in each line");
    }
    String separator =
        SEPARATORS.stream()
            .filter(first.get(0)::contains)
            .findFirst()
            .orElseThrow(
                () ->
                    new InputException(
                        path + ":1: no separator between a user and an item: " + first.get(0)));
    List<String> fields = Arrays.asList(first.get(0).split(Pattern.quote(separator), -1));
    boolean header =
        ColumnNames.find(ColumnNames.Role.USER, fields).isPresent()
            && ColumnNames.find(ColumnNames.Role.ITEM, fields).isPresent();
    Dataset<Row> lines = session.read().option("sep", separator).option("header", header).csv(path);
    for (String name : lines.columns()) {
      lines = lines.withColumn(name, functions.trim(lines.col("`" + name + "`")));
    }
    return lines;
  }
}
