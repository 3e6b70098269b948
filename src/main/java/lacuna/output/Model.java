// A model as read back from its directory.
package lacuna.output;

import java.util.List;
import lacuna.kernels.Kernels;
import lacuna.kernels.Lanes;
import lacuna.kernels.Rows;
import lacuna.kernels.TileRatings;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A written model: prediction = mean + b_u + b_i + w_u·h_i, clipped. An id that is not in its table
 * has no training ratings: bias and factors are zero, and a model without biases has nothing to
 * say.
 *
 * @param about everything but the rows
 * @param userFactors table of the users: id, index, stripe, count, bias, features
 * @param itemFactors table of the items, likewise
 * @param users how many users there should be, or -1 where an earlier Lacuna did not say
 * @param items how many items, likewise
 */
public record Model(
    ModelMetadata about,
    Dataset<Row> userFactors,
    Dataset<Row> itemFactors,
    long users,
    long items) {

  private static final TileRatings ONE_CELL =
      new TileRatings(new char[1], new char[1], new float[1], null);

  /**
   * The raw prediction of one cell, to the bits of the run that learnt the model.
   *
   * @param user the user's row of {@link #userFactors}, null for an unknown one
   * @param item the item's row of {@link #itemFactors}, null for an unknown one
   */
  public float raw(Row user, Row item) {
    float[] out = new float[1];
    Kernels.best().predict(ONE_CELL, 0, 1, rows(user), rows(item), (float) about.mean(), out, 0);
    return out[0];
  }

  private Rows rows(Row row) {
    float[] factors = new float[Lanes.stride(about.rank())];
    if (row != null) {
      List<Float> features = row.getList(row.fieldIndex("features"));
      for (int k = 0; k < about.rank(); k++) {
        factors[k] = features.get(k);
      }
    }
    float[] bias = about.biases() ? new float[1] : null;
    if (about.biases() && row != null) {
      bias[0] = row.getFloat(row.fieldIndex("bias"));
    }
    return new Rows(factors, factors.length, bias, null, null, null, null);
  }
}
