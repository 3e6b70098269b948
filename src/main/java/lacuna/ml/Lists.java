// What a model recommends and finds alike, for its public methods.
package lacuna.ml;

import java.util.List;
import lacuna.UsageException;
import lacuna.factorisation.Initialisation.Side;
import lacuna.ratings.Duplicates;
import lacuna.ratings.InputException;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import lacuna.serving.PairPredictions;
import lacuna.serving.Recommendations;
import lacuna.serving.Seen;
import lacuna.serving.ServedModel;
import lacuna.serving.Similarities;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Lists of one model.
 *
 * @param model whose
 * @param columns how its columns are called
 */
record Lists(SparkSession session, ServedModel model, ServingParams columns) {
  /** Lists of all rows of a side, or of these indices alone. */
  Dataset<Row> of(Side side, int most, Seen seen, int... indices) {
    boolean users = side == Side.USERS;
    String own = users ? columns.getUserCol() : columns.getItemCol();
    String other = users ? columns.getItemCol() : columns.getUserCol();
    try {
      Recommendations lists = new Recommendations(session, model, side, most, seen);
      if (columns.isSet(columns.blockSize())) {
        lists.inBlocksOf(columns.getBlockSize());
      }
      return lists.nested(own, other, indices);
    } catch (UsageException wrong) {
      throw ParamNames.told(wrong);
    }
  }

  /** Lists of the ids that a table holds, each once; unknown ones are left out. */
  Dataset<Row> subset(Dataset<?> dataset, Side side, String column, int most) {
    List<String> ids =
        dataset
            .select(PairPredictions.text(dataset, column, model.side(side).ids().type()).as("id"))
            .where("id is not null")
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    int[] indices =
        ids.stream().mapToInt(model.side(side).ids()::find).filter(k -> k >= 0).sorted().toArray();
    boolean none = indices.length == 0;
    Dataset<Row> lists = of(side, most, Seen.NOTHING, none ? new int[] {0} : indices);
    return none ? lists.limit(0) : lists;
  }

  /** What the rows of a side have in a table of users and items. */
  Seen seen(Dataset<?> ratings, Side side) {
    RatingTable table = ratings(ratings, columns.getUserCol(), columns.getItemCol(), "");
    try {
      return Seen.of(model.factors(), table, side);
    } finally {
      table.unpersist();
    }
  }

  /** Rows that are like one. */
  Dataset<Row> similar(Side side, Object id, int most, boolean posterior) {
    int index = model.side(side).ids().find(String.valueOf(id));
    if (index < 0) {
      throw new InputException("the model has no row of " + id);
    }
    Similarities.By by = posterior ? Similarities.By.POSTERIOR : Similarities.By.COSINE;
    try {
      return new Similarities(model, side, by).table(session, most, index);
    } catch (UsageException wrong) {
      throw ParamNames.told(wrong);
    }
  }

  /**
   * Reads ratings as the Estimator does.
   *
   * @param own column of the ids that become the table's users
   * @param other column of the others
   * @param rating column of ratings; empty for 1 in all rows
   */
  static RatingTable ratings(Dataset<?> dataset, String own, String other, String rating) {
    return RatingsLoader.load(
        dataset.sparkSession(),
        Request.ratings(dataset, own, other, rating, ""),
        RatingsRequest.of()
            .userColumn("user")
            .itemColumn("item")
            .ratingColumn("rating")
            .duplicates(Duplicates.MEAN)
            .build());
  }
}
