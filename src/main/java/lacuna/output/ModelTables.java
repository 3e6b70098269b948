// Writes model/: what is needed to predict later.
package lacuna.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.MethodResult;
import lacuna.evaluation.Methods;
import lacuna.factorisation.Counts;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.KnownFeatures;
import lacuna.kernels.Lanes;
import lacuna.ratings.FeatureRows;
import lacuna.ratings.Ids;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The primary method's model, its rows made in the workers. */
final class ModelTables {
  private ModelTables() {}

  static void write(
      SparkSession session, Path directory, ComparisonResult result, RunOutput.Request request) {
    MethodResult primary = result.primary();
    Factors factors = result.factors(primary.method());
    Broadcast<Grid> grid = result.data().grid();
    Broadcast<Counts> counts = result.data().counts();
    int rank = factors.rank();
    Ids users = result.ratings().table().users();
    Ids items = result.ratings().table().items();
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<Ids> sentUsers = spark.broadcast(users);
    Broadcast<Ids> sentItems = spark.broadcast(items);
    ModelIndex userIndex = ModelIndex.of(grid.value().users(), features(result, Side.USERS));
    ModelIndex itemIndex = ModelIndex.of(grid.value().items(), features(result, Side.ITEMS));
    JavaRDD<Row> userRows =
        factors
            .users()
            .flatMap(
                stripe ->
                    rows(
                            stripe,
                            sentUsers.value(),
                            grid.value().users(),
                            userIndex,
                            counts.value().users(),
                            rank)
                        .iterator());
    JavaRDD<Row> itemRows =
        factors
            .items()
            .flatMap(
                stripe ->
                    rows(
                            stripe,
                            sentItems.value(),
                            grid.value().items(),
                            itemIndex,
                            counts.value().items(),
                            rank)
                        .iterator());
    ModelWriter.write(
        session,
        new Path(directory, "model").toString(),
        // A copy of model/ alone says so too.
        metadata(result, primary, factors).rejected(request.rejected() ? request.missed() : ""),
        new ModelWriter.Side(users.type(), userRows, userIndex.size(grid.value().users())),
        new ModelWriter.Side(items.type(), itemRows, itemIndex.size(grid.value().items())));
    sentUsers.destroy();
    sentItems.destroy();
  }

  /** What the primary method was told of a side; null for nothing. */
  private static FeatureRows features(ComparisonResult result, Side side) {
    boolean told =
        result.primary().method().equals(Methods.BAYES)
            && result.settings().bayes().side().features();
    KnownFeatures known = told ? result.ratings().features() : null;
    return known == null ? null : known.of(side);
  }

  /** The ids of a stripe that the model says something of. */
  private static List<Row> rows(
      Stripe stripe, Ids ids, Axis axis, ModelIndex index, int[] counts, int rank) {
    float[] factors = stripe.column(Stripe.FACTORS);
    float[] bias = stripe.column(Stripe.BIAS);
    int stride = Lanes.stride(rank);
    List<Row> rows = new ArrayList<>(stripe.rows());
    for (int row = 0; row < stripe.rows(); row++) {
      int id = axis.idAt(stripe.index(), row);
      int place = index.of(axis, id);
      if (place >= 0) {
        rows.add(
            RowFactory.create(
                ids.value(id),
                place,
                stripe.index(),
                (long) counts[id],
                bias == null ? null : bias[row],
                Arrays.copyOfRange(factors, row * stride, row * stride + rank)));
      }
    }
    return rows;
  }

  private static ModelMetadata metadata(
      ComparisonResult result, MethodResult primary, Factors factors) {
    return ModelMetadata.of(
        primary.method(),
        factors,
        result.settings(),
        result.data().statistics(),
        result.clip(),
        primary.epochs(),
        result.ratings().table().understood().fingerprint(),
        primary.factorHash().orElse(""));
  }
}
