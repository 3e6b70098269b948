// Tables of made-up ratings for tests of every package, by the same indexing, grouping and
// splitting
// as real ones.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * Makes a {@link RatingTable} of rows {user, item, rating}. Ids are whole numbers and become their
 * decimal text; {@code users().find("7")} gives user 7's index.
 */
public final class RatingTables {
  private static final int BATCHES = 3;

  private RatingTables() {}

  /** All rows are training ratings. */
  public static RatingTable of(SparkSession spark, double[]... rows) {
    return of(spark, request().build(), rows);
  }

  /** A request that holds nothing out; its path is never read. */
  public static RatingsRequest.Builder request() {
    return RatingsRequest.of("made-up");
  }

  /**
   * Splits and merges as the request says. Rows are {user, item, rating}, then the weight if the
   * request names a weight column (any name), then the time if its rules need times.
   */
  public static RatingTable of(SparkSession spark, RatingsRequest request, double[]... rows) {
    return new Loading(
            spark,
            request,
            reading(spark, request, Part.TRAIN, rows),
            Optional.empty(),
            SideFeatures.NONE)
        .table();
  }

  /** The same with given test ratings. */
  public static RatingTable of(
      SparkSession spark, RatingsRequest request, double[][] rows, double[][] test) {
    return new Loading(
            spark,
            request,
            reading(spark, request, Part.TRAIN, rows),
            Optional.of(reading(spark, request, Part.TEST, test)),
            SideFeatures.NONE)
        .table();
  }

  private static Reading reading(
      SparkSession spark, RatingsRequest request, Part source, double[]... rows) {
    boolean weighted = request.weightColumn().isPresent();
    boolean timed = request.needsTimestamps();
    List<RatingChunk> chunks = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      RatingChunkBuilder builder = new RatingChunkBuilder(source, weighted, timed);
      for (int k = batch; k < rows.length; k += BATCHES) {
        double[] row = rows[k];
        builder.add(
            builder.user(text(row[0]), 0, text(row[0]).length),
            builder.item(text(row[1]), 0, text(row[1]).length),
            (float) row[2],
            weighted ? (float) row[3] : 1,
            timed ? (long) row[weighted ? 4 : 3] : 0);
      }
      chunks.add(builder.build());
    }
    JavaRDD<RatingChunk> rdd =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(chunks, BATCHES);
    return new Reading(
        rdd,
        new Understood.Source("made-up", 0, 0, "rows", Map.of()),
        DataTypes.StringType,
        DataTypes.StringType,
        IdList.of(),
        IdList.of(),
        List.of());
  }

  private static byte[] text(double id) {
    return Long.toString((long) id).getBytes(StandardCharsets.UTF_8);
  }
}
