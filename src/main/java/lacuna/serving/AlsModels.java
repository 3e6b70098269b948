// Models of spark.ml's ALS, taken over.
package lacuna.serving;

import java.util.List;
import lacuna.evaluation.Clip;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.output.ModelMetadata;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Takes an {@link ALSModel} over: the same factors, and so the same predictions but for the last
 * bits, in which the order of a sum shows. It has no mean, no biases and no range.
 */
public final class AlsModels {
  private AlsModels() {}

  /**
   * The model.
   *
   * @param lambda its {@code regParam}, which folding in needs and a saved model does not have; NaN
   *     where it is not known
   */
  public static ServedModel of(ALSModel model, double lambda) {
    ServedSide users = side(model.userFactors(), model.rank());
    ServedSide items = side(model.itemFactors(), model.rank());
    ModelMetadata about =
        new ModelMetadata(
            "als",
            model.rank(),
            1,
            0,
            Double.POSITIVE_INFINITY,
            0,
            0,
            false,
            false,
            new Regularisation(Form.WEIGHTED, lambda, lambda, Double.NaN),
            Clip.NONE,
            0,
            0,
            "",
            "",
            "");
    return ServedModel.of(about, users, items);
  }

  private static ServedSide side(Dataset<Row> factors, int rank) {
    List<Row> rows = factors.select("id", "features").orderBy("id").collectAsList();
    float[][] values = new float[rows.size()][rank];
    for (int k = 0; k < values.length; k++) {
      List<Float> features = rows.get(k).getList(1);
      for (int j = 0; j < rank; j++) {
        values[k][j] = features.get(j);
      }
    }
    List<String> ids = rows.stream().map(row -> Integer.toString(row.getInt(0))).toList();
    return ServedSide.of(SideIds.of(ids, DataTypes.IntegerType), rank, values);
  }
}
