// What the exercises work with: a session, the data that comes with Lacuna, and trainings.
package lacuna.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solver;
import lacuna.factorisation.Workers;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The bench that exercises are done on.
 *
 * @param spark the session
 * @param request what was asked for
 */
record Bench(SparkSession spark, LabRequest request) {
  /** One worker, one thread: exercises are small, and a published order of updates is one order. */
  private static final Workers.Request ALONE = new Workers.Request(1, 1);

  /** Irises in {@link #iris}. */
  static final int FLOWERS = 150;

  /** Measurements of a flower. */
  static final int MEASUREMENTS = 4;

  private static final StructType CELLS =
      new StructType()
          .add("user", DataTypes.IntegerType, false)
          .add("item", DataTypes.IntegerType, false)
          .add("rating", DataTypes.DoubleType, false);

  /** One of two numbers: for a quick look, and for the whole exercise. */
  int either(int quick, int whole) {
    return request.quick() ? quick : whole;
  }

  /** The 3 x 3 matrix of exercises 1 to 3, rows x columns. */
  static double[][] matrix() {
    return dense("lab/a.csv", 3);
  }

  /** Which of its cells exercise 3 observes, 1 or 0. */
  static double[][] mask() {
    return dense("lab/mask.csv", 3);
  }

  /** Measurements of the irises, 150 x 4, in centimetres, as they are. */
  static double[][] iris() {
    return dense("iris.csv", MEASUREMENTS);
  }

  /** The species of each iris: 0, 1 or 2 in the order of the file. */
  static int[] species() {
    List<String> names = new ArrayList<>();
    return lines("iris.csv").stream()
        .map(line -> line.substring(line.lastIndexOf(',') + 1))
        .mapToInt(
            name -> {
              if (!names.contains(name)) {
                names.add(name);
              }
              return names.indexOf(name);
            })
        .toArray();
  }

  private static double[][] dense(String resource, int columns) {
    return lines(resource).stream()
        .map(
            line ->
                Arrays.stream(line.split(","))
                    .limit(columns)
                    .mapToDouble(Double::parseDouble)
                    .toArray())
        .toArray(double[][]::new);
  }

  /** Lines of a file that comes with Lacuna, without empty ones. */
  static List<String> lines(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Bench.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Ratings of a matrix's cells, NaN for a gap; rows are users. */
  RatingTable table(double[][] matrix) {
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < matrix.length; user++) {
      for (int item = 0; item < matrix[user].length; item++) {
        if (!Double.isNaN(matrix[user][item])) {
          rows.add(RowFactory.create(user, item, matrix[user][item]));
        }
      }
    }
    return RatingsLoader.load(
        spark,
        spark.createDataFrame(rows, CELLS).coalesce(1),
        RatingsRequest.of("the exercise").build());
  }

  /** Puts a table on its grid for one worker with one thread. */
  BlockedRatings blocked(RatingTable table, Settings settings) {
    return BlockedRatings.of(
        JavaSparkContext.fromSparkContext(spark.sparkContext()), table, settings, ALONE);
  }

  /** Trains on a matrix's cells, NaN for a gap. */
  Trained train(Solver solver, double[][] matrix, Settings settings) {
    RatingTable table = table(matrix);
    try {
      return train(solver, table, settings);
    } finally {
      table.unpersist();
    }
  }

  /** Trains on all training ratings of a table. */
  Trained train(Solver solver, RatingTable table, Settings settings) {
    try (BlockedRatings blocked = blocked(table, settings)) {
      return Trained.by(solver, blocked, settings);
    }
  }
}
