// A model on the driver: read from its directory or taken from a training, asked, changed, written.
package lacuna.serving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Counts;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Initialisation.Side;
import lacuna.kernels.Lanes;
import lacuna.output.Model;
import lacuna.output.ModelMetadata;
import lacuna.output.ModelReader;
import lacuna.output.ModelWriter;
import lacuna.ratings.Ids;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * A model with what is known of it. Immutable: {@link FoldIn} makes a new one.
 *
 * @param about everything but the rows
 * @param factors the rows
 */
public record ServedModel(ModelMetadata about, FactorModel factors) {
  private static final int ROWS_A_TASK = 50_000;

  /** A model of these rows. */
  static ServedModel of(ModelMetadata about, ServedSide users, ServedSide items) {
    return new ServedModel(about, new FactorModel(about, users, items));
  }

  /**
   * Reads a model into memory.
   *
   * @param path of a run's output, of the {@code model/} in it, or of a saved spark.ml model
   * @throws lacuna.ratings.InputException when there is none, one that is not whole, or one that
   *     only a newer Lacuna reads
   */
  public static ServedModel read(SparkSession session, String path) {
    Model model = ModelReader.read(session, path);
    ModelMetadata about = model.about();
    return of(
        about,
        SideReader.read(model.userFactors(), about, model.users(), path),
        SideReader.read(model.itemFactors(), about, model.items(), path));
  }

  /** A model as it comes from a training. */
  public static ServedModel of(
      ModelMetadata about, Factors factors, Ids users, Ids items, Grid grid, Counts counts) {
    return of(
        about,
        side(factors.users(), about, users, grid.users(), counts.users()),
        side(factors.items(), about, items, grid.items(), counts.items()));
  }

  private static ServedSide side(
      JavaRDD<Stripe> stripes, ModelMetadata about, Ids ids, Axis axis, int[] counts) {
    int stride = Lanes.stride(about.rank());
    int trained = axis.trained();
    float[] factors = new float[Math.multiplyExact(trained, stride)];
    float[] bias = about.biases() ? new float[trained] : null;
    long[] ratings = new long[trained];
    int[] stripeOf = new int[trained];
    String[] texts = new String[trained];
    for (Stripe stripe : stripes.collect()) {
      for (int row = 0; row < stripe.rows(); row++) {
        int id = axis.idAt(stripe.index(), row);
        int index = axis.ordinal(id);
        if (index < 0) {
          continue;
        }
        texts[index] = ids.get(id);
        ratings[index] = counts[id];
        stripeOf[index] = stripe.index();
        System.arraycopy(
            stripe.column(Stripe.FACTORS), row * stride, factors, index * stride, stride);
        if (bias != null) {
          bias[index] = stripe.column(Stripe.BIAS)[row];
        }
      }
    }
    SideIds sideIds = SideIds.of(Arrays.asList(texts), ids.type());
    return new ServedSide(sideIds, about.rank(), factors, bias, ratings, stripeOf);
  }

  /** The users' rows. */
  public ServedSide users() {
    return factors.users();
  }

  /** The items' rows. */
  public ServedSide items() {
    return factors.items();
  }

  /** The rows of a side. */
  public ServedSide side(Side side) {
    return factors.side(side);
  }

  /** The same model for workers. */
  public Broadcast<FactorModel> sent(SparkSession session) {
    return JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(factors);
  }

  /**
   * Writes the model as a run does.
   *
   * @param path a directory that is not there yet
   * @throws lacuna.ratings.InputException when the file system refuses
   */
  public void write(SparkSession session, String path) {
    Broadcast<FactorModel> sent = sent(session);
    ModelWriter.write(
        session,
        path,
        about,
        written(session, sent, Side.USERS),
        written(session, sent, Side.ITEMS));
    sent.destroy();
  }

  private ModelWriter.Side written(SparkSession session, Broadcast<FactorModel> sent, Side side) {
    return new ModelWriter.Side(
        side(side).ids().type(), rows(session, sent, side), side(side).size());
  }

  /** A side's rows as a table: id, index, stripe, count, bias, features. */
  public Dataset<Row> table(SparkSession session, Side side) {
    return session.createDataFrame(
        rows(session, sent(session), side), ModelWriter.schema(side(side).ids().type()));
  }

  /** The rows of a side's table: id, index, stripe, count, bias, features. */
  private JavaRDD<Row> rows(SparkSession session, Broadcast<FactorModel> sent, Side side) {
    boolean biases = about.biases();
    return ranges(session, side(side).size(), ROWS_A_TASK)
        .flatMap(
            range -> {
              FactorModel model = sent.value();
              ServedSide rows = model.side(side);
              List<Row> made = new ArrayList<>();
              for (int index = range[0]; index < range[1]; index++) {
                made.add(
                    RowFactory.create(
                        rows.ids().value(index),
                        index,
                        rows.stripe(index),
                        rows.count(index),
                        biases ? rows.bias(index) : null,
                        rows.row(index, model.rank())));
              }
              return made.iterator();
            });
  }

  /** Ranges {from, to} of indices, one a partition. */
  static JavaRDD<int[]> ranges(SparkSession session, int size, int each) {
    List<int[]> ranges = new ArrayList<>();
    for (int from = 0; from < size; from += each) {
      ranges.add(new int[] {from, Math.min(size, from + each)});
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    return ranges.isEmpty() ? spark.emptyRDD() : spark.parallelize(ranges, ranges.size());
  }
}
