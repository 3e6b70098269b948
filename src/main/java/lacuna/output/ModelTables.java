// Writes model/: what is needed to predict later.
package lacuna.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.evaluation.Clip;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.MethodResult;
import lacuna.factorisation.Counts;
import lacuna.factorisation.Factors;
import lacuna.kernels.Lanes;
import lacuna.ratings.Ids;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The primary method's model: a line of JSON and a table for each side. */
final class ModelTables {
  static final String METADATA = "metadata";
  static final String USERS = "userFactors";
  static final String ITEMS = "itemFactors";

  /** Field of the metadata that says which conditions the run missed. */
  static final String REJECTED = "rejected";

  private ModelTables() {}

  static void write(
      SparkSession session,
      FileSystem fs,
      Path directory,
      ComparisonResult result,
      RunOutput.Request request)
      throws IOException {
    Path model = new Path(directory, "model");
    MethodResult primary = result.primary();
    Factors factors = result.factors(primary.method());
    Broadcast<Grid> grid = result.data().grid();
    Broadcast<Counts> counts = result.data().counts();
    int rank = factors.rank();
    Ids users = result.ratings().table().users();
    Ids items = result.ratings().table().items();
    writeSide(
        session,
        new Path(model, USERS),
        users,
        factors.users(),
        (stripe, ids) -> rows(stripe, ids, grid.value().users(), counts.value().users(), rank));
    writeSide(
        session,
        new Path(model, ITEMS),
        items,
        factors.items(),
        (stripe, ids) -> rows(stripe, ids, grid.value().items(), counts.value().items(), rank));
    Map<String, Object> metadata = metadata(result, primary, factors);
    if (request.rejected()) {
      metadata.put(REJECTED, request.missed()); // a copy of model/ alone says so too
    }
    writeMetadata(fs, new Path(model, METADATA), metadata);
  }

  private interface RowsOf extends Serializable {
    List<Row> rows(Stripe stripe, Ids ids);
  }

  private static void writeSide(
      SparkSession session, Path target, Ids ids, JavaRDD<Stripe> stripes, RowsOf rowsOf) {
    Broadcast<Ids> sent = JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(ids);
    JavaRDD<Row> rows = stripes.flatMap(stripe -> rowsOf.rows(stripe, sent.value()).iterator());
    session.createDataFrame(rows, Schemas.factors(ids.type())).write().parquet(target.toString());
    sent.destroy();
  }

  /** The trained ids of a stripe. */
  private static List<Row> rows(Stripe stripe, Ids ids, Axis axis, int[] counts, int rank) {
    float[] factors = stripe.column(Stripe.FACTORS);
    float[] bias = stripe.column(Stripe.BIAS);
    int stride = Lanes.stride(rank);
    List<Row> rows = new ArrayList<>(stripe.rows());
    for (int row = 0; row < stripe.rows(); row++) {
      int id = axis.idAt(stripe.index(), row);
      if (axis.ordinal(id) >= 0) {
        rows.add(
            RowFactory.create(
                ids.value(id),
                axis.ordinal(id),
                stripe.index(),
                (long) counts[id],
                bias == null ? null : bias[row],
                Arrays.copyOfRange(factors, row * stride, row * stride + rank)));
      }
    }
    return rows;
  }

  private static Map<String, Object> metadata(
      ComparisonResult result, MethodResult primary, Factors factors) {
    Clip clip = result.clip();
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put(RunRecord.MARK, RunRecord.version());
    metadata.put("method", primary.method());
    metadata.put("rank", factors.rank());
    metadata.put("mean", factors.mean());
    metadata.put("biases", factors.biases());
    metadata.put("range", clip.none() ? null : List.of(clip.least(), clip.greatest()));
    metadata.put("userType", result.ratings().table().users().type().simpleString());
    metadata.put("itemType", result.ratings().table().items().type().simpleString());
    metadata.put("seed", result.settings().seed());
    metadata.put("epochs", primary.epochs());
    metadata.put("data", result.ratings().table().understood().fingerprint());
    metadata.put("factorHash", primary.factorHash().orElse(null));
    return metadata;
  }

  /** One line of JSON in a file named as Spark names a text table's. */
  private static void writeMetadata(FileSystem fs, Path directory, Map<String, Object> metadata)
      throws IOException {
    try (OutputStream out = fs.create(new Path(directory, "part-00000"), true)) {
      out.write(new ObjectMapper().writeValueAsBytes(metadata));
      out.write('\n');
    }
  }
}
