// The Model: a served model with ALSModel's methods, and more.
package lacuna.ml;

import java.util.Optional;
import lacuna.factorisation.Initialisation.Side;
import lacuna.ratings.InputException;
import lacuna.ratings.RatingTable;
import lacuna.serving.AlsModels;
import lacuna.serving.FactorModel;
import lacuna.serving.FoldIn;
import lacuna.serving.LibmfModels;
import lacuna.serving.PairPredictions;
import lacuna.serving.Seen;
import lacuna.serving.ServedModel;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * A learnt model in a pipeline. The model itself never changes; {@link #foldInUsers} and {@link
 * #foldInItems} make new ones. Stands in the driver's memory and in that of each executor that
 * works with it.
 */
public class MatrixFactorisationModel extends Model<MatrixFactorisationModel>
    implements ServingParams, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** Where the core's model stands in a saved one, so that the command line reads it too. */
  private static final String MODEL = "/model";

  private final String uid;
  private transient ServedModel served;
  private transient MatrixFactorisationSummary summary;

  /** One without factors, as readers make it before they fill it. */
  public MatrixFactorisationModel(String uid) {
    this.uid = uid;
    Defaults.ofServing(this);
  }

  MatrixFactorisationModel(String uid, ServedModel served, MatrixFactorisationSummary summary) {
    this(uid);
    this.served = served;
    this.summary = summary;
  }

  /**
   * The model of a run of the command line.
   *
   * @param path the run's output, or the {@code model/} in it
   * @throws InputException when there is none
   */
  public static MatrixFactorisationModel ofRun(SparkSession session, String path) {
    return new MatrixFactorisationModel(
        Identifiable.randomUID("mf"), ServedModel.read(session, path), null);
  }

  /**
   * A model of ALS, taken over with its columns and its treatment of unknown ids.
   *
   * @param regParam that it was learnt by, for folding in; NaN where it is not known
   */
  public static MatrixFactorisationModel ofAls(ALSModel als, double regParam) {
    return new MatrixFactorisationModel(
            Identifiable.randomUID("mf"), AlsModels.of(als, regParam), null)
        .setUserCol(als.getUserCol())
        .setItemCol(als.getItemCol())
        .setPredictionCol(als.getPredictionCol())
        .setColdStartStrategy(als.getColdStartStrategy());
  }

  /** A model in LIBMF's text. */
  public static MatrixFactorisationModel ofLibmf(SparkSession session, String path) {
    return new MatrixFactorisationModel(
        Identifiable.randomUID("mf"), LibmfModels.read(session, path), null);
  }

  /** Writes LIBMF's text: row k of a side is its index k. */
  public void writeLibmf(String path) {
    LibmfModels.write(session(), served(), path);
  }

  /** Reads one that was saved. */
  public static MLReader<MatrixFactorisationModel> read() {
    return new Reader();
  }

  /** Reads one that was saved. */
  public static MatrixFactorisationModel load(String path) {
    return read().load(path);
  }

  private static final class Reader extends MLReader<MatrixFactorisationModel> {
    @Override
    public MatrixFactorisationModel load(String path) {
      MatrixFactorisationModel model;
      try {
        model = new Params().read().load(path);
      } catch (Exception e) { // Spark throws checked ones too, and says so nowhere
        throw new InputException(
            "no MatrixFactorisationModel at "
                + path
                + " that can be read: "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
            e);
      }
      model.served = ServedModel.read(sparkSession(), path + MODEL);
      return model;
    }

    private static final class Params implements DefaultParamsReadable<MatrixFactorisationModel> {}
  }

  @Override
  public MLWriter write() {
    MLWriter params = DefaultParamsWritable.super.write();
    ServedModel written = served();
    return new MLWriter() {
      @Override
      public void saveImpl(String path) {
        params.saveImpl(path);
        written.write(sparkSession(), path + MODEL);
      }
    };
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The core's model. */
  ServedModel served() {
    if (served == null) {
      throw new IllegalStateException("this model has no factors; it comes from fit or load");
    }
    return served;
  }

  private static SparkSession session() {
    return SparkSession.active();
  }

  @Override
  public MatrixFactorisationModel copy(ParamMap extra) {
    MatrixFactorisationModel copy = new MatrixFactorisationModel(uid, served, summary);
    return copyValues(copy, extra).setParent(parent());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return predictionSchema(schema);
  }

  @Override
  public String toString() {
    return served == null
        ? "MatrixFactorisationModel: uid=" + uid
        : "MatrixFactorisationModel: uid=" + uid + ", rank=" + rank();
  }

  /** Bytes that its factors take in memory; Spark asks from 4.1 on. */
  public long estimatedSize() {
    return served == null ? 0 : bytes(rank(), served.users().size() + (long) served.items().size());
  }

  /** Bytes of rows: factors, a bias and a number of ratings. */
  static long bytes(int rank, long rows) {
    return (4L * (rank + 1) + 8) * rows;
  }

  /** Number of factors of a row. */
  public int rank() {
    return served().about().rank();
  }

  /** μ, 0 in a model without biases. */
  public double mean() {
    return served().about().mean();
  }

  /** 32 hex digits over all bits of the factors; empty after rows were folded in. */
  public String factorHash() {
    return served().about().factorHash();
  }

  /** How it was trained; empty for a model that was read. */
  public Optional<MatrixFactorisationSummary> summary() {
    return Optional.ofNullable(summary);
  }

  /** The users' factors: id, features, as ALSModel has them, and index, count, bias. */
  public Dataset<Row> userFactors() {
    return factors(Side.USERS);
  }

  /** The items' factors, likewise. */
  public Dataset<Row> itemFactors() {
    return factors(Side.ITEMS);
  }

  private Dataset<Row> factors(Side side) {
    return served().table(session(), side).select("id", "features", "index", "count", "bias");
  }

  /** Adds prediction, raw prediction and status to each row of a table of users and items. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    String struct = uid + "_predicted";
    Dataset<Row> predicted =
        dataset
            .toDF()
            .withColumn(
                struct,
                PairPredictions.of(
                    dataset.sparkSession(), served(), dataset, getUserCol(), getItemCol()));
    Column of = predicted.col(struct);
    Column known = of.getField("status").equalTo("ok");
    boolean nan = getColdStartStrategy().equals(NAN);
    if (getColdStartStrategy().equals(DROP)) {
      predicted = predicted.where(known);
    }
    predicted = added(predicted, getPredictionCol(), number(of, "prediction", known, nan));
    predicted = added(predicted, getRawPredictionCol(), number(of, "raw_prediction", known, nan));
    return added(predicted, getStatusCol(), of.getField("status")).drop(struct);
  }

  private static Column number(Column of, String field, Column known, boolean nan) {
    Column value = of.getField(field);
    return nan ? functions.when(known, value).otherwise(functions.lit(Float.NaN)) : value;
  }

  private static Dataset<Row> added(Dataset<Row> table, String name, Column value) {
    return name.isEmpty() ? table : table.withColumn(name, value);
  }

  /** The clipped prediction of one cell. */
  public float predict(Object user, Object item) {
    FactorModel model = served().factors();
    int u = model.users().ids().find(String.valueOf(user));
    int i = model.items().ids().find(String.valueOf(item));
    return model.clipped(model.raw(u, i));
  }

  /**
   * The best items of every user: user, and recommendations, an array of item and rating. The
   * rating is the raw prediction, by which lists are ordered.
   */
  public Dataset<Row> recommendForAllUsers(int numItems) {
    return lists().of(Side.USERS, numItems, Seen.NOTHING);
  }

  /** The same without what each user has rated in this table of users, items and ratings. */
  public Dataset<Row> recommendForAllUsers(int numItems, Dataset<?> seen) {
    return lists().of(Side.USERS, numItems, lists().seen(seen, Side.USERS));
  }

  /** The best users of every item, likewise. */
  public Dataset<Row> recommendForAllItems(int numUsers) {
    return lists().of(Side.ITEMS, numUsers, Seen.NOTHING);
  }

  /** The same without those who have rated the item. */
  public Dataset<Row> recommendForAllItems(int numUsers, Dataset<?> seen) {
    return lists().of(Side.ITEMS, numUsers, lists().seen(seen, Side.ITEMS));
  }

  /** The best items of the users that a table holds, each once; unknown ones are left out. */
  public Dataset<Row> recommendForUserSubset(Dataset<?> dataset, int numItems) {
    return lists().subset(dataset, Side.USERS, getUserCol(), numItems);
  }

  /** The best users of the items that a table holds, likewise. */
  public Dataset<Row> recommendForItemSubset(Dataset<?> dataset, int numUsers) {
    return lists().subset(dataset, Side.ITEMS, getItemCol(), numUsers);
  }

  /**
   * The items most like one.
   *
   * @param posterior by the mean cosine over samples, which a model of method bayes has
   * @throws InputException for an item that the model does not have
   */
  public Dataset<Row> similarItems(Object item, int num, boolean posterior) {
    return lists().similar(Side.ITEMS, item, num, posterior);
  }

  /** The users most like one, likewise. */
  public Dataset<Row> similarUsers(Object user, int num, boolean posterior) {
    return lists().similar(Side.USERS, user, num, posterior);
  }

  private Lists lists() {
    return new Lists(session(), served(), this);
  }

  /**
   * A model with rows of new users too, each the minimum of the objective for its ratings with all
   * else left as it is.
   *
   * @param ratings of new users, with the columns of this model
   * @param ratingCol their ratings
   * @throws InputException when one of them is in the model already
   */
  public MatrixFactorisationModel foldInUsers(Dataset<?> ratings, String ratingCol) {
    return folded(Side.USERS, Lists.ratings(ratings, getUserCol(), getItemCol(), ratingCol));
  }

  /** A model with rows of new items too, likewise. */
  public MatrixFactorisationModel foldInItems(Dataset<?> ratings, String ratingCol) {
    return folded(Side.ITEMS, Lists.ratings(ratings, getItemCol(), getUserCol(), ratingCol));
  }

  private MatrixFactorisationModel folded(Side side, RatingTable ratings) {
    try {
      ServedModel longer = FoldIn.of(session(), served(), side, ratings);
      return copyValues(new MatrixFactorisationModel(uid, longer, null), ParamMap.empty());
    } catch (RuntimeException failure) {
      throw ParamNames.told(failure);
    } finally {
      ratings.unpersist();
    }
  }

  /** Column of user ids. */
  public MatrixFactorisationModel setUserCol(String value) {
    set(userCol(), value);
    return this;
  }

  /** Column of item ids. */
  public MatrixFactorisationModel setItemCol(String value) {
    set(itemCol(), value);
    return this;
  }

  /** Column of predictions; empty for none. */
  public MatrixFactorisationModel setPredictionCol(String value) {
    set(predictionCol(), value);
    return this;
  }

  /** Column of unclipped predictions; empty for none. */
  public MatrixFactorisationModel setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return this;
  }

  /** Column of status; empty for none. */
  public MatrixFactorisationModel setStatusCol(String value) {
    set(statusCol(), value);
    return this;
  }

  /** What becomes of unknown ids: bias, nan or drop. */
  public MatrixFactorisationModel setColdStartStrategy(String value) {
    set(coldStartStrategy(), value);
    return this;
  }

  /** Rows that a task takes at a time when all rows are given lists. */
  public MatrixFactorisationModel setBlockSize(int value) {
    set(blockSize(), value);
    return this;
  }
}
