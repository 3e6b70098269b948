// Reads a written model back.
package lacuna.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import lacuna.ratings.InputException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The door to {@code model/} for commands that predict. */
public final class ModelReader {
  private ModelReader() {}

  /**
   * Opens a model: of a run's output directory, or the {@code model/} in it.
   *
   * @throws InputException when there is no model there, or one that only a newer Lacuna can read
   */
  public static Model read(SparkSession session, String path) {
    try {
      Path given = new Path(path);
      FileSystem fs = given.getFileSystem(session.sparkContext().hadoopConfiguration());
      Path below = new Path(given, "model");
      Path model = fs.exists(metadata(below)) ? below : given;
      if (!fs.exists(metadata(model))) {
        throw new InputException(
            "no model at " + path + "; give the --output of a run, or the model/ in it");
      }
      return open(session, model, json(fs, metadata(model)));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new InputException(
          "can't read the model at " + path + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private static Path metadata(Path model) {
    return new Path(new Path(model, ModelWriter.METADATA), "part-00000");
  }

  private static JsonNode json(FileSystem fs, Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static Model open(SparkSession session, Path model, JsonNode metadata) {
    return new Model(
        ModelMetadata.parse(metadata, metadata(model).toString()),
        session.read().parquet(new Path(model, ModelWriter.USERS).toString()),
        session.read().parquet(new Path(model, ModelWriter.ITEMS).toString()));
  }
}
