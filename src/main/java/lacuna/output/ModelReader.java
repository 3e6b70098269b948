// Reads a written model back.
package lacuna.output;

import org.apache.spark.sql.SparkSession;

/** The door to {@code model/} for commands that predict. */
public final class ModelReader {
  private ModelReader() {}

  /**
   * Opens a model: of a run's output directory, or the {@code model/} in it.
   *
   * @throws lacuna.ratings.InputException when there is no model there
   */
  public static Model read(SparkSession spark, String path) {
    throw new UnsupportedOperationException("not there yet");
  }
}
