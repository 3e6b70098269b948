// The fixed schemas of what a model is asked for, with a line on each column.
package lacuna.serving;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns of the tables in their order; a column's comment goes into the Parquet files. */
final class ServedSchemas {
  private ServedSchemas() {}

  /** What is predicted of one cell. */
  static final StructType PREDICTION =
      new StructType()
          .add(
              field(
                  "prediction", DataTypes.FloatType, "raw_prediction clipped to the range", false))
          .add(
              field(
                  "raw_prediction",
                  DataTypes.FloatType,
                  "mean + user bias + item bias + factors",
                  false))
          .add(
              field(
                  "prediction_sd",
                  DataTypes.FloatType,
                  "standard deviation of the rating about its prediction; null where the model has none",
                  true))
          .add(
              field(
                  "status",
                  DataTypes.StringType,
                  "ok, or cold_user, cold_item, cold: whose id the model does not have",
                  false));

  /** {@code predictions/}: cells with their ids as given. */
  static StructType predictions(DataType userType, DataType itemType) {
    StructType schema =
        new StructType()
            .add(field("user", userType, "user as given", false))
            .add(field("item", itemType, "item as given", false));
    for (StructField field : PREDICTION.fields()) {
      schema = schema.add(field);
    }
    return schema;
  }

  /** {@code recommendations/}: some rows for each row that was asked for, the best first. */
  static StructType recommendations(String asked, DataType type, String found, DataType foundType) {
    return new StructType()
        .add(field(asked, type, asked + " as given", false))
        .add(field("rank", DataTypes.IntegerType, "place in its list, from 1", false))
        .add(field(found, foundType, found + " as given", false))
        .add(field("prediction", DataTypes.FloatType, "raw_prediction clipped to the range", false))
        .add(field("raw_prediction", DataTypes.FloatType, "what the list is ordered by", false));
  }

  /** {@code similar/}: rows of one side that are like others of the same. */
  static StructType similar(String side, DataType type) {
    return new StructType()
        .add(field(side, type, side + " as given", false))
        .add(field("rank", DataTypes.IntegerType, "place in its list, from 1", false))
        .add(field("similar_" + side, type, "the one that is like it", false))
        .add(
            field("similarity", DataTypes.FloatType, "cosine of their factors, or its mean", false))
        .add(
            field(
                "similarity_sd",
                DataTypes.FloatType,
                "standard deviation of the cosine over the samples; null by cosine alone",
                true));
  }

  private static StructField field(String name, DataType type, String comment, boolean nullable) {
    return new StructField(name, type, nullable, Metadata.empty()).withComment(comment);
  }
}
