// A model that was computed on the driver, on its way to the workers.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.kernels.Lanes;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * Factors and biases by id.
 *
 * @param mean μ
 * @param rank number of factors
 * @param users the users' side
 * @param items the items' side
 */
public record DriverModel(double mean, int rank, Side users, Side items) {

  /**
   * One side; a class of plain fields, as Spark's Kryo needs, since it is broadcast. The arrays are
   * taken as they are and not written to.
   */
  public static final class Side implements Serializable {
    private static final long serialVersionUID = 1L;
    private final float[] factors;
    private final float[] biases;

    /**
     * @param factors ids x rank, row-major; null for zeros
     * @param biases one for each id; null for a model without biases
     */
    public Side(float[] factors, float[] biases) {
      this.factors = factors;
      this.biases = biases;
    }

    private Stripe stripe(Axis axis, int index, int rank) {
      int stride = Lanes.stride(rank);
      float[] rows = new float[axis.rows(index) * stride];
      float[] bias = new float[axis.rows(index)];
      for (int row = 0; row < bias.length; row++) {
        int id = axis.idAt(index, row);
        if (factors != null) {
          System.arraycopy(factors, id * rank, rows, row * stride, rank);
        }
        bias[row] = biases == null ? 0 : biases[id];
      }
      Stripe stripe = Stripe.of(index, bias.length).with(Stripe.FACTORS, rows);
      return biases == null ? stripe : stripe.with(Stripe.BIAS, bias);
    }
  }

  /** The model on the grid of a training's data. */
  public Factors on(TrainingData data) {
    Broadcast<Side> sentUsers = data.spark().broadcast(users);
    Broadcast<Side> sentItems = data.spark().broadcast(items);
    Broadcast<Grid> grid = data.grid();
    int workers = data.workers().count();
    int factors = rank;
    List<Integer> numbers = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      numbers.add(worker);
    }
    JavaRDD<WorkerState> states =
        data.spark()
            .parallelize(numbers, workers)
            .map(
                worker ->
                    new WorkerState(
                        worker,
                        stripes(sentUsers.value(), grid.value().users(), worker, workers, factors),
                        stripes(
                            sentItems.value(), grid.value().items(), worker, workers, factors)));
    Factors made = Factors.of(mean, rank, users.biases != null, states);
    // The driver keeps its own: a state that is lost with its executor is made again from it.
    sentUsers.unpersist(false);
    sentItems.unpersist(false);
    return made;
  }

  private static Stripe[] stripes(Side side, Axis axis, int worker, int workers, int rank) {
    int share = axis.stripes() / workers;
    Stripe[] stripes = new Stripe[share];
    for (int k = 0; k < share; k++) {
      stripes[k] = side.stripe(axis, worker * share + k, rank);
    }
    return stripes;
  }
}
