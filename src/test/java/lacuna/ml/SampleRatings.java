// The ratings of data/sample as a table, and small models of them: trained once for all
// tests here.
package lacuna.ml;

import lacuna.SparkForTests;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** 5,000 ratings of 200 users and 120 items. */
final class SampleRatings {
  static final SparkSession SESSION = SparkForTests.session();
  static final Dataset<Row> RATINGS =
      SESSION
          .read()
          .option("header", "true")
          .schema("user int, item int, rating float, timestamp long")
          .csv("data/sample/ratings.csv")
          .repartition(3)
          .cache();
  static final MatrixFactorisationModel MODEL = small().fit(RATINGS);
  static final ALSModel ALS_MODEL =
      new ALS().setRank(4).setMaxIter(2).setNumBlocks(2).setColdStartStrategy("drop").fit(RATINGS);

  private SampleRatings() {}

  /** An Estimator that is quickly done. */
  static MatrixFactorisation small() {
    return new MatrixFactorisation().setRank(6).setMaxIter(5);
  }
}
