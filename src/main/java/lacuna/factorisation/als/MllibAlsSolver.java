// MLlib's ALS as one of the methods: same ratings, rank, lambda and seed.
package lacuna.factorisation.als;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Factors;
import lacuna.factorisation.FinalErrors;
import lacuna.factorisation.Scale;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.Solver;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Runs {@link ALS} on the training ratings and puts its factors on the grid. It knows no mean, no
 * biases and no weights, and has one λ, times the row's ratings; where the settings say more than
 * that, the note tells what was made of it.
 *
 * <p>MLlib adds floats in the order in which Spark's shuffle delivers them, so that on a cluster
 * its last digits are not those of the run before.
 */
public final class MllibAlsSolver implements Solver {
  private static final StructType SCHEMA =
      new StructType()
          .add("user", DataTypes.IntegerType, false)
          .add("item", DataTypes.IntegerType, false)
          .add("rating", DataTypes.FloatType, false);

  @Override
  public String method() {
    return "als";
  }

  @Override
  public Solution solve(
      TrainingData data, Settings settings, TrainingTask task, TrainingListener listener) {
    long start = System.nanoTime();
    data.spark().setJobDescription("als: MLlib's alternating least squares");
    try {
      Lambda lambda = Lambda.of(data, settings);
      ALSModel model =
          new ALS()
              .setUserCol("user")
              .setItemCol("item")
              .setRatingCol("rating")
              .setRank(settings.rank())
              .setMaxIter(settings.alsIterations())
              .setRegParam(lambda.value)
              .setNonnegative(settings.nonnegative())
              .setSeed(settings.seed())
              .fit(ratings(data));
      Factors factors = new FactorTables(data, settings.rank()).factors(model);
      double seconds = (System.nanoTime() - start) * 1e-9;
      EpochRecord line =
          FinalErrors.record(data, factors, false, task.phase(), settings.alsIterations(), seconds);
      listener.epochEnded(method(), line, settings.alsIterations());
      return new Solution(
          method(),
          Status.DONE,
          factors,
          List.of(line),
          settings.alsIterations(),
          seconds,
          lambda.note);
    } finally {
      data.spark().setJobDescription(null);
    }
  }

  /**
   * The one λ of MLlib.
   *
   * @param value times a row's ratings
   * @param note what was made of settings that it does not have, or empty
   */
  private record Lambda(double value, String note) {
    static Lambda of(TrainingData data, Settings settings) {
      Scale scale = Scale.of(settings, data.statistics());
      double user = scale.lambdaUser();
      double item = scale.lambdaItem();
      if (settings.regularisation().form() == Form.PLAIN) {
        Grid grid = data.grid().value();
        double ratings = data.statistics().train();
        user /= ratings / Math.max(1, grid.users().trained());
        item /= ratings / Math.max(1, grid.items().trained());
      }
      double value = (user + item) / 2;
      List<String> notes = new ArrayList<>();
      if (user != item) {
        notes.add(
            String.format(
                Locale.ROOT, "one lambda of %.4g times a row's ratings on both sides", value));
      }
      if (data.blocks().map(block -> block.weights() != null).first()) {
        notes.add("without the ratings' weights");
      }
      return new Lambda(value, String.join(", ", notes));
    }
  }

  private static Dataset<Row> ratings(TrainingData data) {
    Broadcast<Grid> grid = data.grid();
    JavaRDD<Row> rows =
        StripePartitioner.spread(data.blocks(), grid.value())
            .flatMap(block -> rows(block, grid.value()));
    return SparkSession.builder().getOrCreate().createDataFrame(rows, SCHEMA);
  }

  private static Iterator<Row> rows(RatingBlock block, Grid grid) {
    List<Row> rows = new ArrayList<>(block.size());
    Axis users = grid.users();
    Axis items = grid.items();
    for (int i = 0; i < block.itemStripes(); i++) {
      for (int t = block.tileStart(i); t < block.tileStart(i + 1); t++) {
        int user = users.idAt(block.userStripe(), block.user(t));
        rows.add(RowFactory.create(user, items.idAt(i, block.item(t)), block.rating(t)));
      }
    }
    return rows.iterator();
  }

  /** Spreads blocks over more tasks than there are workers, since MLlib has one thread a task. */
  private static final class StripePartitioner extends org.apache.spark.Partitioner {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 32;
    private final int stripes;
    private final int partitions;

    private StripePartitioner(int stripes) {
      this.stripes = stripes;
      this.partitions = Math.min(stripes, MOST);
    }

    static JavaRDD<RatingBlock> spread(JavaRDD<RatingBlock> blocks, Grid grid) {
      return blocks
          .filter(block -> block.role() == Role.TRAIN)
          .mapToPair(block -> new scala.Tuple2<>(block.userStripe(), block))
          .partitionBy(new StripePartitioner(grid.users().stripes()))
          .values();
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object stripe) {
      return (int) ((long) (Integer) stripe * partitions / stripes);
    }
  }
}
