// What predictions and lists cost beside ALSModel's, by the same factors.
package lacuna.bench;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import lacuna.ml.MatrixFactorisationModel;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Run by {@code mvn -B -Pbench test-compile exec:exec -Dbench.main=lacuna.bench.ServingMeasurement
 * -Dbench="50000 20000 64 1000000 3"}: users, items, rank, cells to predict and repetitions. Asks
 * both models by turns, ALS's first, and prints the seconds of each, of which the first warm the
 * compiler up.
 */
public final class ServingMeasurement {
  private static final int LISTED = 10;

  private ServingMeasurement() {}

  /** Makes factors, asks a model, and prints how long it took. */
  public static void main(String[] arguments) {
    int[] sizes = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    SparkSession session =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "8")
            .getOrCreate();
    session.sparkContext().setLogLevel("ERROR");
    ALSModel als =
        new ALSModel(
            "als",
            sizes[2],
            factors(session, sizes[0], sizes[2], 1),
            factors(session, sizes[1], sizes[2], 2));
    als.setUserCol("user").setItemCol("item").setPredictionCol("prediction");
    als.setColdStartStrategy("nan").setBlockSize(4096);
    MatrixFactorisationModel own = MatrixFactorisationModel.ofAls(als, Double.NaN);
    Dataset<Row> cells =
        session
            .range(sizes[3])
            .select(
                functions.floor(functions.rand(3).multiply(sizes[0])).cast("int").as("user"),
                functions.floor(functions.rand(4).multiply(sizes[1])).cast("int").as("item"))
            .cache();
    cells.count();
    for (int k = 0; k < sizes[4]; k++) {
      told("transform, als", () -> als.transform(cells));
      told("transform, own", () -> own.transform(cells));
    }
    for (int k = 0; k < sizes[4]; k++) {
      told("lists, als", () -> als.recommendForAllUsers(LISTED));
      told("lists, own", () -> own.recommendForAllUsers(LISTED));
    }
    session.stop();
  }

  private static Dataset<Row> factors(SparkSession session, int rows, int rank, int seed) {
    JavaRDD<Row> made =
        session
            .range(rows)
            .toJavaRDD()
            .map(
                id -> {
                  Random random = new Random(1_000_003L * id + seed);
                  float[] features = new float[rank];
                  for (int k = 0; k < rank; k++) {
                    features[k] = (float) random.nextGaussian();
                  }
                  return RowFactory.create(id.intValue(), features);
                });
    Dataset<Row> table =
        session.createDataFrame(made, StructType.fromDDL("id int, features array<float>")).cache();
    table.count();
    return table;
  }

  /** Computes every column of every row and keeps none. */
  private static void told(String name, Supplier<Dataset<Row>> work) {
    long start = System.nanoTime();
    work.get().write().format("noop").mode("overwrite").save();
    System.out.printf("%-30s %7.2f s%n", name, (System.nanoTime() - start) * 1e-9);
  }
}
