// Parameters of Estimator and Model alike: columns, and what becomes of unknown ids.
package lacuna.ml;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lacuna.ratings.IdType;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/** What a model needs to be asked. The first five are ALS's. */
public interface ServingParams extends Params {
  /** Unknown ids are predicted from what is known of the other one. */
  String BIAS = "bias";

  /** Unknown ids are predicted as NaN, as ALS does by default. */
  String NAN = "nan";

  /** Rows with an unknown id are left out. */
  String DROP = "drop";

  /** Column of user ids. */
  default Param<String> userCol() {
    return new Param<>(this, "userCol", "column of user ids, of any type that ids may have");
  }

  default String getUserCol() {
    return getOrDefault(userCol());
  }

  /** Column of item ids. */
  default Param<String> itemCol() {
    return new Param<>(this, "itemCol", "column of item ids, of any type that ids may have");
  }

  default String getItemCol() {
    return getOrDefault(itemCol());
  }

  /** Column that predictions go to. */
  default Param<String> predictionCol() {
    return new Param<>(
        this, "predictionCol", "column of predictions, clipped to the range; empty for none");
  }

  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }

  /** What becomes of rows with an id that the model does not have. */
  default Param<String> coldStartStrategy() {
    Function1<String, Object> allowed =
        (Function1<String, Object> & Serializable)
            value -> List.of(BIAS, NAN, DROP).contains(value.toLowerCase(Locale.ROOT));
    return new Param<>(
        this,
        "coldStartStrategy",
        "what becomes of rows with an unknown user or item: bias predicts them from what is known,"
            + " nan predicts NaN, drop leaves them out",
        allowed);
  }

  default String getColdStartStrategy() {
    return getOrDefault(coldStartStrategy()).toLowerCase(Locale.ROOT);
  }

  /** Rows of a block of recommending, as in ALS; results don't depend on it. */
  default IntParam blockSize() {
    return new IntParam(
        this,
        "blockSize",
        "rows that a task takes at a time when all rows are given lists; left open it goes by cores",
        ParamValidators.gt(0));
  }

  default int getBlockSize() {
    return (Integer) getOrDefault(blockSize());
  }

  /** Column that unclipped predictions go to. */
  default Param<String> rawPredictionCol() {
    return new Param<>(
        this, "rawPredictionCol", "column of predictions before they are clipped; empty for none");
  }

  default String getRawPredictionCol() {
    return getOrDefault(rawPredictionCol());
  }

  /** Column that says whose id is unknown. */
  default Param<String> statusCol() {
    return new Param<>(
        this, "statusCol", "column that holds ok, cold_user, cold_item or cold; empty for none");
  }

  default String getStatusCol() {
    return getOrDefault(statusCol());
  }

  /** The columns that a model adds, in their order. */
  default List<String> addedColumns() {
    return Arrays.asList(getPredictionCol(), getRawPredictionCol(), getStatusCol()).stream()
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /**
   * The schema of predictions.
   *
   * @throws IllegalArgumentException when a column is missing, can't hold ids, or is there already
   */
  default StructType predictionSchema(StructType given) {
    Columns.check(given, "userCol", getUserCol(), IdType::allows, "ids: text or whole numbers");
    Columns.check(given, "itemCol", getItemCol(), IdType::allows, "ids: text or whole numbers");
    StructType schema = given;
    for (String name : addedColumns()) {
      if (Arrays.asList(given.fieldNames()).contains(name)) {
        throw new IllegalArgumentException(
            "column "
                + name
                + " is there already; give predictionCol, rawPredictionCol or statusCol another"
                + " name, or none (\"\")");
      }
      schema =
          schema.add(
              name, name.equals(getStatusCol()) ? DataTypes.StringType : DataTypes.FloatType, true);
    }
    return schema;
  }
}
