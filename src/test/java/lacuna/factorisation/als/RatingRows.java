// A rating table as a data frame, for methods that are compared with and take nothing else.
package lacuna.factorisation.als;

import java.util.ArrayList;
import java.util.List;
import lacuna.ratings.RatingTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of user and item index, rating and the ordinal of the part. */
final class RatingRows {
  private RatingRows() {}

  static Dataset<Row> of(SparkSession spark, RatingTable table) {
    StructType schema =
        new StructType()
            .add("user", DataTypes.IntegerType)
            .add("item", DataTypes.IntegerType)
            .add("rating", DataTypes.FloatType)
            .add("part", DataTypes.IntegerType);
    return spark.createDataFrame(
        table
            .columns()
            .flatMap(
                columns -> {
                  List<Row> rows = new ArrayList<>();
                  for (int t = 0; t < columns.user().length; t++) {
                    rows.add(
                        RowFactory.create(
                            columns.user()[t],
                            columns.item()[t],
                            columns.rating()[t],
                            (int) columns.part()[t]));
                  }
                  return rows.iterator();
                }),
        schema);
  }
}
