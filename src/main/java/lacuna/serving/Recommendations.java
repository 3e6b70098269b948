// The best of the other side for rows of one side, as a table.
package lacuna.serving;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import lacuna.factorisation.Initialisation.Side;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Lists of what a model predicts highest. Made in the tasks a block of rows at a time, so that no
 * list is held beyond its block; in order of raw predictions, of equal ones the lower index first.
 */
public final class Recommendations {
  private static final int TASKS_A_CORE = 4;

  private final SparkSession session;
  private final ServedModel model;
  private final Side side;
  private final int most;
  private final Seen seen;
  private int block;

  /**
   * @param side whose rows are given lists of the other one's
   * @param most length of a list
   * @param seen what is left out
   * @throws lacuna.UsageException for a length below 1
   */
  public Recommendations(SparkSession session, ServedModel model, Side side, int most, Seen seen) {
    if (most < 1) {
      throw new lacuna.UsageException("--top takes a whole number of at least 1, given " + most);
    }
    this.session = session;
    this.model = model;
    this.side = side;
    this.most = most;
    this.seen = seen;
  }

  /**
   * Lets a task take so many rows at a time.
   *
   * @param rows at least 1; until this is called, cores decide
   */
  public Recommendations inBlocksOf(int rows) {
    block = rows;
    return this;
  }

  /** The other side. */
  static Side other(Side side) {
    return side == Side.USERS ? Side.ITEMS : Side.USERS;
  }

  /** The word for one row of a side. */
  static String word(Side side) {
    return side == Side.USERS ? "user" : "item";
  }

  /** One row for each place in each list: of all rows, or of these indices alone. */
  public Dataset<Row> flat(int... indices) {
    StructType schema =
        ServedSchemas.recommendations(
            word(side),
            model.side(side).ids().type(),
            word(other(side)),
            model.side(other(side)).ids().type());
    return session.createDataFrame(lists(indices).flatMap(Listed::rows), schema);
  }

  /**
   * One row for each list, as ALSModel has them: the id and an array of {id, rating}, with the raw
   * predictions that lists are ordered by.
   *
   * @param ownName column of the ids that are asked for
   * @param otherName field of the ids in the lists
   */
  public Dataset<Row> nested(String ownName, String otherName, int... indices) {
    StructType pair =
        new StructType()
            .add(otherName, model.side(other(side)).ids().type(), false)
            .add("rating", DataTypes.FloatType, false);
    StructType schema =
        new StructType()
            .add(new StructField(ownName, model.side(side).ids().type(), false, none()))
            .add("recommendations", DataTypes.createArrayType(pair, false), false);
    return session.createDataFrame(lists(indices).map(Listed::row), schema);
  }

  private static org.apache.spark.sql.types.Metadata none() {
    return org.apache.spark.sql.types.Metadata.empty();
  }

  private JavaRDD<Listed> lists(int... indices) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<FactorModel> sent = model.sent(session);
    Broadcast<Seen> left = spark.broadcast(seen);
    Side asked = side;
    int length = most;
    return chunks(spark, indices)
        .flatMap(chunk -> new Lists(sent.value(), left.value(), asked, length, chunk));
  }

  private JavaRDD<int[]> chunks(JavaSparkContext spark, int... indices) {
    int size = indices.length > 0 ? indices.length : model.side(side).size();
    int tasks = Math.max(1, TASKS_A_CORE * spark.defaultParallelism());
    int each = block > 0 ? block : Math.max(TopRows.ROWS, (size + tasks - 1) / tasks);
    if (indices.length == 0) {
      return ServedModel.ranges(session, size, each)
          .map(range -> IntStream.range(range[0], range[1]).toArray());
    }
    List<int[]> chunks = new ArrayList<>();
    for (int from = 0; from < size; from += each) {
      chunks.add(java.util.Arrays.copyOfRange(indices, from, Math.min(size, from + each)));
    }
    return spark.parallelize(chunks, chunks.size());
  }

  /** One row's list. */
  private record Listed(FactorModel model, Side side, int index, BestScores.Best best)
      implements Serializable {
    private Iterator<Row> rows() {
      SideIds ids = model.side(other(side)).ids();
      Object id = model.side(side).ids().value(index);
      return IntStream.range(0, best.indices().length)
          .mapToObj(
              k ->
                  RowFactory.create(
                      id,
                      k + 1,
                      ids.value(best.indices()[k]),
                      model.clipped(best.scores()[k]),
                      best.scores()[k]))
          .iterator();
    }

    private Row row() {
      SideIds ids = model.side(other(side)).ids();
      Row[] pairs = new Row[best.indices().length];
      for (int k = 0; k < pairs.length; k++) {
        pairs[k] = RowFactory.create(ids.value(best.indices()[k]), best.scores()[k]);
      }
      return RowFactory.create(model.side(side).ids().value(index), pairs);
    }
  }

  /** Makes the lists of some rows, a block at a time. */
  private static final class Lists implements Iterator<Listed> {
    private final FactorModel model;
    private final Seen seen;
    private final Side side;
    private final int[] indices;
    private final TopRows top;
    private final float[] w;
    private final float[] base = new float[TopRows.ROWS];
    private BestScores.Best[] block = new BestScores.Best[0];
    private int first;
    private int next;

    Lists(FactorModel model, Seen seen, Side side, int most, int[] indices) {
      this.model = model;
      this.seen = seen;
      this.side = side;
      this.indices = indices;
      this.top = new TopRows(model.panels(other(side)), most);
      this.w = new float[TopRows.ROWS * model.side(side).stride()];
    }

    @Override
    public boolean hasNext() {
      return next < indices.length;
    }

    @Override
    public Listed next() {
      if (next >= indices.length) {
        throw new java.util.NoSuchElementException();
      }
      if (next - first >= block.length) {
        fill();
      }
      Listed listed = new Listed(model, side, indices[next], block[next - first]);
      next++;
      return listed;
    }

    private void fill() {
      first = next;
      int rows = Math.min(TopRows.ROWS, indices.length - first);
      int[][] leftOut = new int[rows][];
      int stride = model.side(side).stride();
      for (int r = 0; r < rows; r++) {
        int index = indices[first + r];
        model.copyRow(side, index, w, r * stride);
        base[r] = model.base(side, index);
        leftOut[r] = seen.of(index);
      }
      block = top.of(w, base, rows, leftOut);
    }
  }
}
