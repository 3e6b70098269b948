// Writes predictions/: every method's predictions, one directory for each.
package lacuna.output;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lacuna.blocks.Role;
import lacuna.evaluation.Clip;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.PredictedRatings;
import lacuna.evaluation.Predictions;
import lacuna.factorisation.TrainingData;
import lacuna.ratings.Ids;
import lacuna.ratings.RatingTable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The predictions of all methods in one job, partitioned by method. Rows are made in the tasks from
 * the blocks and never collected.
 */
final class PredictionsTable {
  private static final String[] STATUS = {"ok", "cold_user", "cold_item", "cold"};

  private PredictionsTable() {}

  static void write(SparkSession session, Path directory, ComparisonResult result, Predict cells) {
    RatingTable table = result.ratings().table();
    Predictions predictions = result.predictions();
    List<String> methods = predictions.methods();
    StructType schema = Schemas.predictions(table.users().type(), table.items().type());
    Path target = new Path(directory, "predictions");
    if (cells != Predict.COMPLETE && isEmpty(result.data(), cells)) {
      // A partitioned table without rows would have no file, and so no schema to read it by.
      for (String method : methods) {
        SmallTable.write(
            session, new Path(target, Schemas.METHOD + "=" + method), schema, List.of());
      }
      return;
    }
    Broadcast<Ids> users = result.data().spark().broadcast(table.users());
    Broadcast<Ids> items = result.data().spark().broadcast(table.items());
    RowsOf rows = new RowsOf(users, items, methods, result.clip());
    JavaRDD<Row> all = cells(predictions, cells).flatMap(rows::of);
    session
        .createDataFrame(all, schema.add(Schemas.METHOD, "string", false))
        .write()
        .partitionBy(Schemas.METHOD)
        .parquet(target.toString());
    users.destroy();
    items.destroy();
  }

  private static boolean isEmpty(TrainingData data, Predict cells) {
    return cells == Predict.HELDOUT && data.statistics().test() == 0;
  }

  private static JavaRDD<PredictedRatings> cells(Predictions predictions, Predict cells) {
    return switch (cells) {
      case HELDOUT -> predictions.heldOut();
      case OBSERVED -> predictions.observed();
      case COMPLETE -> predictions.complete();
    };
  }

  /** Turns batches of cells into rows, a method after the other. */
  private record RowsOf(Broadcast<Ids> users, Broadcast<Ids> items, List<String> methods, Clip clip)
      implements Serializable {

    Iterator<Row> of(PredictedRatings batch) {
      Object[] user = new Object[batch.size()];
      Object[] item = new Object[batch.size()];
      for (int k = 0; k < user.length; k++) {
        boolean same = k > 0 && batch.user()[k] == batch.user()[k - 1];
        user[k] = same ? user[k - 1] : users.value().value(batch.user()[k]);
        item[k] = items.value().value(batch.item()[k]);
      }
      int size = batch.size();
      Stream<Row> rows =
          LongStream.range(0, (long) methods.size() * size)
              .mapToObj(at -> row(batch, user, item, (int) (at / size), (int) (at % size)));
      return rows.iterator();
    }

    private Row row(PredictedRatings batch, Object[] user, Object[] item, int method, int k) {
      float raw = batch.raw()[method][k];
      boolean rated = batch.role()[k] != PredictedRatings.UNRATED;
      return RowFactory.create(
          user[k],
          item[k],
          rated ? batch.rating()[k] : null,
          clip.of(raw),
          raw,
          deviation(batch.deviation()[method], k),
          rated ? split(batch.role()[k]) : null,
          STATUS[batch.cold()[k]],
          methods.get(method));
    }
  }

  private static Float deviation(float[] deviations, int k) {
    return deviations == null || Float.isNaN(deviations[k]) ? null : deviations[k];
  }

  /** Name of the part of the split that plays a role. */
  static String split(int role) {
    return Role.values()[role].name().toLowerCase(Locale.ROOT);
  }
}
