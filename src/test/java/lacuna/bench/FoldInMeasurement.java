// How well users are predicted that were folded in, beside users that were trained on.
package lacuna.bench;

import java.util.List;
import lacuna.SparkForTests;
import lacuna.ml.MatrixFactorisation;
import lacuna.ml.MatrixFactorisationModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Run by {@code mvn -B -Pbench test-compile exec:exec -Dbench.main=lacuna.bench.FoldInMeasurement
 * -Dbench="ratings.csv userId movieId rating sgd bayes"}. Every fifth user is new; a tenth of each
 * new user's ratings is predicted, by biases alone, from the rest folded in, and after a training
 * on everybody's rest.
 */
public final class FoldInMeasurement {
  private FoldInMeasurement() {}

  /** Prints three errors for each method. */
  public static void main(String[] arguments) {
    SparkSession session = SparkForTests.session();
    session.sparkContext().setLogLevel("ERROR");
    Dataset<Row> all =
        session
            .read()
            .option("header", "true")
            .csv(arguments[0])
            .selectExpr(
                arguments[1] + " as user",
                arguments[2] + " as item",
                "cast(" + arguments[3] + " as float) as rating")
            .selectExpr(
                "*",
                "pmod(xxhash64(user), 5) = 0 as fresh",
                "pmod(xxhash64(user, item), 10) = 0 as held")
            .cache();
    Dataset<Row> cells = all.where("fresh and held").drop("fresh", "held");
    Dataset<Row> known = all.where("fresh and not held").drop("fresh", "held");
    for (String method : List.of(arguments).subList(4, arguments.length)) {
      MatrixFactorisation estimator = new MatrixFactorisation().setMethod(method);
      MatrixFactorisationModel without =
          estimator.fit(all.where("not fresh").drop("fresh", "held"));
      MatrixFactorisationModel whole =
          estimator.fit(all.where("not (fresh and held)").drop("fresh", "held"));
      long start = System.nanoTime();
      MatrixFactorisationModel folded = without.foldInUsers(known, "rating");
      double seconds = (System.nanoTime() - start) * 1e-9;
      System.out.printf(
          "%s: %d cells of new users: unknown %.4f, folded in %.4f (%.2f s), trained on %.4f%n",
          method,
          cells.count(),
          rmse(without, cells),
          rmse(folded, cells),
          seconds,
          rmse(whole, cells));
    }
    session.stop();
  }

  private static double rmse(MatrixFactorisationModel model, Dataset<Row> cells) {
    return model
        .transform(cells)
        .selectExpr("sqrt(avg(pow(rating - prediction, 2)))")
        .first()
        .getDouble(0);
  }
}
