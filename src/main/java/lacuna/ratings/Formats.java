// All formats by name, in the order in which they are tried. Asked by the loader for a reading.
package lacuna.ratings;

import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The formats there are. */
final class Formats {
  private Formats() {}

  /** Opens the source that some paths name. */
  static Reading read(SparkSession spark, RatingsRequest request, Part source, List<String> paths) {
    throw new InputException(
        paths
            + ": no format is there yet that Spark "
            + spark.version()
            + " could read for "
            + source
            + request.format());
  }
}
