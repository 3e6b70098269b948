// The data sets beside the project as rows of numbers, read without the project's own readers.
package lacuna.factorisation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lacuna.SharedData;
import lacuna.ratings.RatingTable;

/** Loads a data set for tests of solvers, which then depend on no reader. */
public final class SharedRatings {
  private SharedRatings() {}

  /** MovieLens latest-small. */
  public static double[][] movieLens() {
    return rows(SharedData.path("ml-latest-small/ratings.csv"), ",", 1);
  }

  /** MovieTweetings 100K. */
  public static double[][] movieTweetings() {
    return rows(SharedData.path("movietweetings/ratings-100K.dat"), "::", 0);
  }

  /** Spark's sample. */
  public static double[][] sparkSample() {
    return rows(SharedData.path("spark-sample/sample_movielens_ratings.txt"), "::", 0);
  }

  private static double[][] rows(Path file, String separator, int header) {
    try {
      List<String> lines = Files.readAllLines(file);
      double[][] rows = new double[lines.size() - header][];
      for (int k = 0; k < rows.length; k++) {
        String[] fields = lines.get(k + header).split(separator);
        rows[k] =
            new double[] {
              Long.parseLong(fields[0]), Long.parseLong(fields[1]), Double.parseDouble(fields[2])
            };
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows with a tenth held out at random. */
  public static RatingTable split(double[][] rows, long seed) {
    return Problems.table(lacuna.ratings.RatingTables.request().testFraction(0.1).seed(seed), rows);
  }
}
