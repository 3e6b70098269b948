// From MLlib's tables of factors to stripes on the grid.
package lacuna.factorisation.als;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.blocks.ToPartition;
import lacuna.factorisation.Exchange;
import lacuna.factorisation.Factors;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.WorkerState;
import lacuna.kernels.Lanes;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Sends each row of factors to the worker where its stripe is at home.
 *
 * @param data the training's data
 * @param rank number of factors
 */
record FactorTables(TrainingData data, int rank) {

  /** One id's factors on their way; of plain fields, as Spark's Kryo needs. */
  private static final class FactorRow implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int id;
    private final float[] values;

    FactorRow(Row row) {
      id = row.getInt(0);
      List<Float> boxed = row.getList(1);
      values = new float[boxed.size()];
      for (int k = 0; k < values.length; k++) {
        values[k] = boxed.get(k);
      }
    }
  }

  /** Which side of the grid; sent to the workers. */
  private interface Side extends Serializable {
    Axis of(Grid grid);
  }

  /** The model on the grid; ids that it does not know have zeros. */
  Factors factors(ALSModel model) {
    JavaRDD<WorkerState> states =
        stripes(model.userFactors(), Grid::users)
            .zipPartitions(
                stripes(model.itemFactors(), Grid::items),
                (users, items) -> List.of(state(users, items)).iterator());
    return Factors.of(0, rank, false, states);
  }

  private static WorkerState state(Iterator<Stripe> users, Iterator<Stripe> items) {
    Stripe[] ownUsers = Exchange.inOrder(users);
    int worker = ownUsers[0].index() / ownUsers.length;
    return new WorkerState(worker, ownUsers, Exchange.inOrder(items));
  }

  private JavaRDD<Stripe> stripes(Dataset<Row> table, Side side) {
    int workers = data.workers().count();
    int factors = rank;
    Broadcast<Grid> grid = data.grid();
    return table
        .select("id", "features")
        .javaRDD()
        .mapToPair(
            row -> {
              Axis axis = side.of(grid.value());
              int home = axis.stripeOf(row.getInt(0)) / (axis.stripes() / workers);
              return new Tuple2<>(home, new FactorRow(row));
            })
        .partitionBy(new ToPartition(workers))
        .values()
        .mapPartitionsWithIndex(
            (worker, rows) -> placed(rows, side.of(grid.value()), worker, workers, factors), true);
  }

  private static Iterator<Stripe> placed(
      Iterator<FactorRow> rows, Axis axis, int worker, int workers, int rank) {
    int share = axis.stripes() / workers;
    int stride = Lanes.stride(rank);
    List<float[]> factors = new ArrayList<>();
    for (int k = 0; k < share; k++) {
      factors.add(new float[axis.rows(worker * share + k) * stride]);
    }
    while (rows.hasNext()) {
      FactorRow row = rows.next();
      float[] stripe = factors.get(axis.stripeOf(row.id) - worker * share);
      System.arraycopy(row.values, 0, stripe, axis.rowOf(row.id) * stride, row.values.length);
    }
    List<Stripe> stripes = new ArrayList<>();
    for (int k = 0; k < share; k++) {
      int index = worker * share + k;
      stripes.add(Stripe.of(index, axis.rows(index)).with(Stripe.FACTORS, factors.get(k)));
    }
    return stripes.iterator();
  }
}
