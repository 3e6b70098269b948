// Writes a model's directory, whoever learnt the model.
package lacuna.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import lacuna.ratings.InputException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** A line of JSON and a table for each side. */
public final class ModelWriter {
  static final String METADATA = "metadata";
  static final String USERS = "userFactors";
  static final String ITEMS = "itemFactors";
  static final String USER_COUNT = "users";
  static final String ITEM_COUNT = "items";

  private ModelWriter() {}

  /** Columns of a side's table: id, index, stripe, count, bias, features. */
  public static StructType schema(DataType idType) {
    return Schemas.factors(idType);
  }

  /**
   * One side of a model.
   *
   * @param idType the Spark type of its ids
   * @param rows as {@link #schema} has them, in any order
   * @param size how many there are
   */
  public record Side(DataType idType, JavaRDD<Row> rows, int size) {
    private void write(SparkSession session, Path target) {
      session
          .createDataFrame(rows, schema(idType))
          .write()
          // Factors hardly ever repeat: a dictionary of them is built and thrown away.
          .option("parquet.enable.dictionary#features.list.element", false)
          .parquet(target.toString());
    }
  }

  /**
   * Writes a model.
   *
   * @param path a directory that is not there yet
   * @throws InputException when the file system refuses
   */
  public static void write(
      SparkSession session, String path, ModelMetadata about, Side users, Side items) {
    try {
      Path model = new Path(path);
      List<Runnable> sides =
          List.of(
              () -> users.write(session, new Path(model, USERS)),
              () -> items.write(session, new Path(model, ITEMS)));
      Abreast.run(session, sides.size(), sides);
      // Last, so that a directory with it is whole; named as Spark names a text table's file.
      Path file = new Path(new Path(model, METADATA), "part-00000");
      FileSystem fs = model.getFileSystem(session.sparkContext().hadoopConfiguration());
      try (OutputStream out = fs.create(file, true)) {
        Map<String, Object> json =
            about.json(users.idType.simpleString(), items.idType.simpleString());
        // A lost file of a table may leave one that looks like a smaller model.
        json.put(USER_COUNT, users.size);
        json.put(ITEM_COUNT, items.size);
        out.write(new ObjectMapper().writeValueAsBytes(json));
        out.write('\n');
      }
    } catch (IOException failed) {
      throw new InputException(
          "can't write the model to " + path + ": " + failed.getMessage(), failed);
    }
  }
}
