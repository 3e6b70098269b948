// The Estimator: parameters and a table of ratings in, a model out.
package lacuna.ml;

import lacuna.evaluation.ComparisonListener;
import lacuna.evaluation.Training;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Workers;
import lacuna.ratings.RatingTable;
import lacuna.serving.Continuation;
import lacuna.serving.ServedModel;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Matrix factorisation in place of {@link org.apache.spark.ml.recommendation.ALS}: the same setters
 * and columns, ids of any type, and the same bits whatever the cluster. Defaults are those of the
 * command {@code run}.
 *
 * <p>On a cluster, start the session with {@code spark.shuffle.reduceLocality.enabled=false}, as
 * the commands do. Else Spark may send the blocks of all workers to the executor that read most of
 * the ratings, where they take turns; a warning says so.
 */
public class MatrixFactorisation extends Estimator<MatrixFactorisationModel>
    implements TrainingParams, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private transient ServedModel before;

  /** One with a uid of its own. */
  public MatrixFactorisation() {
    this(Identifiable.randomUID("mf"));
  }

  /** One with this uid, as readers make it. */
  public MatrixFactorisation(String uid) {
    this.uid = uid;
    Defaults.ofServing(this);
    Defaults.ofTraining(this);
  }

  /** Reads one that was saved. */
  public static MLReader<MatrixFactorisation> read() {
    return new Reader().read();
  }

  /** Reads one that was saved. */
  public static MatrixFactorisation load(String path) {
    return read().load(path);
  }

  private static final class Reader implements DefaultParamsReadable<MatrixFactorisation> {}

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return predictionSchema(schema);
  }

  @Override
  public MatrixFactorisation copy(ParamMap extra) {
    MatrixFactorisation copy = defaultCopy(extra);
    copy.before = before;
    return copy;
  }

  /**
   * Makes trainings go on from a model in place of random rows. Ids that it does not have start at
   * random; ids that the new ratings do not have keep the rows that they had, and all keep their
   * indices. Not saved with the Estimator.
   *
   * @throws IllegalArgumentException for a model of several samples, as method bayes makes them
   */
  public MatrixFactorisation continueFrom(MatrixFactorisationModel model) {
    Continuation.check(model.served());
    before = model.served();
    return this;
  }

  /**
   * Learns.
   *
   * @param dataset ratings; rows with null in one of the columns are refused
   * @throws lacuna.ratings.InputException for ratings that can't be used
   * @throws IllegalArgumentException for parameters that can't be had
   */
  @Override
  public MatrixFactorisationModel fit(Dataset<?> dataset) {
    try {
      return learnt(dataset);
    } catch (RuntimeException failure) {
      throw ParamNames.told(failure);
    }
  }

  private MatrixFactorisationModel learnt(Dataset<?> dataset) {
    Request request = new Request(this);
    request.check(dataset.schema());
    SparkSession session = dataset.sparkSession();
    long start = System.nanoTime();
    RatingTable table = request.load(dataset);
    double reading = (System.nanoTime() - start) * 1e-9;
    Settings settings = request.settings(before);
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    try (BlockedRatings blocked =
        BlockedRatings.of(
            spark, table, settings, new Workers.Request(getWorkers(), getThreads()))) {
      blocked.checkpointEvery(getCheckpointInterval());
      if (before != null) {
        blocked.beginWith(Continuation.start(before, table));
      }
      try (Training training =
          Training.run(blocked, settings, getMethod(), ComparisonListener.NONE)) {
        MatrixFactorisationModel model =
            new Learning(this, blocked, settings, training).model(before, reading);
        return copyValues(model.setParent(this), ParamMap.empty());
      }
    } finally {
      table.unpersist();
    }
  }

  /** Bytes that the factors of a model of these ratings would take; Spark asks from 4.1 on. */
  public long estimateModelSize(Dataset<?> dataset) {
    Row ids =
        dataset
            .select(
                functions.count_distinct(Columns.of(dataset, getUserCol())),
                functions.count_distinct(Columns.of(dataset, getItemCol())))
            .first();
    return MatrixFactorisationModel.bytes(getRank(), ids.getLong(0) + ids.getLong(1));
  }

  /** Number of factors. */
  public MatrixFactorisation setRank(int value) {
    set(rank(), value);
    return this;
  }

  /** Most epochs. */
  public MatrixFactorisation setMaxIter(int value) {
    set(maxIter(), value);
    return this;
  }

  /** λ of user and item factors. */
  public MatrixFactorisation setRegParam(double value) {
    set(regParam(), value);
    return this;
  }

  /** Seed of every random number. */
  public MatrixFactorisation setSeed(long value) {
    set(seed(), value);
    return this;
  }

  /** Column of user ids. */
  public MatrixFactorisation setUserCol(String value) {
    set(userCol(), value);
    return this;
  }

  /** Column of item ids. */
  public MatrixFactorisation setItemCol(String value) {
    set(itemCol(), value);
    return this;
  }

  /** Column of ratings. */
  public MatrixFactorisation setRatingCol(String value) {
    set(ratingCol(), value);
    return this;
  }

  /** Column of predictions. */
  public MatrixFactorisation setPredictionCol(String value) {
    set(predictionCol(), value);
    return this;
  }

  /** What becomes of unknown ids: bias, nan or drop. */
  public MatrixFactorisation setColdStartStrategy(String value) {
    set(coldStartStrategy(), value);
    return this;
  }

  /** Rows that a task takes at a time when all rows are given lists. */
  public MatrixFactorisation setBlockSize(int value) {
    set(blockSize(), value);
    return this;
  }

  /** Epochs from one cut of the lineage to the next; -1 for none in the checkpoint directory. */
  public MatrixFactorisation setCheckpointInterval(int value) {
    set(checkpointInterval(), value);
    return this;
  }

  /** Whether factors are kept at 0 or above. */
  public MatrixFactorisation setNonnegative(boolean value) {
    set(nonnegative(), value);
    return this;
  }

  /** Without effect. */
  public MatrixFactorisation setNumUserBlocks(int value) {
    set(numUserBlocks(), value);
    return this;
  }

  /** Without effect. */
  public MatrixFactorisation setNumItemBlocks(int value) {
    set(numItemBlocks(), value);
    return this;
  }

  /** Without effect. */
  public MatrixFactorisation setNumBlocks(int value) {
    return setNumUserBlocks(value).setNumItemBlocks(value);
  }

  /**
   * Takes false alone.
   *
   * @throws UnsupportedOperationException for true
   */
  public MatrixFactorisation setImplicitPrefs(boolean value) {
    set(implicitPrefs(), value);
    Request.refuseImplicit(this);
    return this;
  }

  /**
   * Refuses: α weighs implicit feedback.
   *
   * @throws UnsupportedOperationException always
   */
  public MatrixFactorisation setAlpha(double value) {
    set(alpha(), value);
    Request.refuseImplicit(this);
    return this;
  }

  /** Without effect. */
  public MatrixFactorisation setIntermediateStorageLevel(String value) {
    set(intermediateStorageLevel(), value);
    return this;
  }

  /** Without effect. */
  public MatrixFactorisation setFinalStorageLevel(String value) {
    set(finalStorageLevel(), value);
    return this;
  }

  /** Column of unclipped predictions; empty for none. */
  public MatrixFactorisation setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return this;
  }

  /** Column of status; empty for none. */
  public MatrixFactorisation setStatusCol(String value) {
    set(statusCol(), value);
    return this;
  }

  /** What learns: sgd, gd, als-plain or bayes. */
  public MatrixFactorisation setMethod(String value) {
    set(method(), value);
    return this;
  }

  /** First step of sgd, or the step of gd. */
  public MatrixFactorisation setStepSize(double value) {
    set(stepSize(), value);
    return this;
  }

  /** How the step of sgd changes. */
  public MatrixFactorisation setStepSchedule(String value) {
    set(stepSchedule(), value);
    return this;
  }

  /** Whether predictions have mean and biases. */
  public MatrixFactorisation setBiases(boolean value) {
    set(biases(), value);
    return this;
  }

  /** weighted or plain. */
  public MatrixFactorisation setRegularisation(String value) {
    set(regularisation(), value);
    return this;
  }

  /** λ of biases. */
  public MatrixFactorisation setBiasRegParam(double value) {
    set(biasRegParam(), value);
    return this;
  }

  /** Share of the ratings to choose by. */
  public MatrixFactorisation setValidationFraction(double value) {
    set(validationFraction(), value);
    return this;
  }

  /** Column that marks the ratings to choose by. */
  public MatrixFactorisation setValidationIndicatorCol(String value) {
    set(validationIndicatorCol(), value);
    return this;
  }

  /** Epochs without a better validation error before training stops. */
  public MatrixFactorisation setPatience(int value) {
    set(patience(), value);
    return this;
  }

  /** Whether to train again on all ratings. */
  public MatrixFactorisation setRefit(boolean value) {
    set(refit(), value);
    return this;
  }

  /** Column of weights. */
  public MatrixFactorisation setWeightCol(String value) {
    set(weightCol(), value);
    return this;
  }

  /** What becomes of pairs rated twice. */
  public MatrixFactorisation setDuplicates(String value) {
    set(duplicates(), value);
    return this;
  }

  /** auto, MIN:MAX or none. */
  public MatrixFactorisation setRange(String value) {
    set(range(), value);
    return this;
  }

  /** Worker tasks, 0 to go by executors. */
  public MatrixFactorisation setWorkers(int value) {
    set(workers(), value);
    return this;
  }

  /** Threads of a worker, 0 for its share of the cores. */
  public MatrixFactorisation setThreads(int value) {
    set(threads(), value);
    return this;
  }
}
