// Reads a written model back.
package lacuna.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import lacuna.ratings.InputException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The door to {@code model/} for commands that predict. */
public final class ModelReader {
  private final SparkSession session;
  private final FileSystem fs;
  private final String path;

  private ModelReader(SparkSession session, FileSystem fs, String path) {
    this.session = session;
    this.fs = fs;
    this.path = path;
  }

  /**
   * Opens a model: of a run's output directory, or the {@code model/} in it.
   *
   * @throws InputException when there is no model there, one of a run that did not end or of a
   *     damaged directory, or one that only a newer Lacuna can read
   */
  public static Model read(SparkSession session, String path) {
    try {
      Path given = new Path(path);
      FileSystem fs = given.getFileSystem(session.sparkContext().hadoopConfiguration());
      return new ModelReader(session, fs, path).open(given);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new InputException(
          "can't read the model at " + path + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private Model open(Path given) throws IOException {
    Path below = new Path(given, "model");
    Path model = fs.exists(metadata(below)) ? below : given;
    if (!fs.exists(metadata(model))) {
      throw new InputException(
          "no model at " + path + "; give the --output of a run, or the model/ in it");
    }
    String shown = metadata(model).toString();
    JsonNode json = json(metadata(model));
    ModelMetadata about = ModelMetadata.parse(json, shown);
    if (!OutputDirectory.ended(fs, model == given ? given.getParent() : given)) {
      throw new InputException(
          path
              + " is of a run that did not end: it has no _SUCCESS, without which nothing in it"
              + " counts; end it by --resume, or run again");
    }
    ModelFields fields = new ModelFields(json, shown);
    return new Model(
        about,
        table(model, ModelWriter.USERS),
        table(model, ModelWriter.ITEMS),
        fields.rows(ModelWriter.USER_COUNT),
        fields.rows(ModelWriter.ITEM_COUNT));
  }

  private static Path metadata(Path model) {
    return new Path(new Path(model, ModelWriter.METADATA), "part-00000");
  }

  private JsonNode json(Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      return new ObjectMapper().readTree(in);
    } catch (JsonProcessingException broken) {
      throw new InputException(
          file + " is no JSON: it was cut or changed; write the model again", broken);
    }
  }

  private Dataset<Row> table(Path model, String name) throws IOException {
    if (!fs.exists(new Path(model, name))) { // Spark would warn of it first, in words of its own
      throw notWhole(name + "/ is missing", null);
    }
    Dataset<Row> table;
    try {
      table =
          session
              .read()
              // Off by default: a flipped bit would be a wrong prediction.
              .option("parquet.page.verify-checksum.enabled", "true")
              .parquet(new Path(model, name).toString());
    } catch (Exception e) { // Spark throws checked ones too, and says so nowhere
      throw notWhole(name + "/ is no table of Parquet", e);
    }
    for (StructField field : ModelWriter.schema(DataTypes.StringType).fields()) {
      boolean id = field.name().equals("id");
      if (!table.schema().getFieldIndex(field.name()).isDefined()
          || !id && !alike(type(table.schema(), field.name()), field.dataType())) {
        throw notWhole(
            name + "/ has no column " + field.name() + (id ? "" : " " + field.dataType().sql()),
            null);
      }
    }
    return table;
  }

  private static DataType type(StructType schema, String name) {
    return schema.apply(name).dataType();
  }

  /** Whether two types are the same but for nulls, which Parquet always allows. */
  private static boolean alike(DataType a, DataType b) {
    return a instanceof ArrayType some && b instanceof ArrayType other
        ? some.elementType().equals(other.elementType())
        : a.equals(b);
  }

  private InputException notWhole(String what, Exception cause) {
    return new InputException(
        "the model at " + path + " is not whole: " + what + "; write the model again", cause);
  }
}
