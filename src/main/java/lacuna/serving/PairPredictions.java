// Predictions of given cells, or of all of them, as a table.
package lacuna.serving;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import lacuna.factorisation.Initialisation.Side;
import lacuna.ratings.IdType;
import lacuna.ratings.InputException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** What a model says of cells; every row of the result is made in a task and none is collected. */
public final class PairPredictions {
  private static final int USERS_A_TASK = 256;

  private PairPredictions() {}

  /**
   * What a model says of the cells of a table: a struct of prediction, raw_prediction,
   * prediction_sd and status for each row.
   *
   * @param user column of user ids, of any type that ids may have
   * @param item column of item ids
   * @throws InputException for a column that can't hold ids
   */
  public static Column of(
      SparkSession session, ServedModel model, Dataset<?> table, String user, String item) {
    Broadcast<FactorModel> sent = model.sent(session);
    UDF2<String, String, Row> predict = (u, i) -> row(sent.value(), u, i);
    return functions
        .udf(predict, ServedSchemas.PREDICTION)
        // Else Spark would predict anew for each field that is taken of the struct.
        .asNondeterministic()
        .apply(
            text(table, user, model.users().ids().type()),
            text(table, item, model.items().ids().type()));
  }

  private static Row row(FactorModel model, String userId, String itemId) {
    int user = model.users().ids().find(userId);
    int item = model.items().ids().find(itemId);
    float raw = model.raw(user, item);
    float deviation = model.deviation(user, item);
    return RowFactory.create(
        model.clipped(raw),
        raw,
        Float.isNaN(deviation) ? null : deviation,
        model.status(user, item));
  }

  /**
   * A column of ids as the texts by which a model knows them.
   *
   * @param known the type in which the model's ids came
   */
  public static Column text(Dataset<?> table, String name, DataType known) {
    DataType type = table.schema().apply(name).dataType();
    if (!IdType.allows(type)) {
      throw new InputException(
          "column "
              + name
              + " is "
              + type.simpleString()
              + ", and an id needs text, whole numbers, decimals, bytes or dates");
    }
    Column ids = table.col("`" + name.replace("`", "``") + "`");
    if (type.equals(known)) {
      return IdType.text(ids, type);
    }
    // 7.0 is the id 7 of a model whose ids were whole numbers, and 7.5 is none.
    Column cast = ids.try_cast(known);
    return functions.when(cast.try_cast(type).equalTo(ids), IdType.text(cast, known));
  }

  /** Every cell of these users, or of all with none given, item after item. */
  public static Dataset<Row> complete(SparkSession session, ServedModel model, int... users) {
    return cells(session, model, Side.USERS, users);
  }

  /** Every cell of these items, user after user. */
  public static Dataset<Row> columns(SparkSession session, ServedModel model, int... items) {
    return cells(session, model, Side.ITEMS, items);
  }

  private static Dataset<Row> cells(
      SparkSession session, ServedModel model, Side side, int... indices) {
    Broadcast<FactorModel> sent = model.sent(session);
    StructType schema =
        ServedSchemas.predictions(model.users().ids().type(), model.items().ids().type());
    JavaRDD<int[]> chunks =
        indices.length == 0
            ? ServedModel.ranges(session, model.side(side).size(), USERS_A_TASK)
                .map(range -> IntStream.range(range[0], range[1]).toArray())
            : org.apache.spark.api.java.JavaSparkContext.fromSparkContext(session.sparkContext())
                .parallelize(List.of(indices), 1);
    JavaRDD<Row> rows = chunks.flatMap(chunk -> cells(sent.value(), side, chunk));
    return session.createDataFrame(rows, schema);
  }

  private static Iterator<Row> cells(FactorModel model, Side side, int[] indices) {
    int others = model.side(Recommendations.other(side)).size();
    return IntStream.of(indices)
        .boxed()
        .flatMap(index -> cells(model, side, index, others).stream())
        .iterator();
  }

  private static List<Row> cells(FactorModel model, Side side, int index, int others) {
    List<Row> rows = new ArrayList<>(others);
    Object own = model.side(side).ids().value(index);
    SideIds otherIds = model.side(Recommendations.other(side)).ids();
    boolean byUser = side == Side.USERS;
    for (int other = 0; other < others; other++) {
      int user = byUser ? index : other;
      int item = byUser ? other : index;
      float raw = model.raw(user, item);
      float deviation = model.deviation(user, item);
      rows.add(
          RowFactory.create(
              byUser ? own : otherIds.value(other),
              byUser ? otherIds.value(other) : own,
              model.clipped(raw),
              raw,
              Float.isNaN(deviation) ? null : deviation,
              model.status(user, item)));
    }
    return rows;
  }
}
