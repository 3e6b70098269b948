// Ratings of a known truth for a race without ratings of one's own.
package lacuna.race;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import lacuna.ratings.SyntheticRatings;
import lacuna.ratings.SyntheticRatings.Plan;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Draws ratings in parallel, each task its own rows from the plan alone. */
public final class InventedTable {
  private static final long ROWS_A_TASK = 500_000;

  private static final StructType SCHEMA =
      new StructType()
          .add("user", DataTypes.IntegerType, false)
          .add("item", DataTypes.IntegerType, false)
          .add("rating", DataTypes.FloatType, false);

  private InventedTable() {}

  private record Share(long from, long to) implements Serializable {}

  /** The ratings of a plan, all of one part. */
  public static RatingTable of(SparkSession spark, Plan plan) {
    List<Share> shares = new ArrayList<>();
    for (long from = 0; from < plan.count(); from += ROWS_A_TASK) {
      shares.add(new Share(from, Math.min(plan.count(), from + ROWS_A_TASK)));
    }
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(shares, shares.size())
            .flatMap(
                share -> {
                  List<Row> drawn = new ArrayList<>();
                  new SyntheticRatings(plan)
                      .forEach(
                          share.from,
                          share.to,
                          (user, item, rating, time) ->
                              drawn.add(RowFactory.create(user, item, rating)));
                  return drawn.iterator();
                });
    return RatingsLoader.load(
        spark, spark.createDataFrame(rows, SCHEMA), RatingsRequest.of().build());
  }
}
