// The fixed schemas of all tables, with a line on each column that goes into the Parquet files too.
package lacuna.output;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of the tables, in their order. Values of single cells and rows are floats, as they are
 * learnt; sums and what follows from them are doubles. Spark writes a column's comment into the
 * file's own schema ({@code StructField.getComment}).
 */
final class Schemas {
  /** Partition column of {@code predictions/}. */
  static final String METHOD = "method";

  private static final DataType FEATURES = DataTypes.createArrayType(DataTypes.FloatType, false);

  private Schemas() {}

  /** {@code predictions/method=…/}: one row for each cell. */
  static StructType predictions(DataType userType, DataType itemType) {
    return new Columns()
        .add("user", userType, "user as given")
        .add("item", itemType, "item as given")
        .optional("rating", DataTypes.FloatType, "rating as given; null where the cell has none")
        .add("prediction", DataTypes.FloatType, "raw_prediction clipped to the range of the run")
        .add(
            "raw_prediction",
            DataTypes.FloatType,
            "mean + user bias + item bias + factors, or the mean over samples")
        .optional(
            "prediction_sd",
            DataTypes.FloatType,
            "standard deviation of the rating about its prediction; null where the method has none")
        .optional(
            "split",
            DataTypes.StringType,
            "train, test, or validation where that is withheld from all methods; null where the"
                + " cell has no rating")
        .add(
            "status",
            DataTypes.StringType,
            "ok, or cold_user, cold_item, cold: whose id has no training ratings; a method without"
                + " an own prediction for it then takes that of bias")
        .type();
  }

  /** {@code squared_errors/}: one row for each method and part of the split. */
  static final StructType SQUARED_ERRORS =
      new Columns()
          .add(METHOD, DataTypes.StringType, "name of the method")
          .add("split", DataTypes.StringType, "train, test, or validation where withheld")
          .add("count", DataTypes.LongType, "ratings")
          .add("sse", DataTypes.DoubleType, "sum of (rating - prediction)^2")
          .add("mse", DataTypes.DoubleType, "sse / count")
          .add("rmse", DataTypes.DoubleType, "root of mse")
          .add("mae", DataTypes.DoubleType, "mean of |rating - prediction|")
          .add("coverage", DataTypes.DoubleType, "share of predictions that are the method's own")
          .type();

  /** {@code ranking/}: one row for each method whose lists were judged. */
  static final StructType RANKING =
      new Columns()
          .add(METHOD, DataTypes.StringType, "name of the method")
          .add("top", DataTypes.IntegerType, "length of the lists")
          .add("users", DataTypes.LongType, "users that lists were made for")
          .add("relevant_from", DataTypes.DoubleType, "held-out ratings that count as hits")
          .add("precision", DataTypes.DoubleType, "relevant items in a list over its length")
          .add("recall", DataTypes.DoubleType, "relevant items in a list over the user's relevant")
          .add("ndcg", DataTypes.DoubleType, "discounted gain over that of the best list")
          .add("map", DataTypes.DoubleType, "mean average precision")
          .add("item_coverage", DataTypes.DoubleType, "share of the items that stand in a list")
          .type();

  /** {@code history/}: one row for each method, phase and epoch. */
  static final StructType HISTORY =
      new Columns()
          .add(METHOD, DataTypes.StringType, "name of the method")
          .add("epoch", DataTypes.IntegerType, "epoch or iteration, counted from 1 in each phase")
          .optional(
              "train_sse",
              DataTypes.DoubleType,
              "squared training errors: of sgd as met during the epoch, of others at its end")
          .optional("train_rmse", DataTypes.DoubleType, "root of the mean of the same")
          .optional("validation_rmse", DataTypes.DoubleType, "at the epoch's end")
          .optional("test_rmse", DataTypes.DoubleType, "at the epoch's end; decides nothing")
          .optional("objective", DataTypes.DoubleType, "train_sse plus regularisation")
          .optional("step_size", DataTypes.DoubleType, "step of the factors")
          .optional("seconds", DataTypes.DoubleType, "time of the epoch")
          .optional("ratings_per_second", DataTypes.DoubleType, "training ratings over seconds")
          .add(
              "phase",
              DataTypes.StringType,
              "search (validation part held back) or final (what the model comes from)")
          .type();

  /** {@code calibration/}: one row for each method with prediction_sd and each level. */
  static final StructType CALIBRATION =
      new Columns()
          .add(METHOD, DataTypes.StringType, "name of the method")
          .add(
              "level",
              DataTypes.DoubleType,
              "share of the test ratings that an interval about raw_prediction should hold, by the"
                  + " law of prediction_sd and of the noise")
          .add("held", DataTypes.LongType, "test ratings that it holds")
          .add("count", DataTypes.LongType, "test ratings")
          .type();

  /** {@code quarantine/}: one row for each record that could not be used. */
  static final StructType QUARANTINE =
      new Columns()
          .add("source", DataTypes.StringType, "file")
          .add("line", DataTypes.LongType, "line counted from 1; 0 where the format has none")
          .add("text", DataTypes.StringType, "the record, cut where it is long")
          .add("reason", DataTypes.StringType, "what is wrong with it")
          .type();

  /**
   * {@code model/userFactors/} and {@code model/itemFactors/}: one row for each trained id, and for
   * each that a method knows by features alone.
   */
  static StructType factors(DataType idType) {
    return new Columns()
        .add("id", idType, "user or item as given")
        .add(
            "index",
            DataTypes.IntegerType,
            "rank of the id among the sorted trained ids, from 0; then those known by features alone")
        .add("stripe", DataTypes.IntegerType, "stripe of the grid it stands in")
        .add("count", DataTypes.LongType, "its training ratings")
        .optional("bias", DataTypes.FloatType, "its bias; null in a model without biases")
        .add("features", FEATURES, "its factors")
        .type();
  }

  /** Collects columns. */
  private static final class Columns {
    private final List<StructField> fields = new ArrayList<>();

    Columns add(String name, DataType type, String comment) {
      return field(name, type, false, comment);
    }

    Columns optional(String name, DataType type, String comment) {
      return field(name, type, true, comment);
    }

    private Columns field(String name, DataType type, boolean nullable, String comment) {
      fields.add(new StructField(name, type, nullable, Metadata.empty()).withComment(comment));
      return this;
    }

    StructType type() {
      return new StructType(fields.toArray(StructField[]::new));
    }
  }
}
