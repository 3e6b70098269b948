// Finds out whose model a path holds, and reads it.
package lacuna.serving;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import lacuna.ratings.InputException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the models there are: of a run, of a saved {@code MatrixFactorisationModel}, of a saved
 * {@link ALSModel}, and LIBMF's text.
 */
public final class ModelFiles {
  private ModelFiles() {}

  /**
   * Reads a model into memory.
   *
   * @throws InputException when there is none that can be read
   */
  public static ServedModel open(SparkSession session, String path) {
    if (path.isBlank()) {
      throw new InputException("the path of the model is empty; give the --output of a run");
    }
    try {
      Path given = new Path(path);
      FileSystem fs = given.getFileSystem(session.sparkContext().hadoopConfiguration());
      if (fs.exists(given) && fs.getFileStatus(given).isFile()) {
        return LibmfModels.read(session, path);
      }
      if (firstLine(fs, new Path(given, "metadata")).contains(ALSModel.class.getName())) {
        return als(path);
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new InputException(
          "can't read the model at " + path + ": " + unreadable.getMessage(), unreadable);
    }
    return ServedModel.read(session, path);
  }

  private static ServedModel als(String path) {
    try {
      return AlsModels.of(ALSModel.load(path), Double.NaN);
    } catch (Exception e) { // Spark throws checked ones too, and says so nowhere
      throw new InputException(
          "can't read the ALSModel at "
              + path
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  /** The first line of a text table, empty where there is none. */
  private static String firstLine(FileSystem fs, Path directory) throws IOException {
    FileStatus[] parts = fs.globStatus(new Path(directory, "part-*"));
    for (FileStatus part : parts == null ? new FileStatus[0] : parts) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(fs.open(part.getPath()), StandardCharsets.UTF_8))) {
        String line = lines.readLine();
        if (line != null) {
          return line;
        }
      }
    }
    return "";
  }
}
