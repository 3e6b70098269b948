// What a worker holds between two steps of a training.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Initialisation.Side;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * A worker's user stripes, which stay with it, and the run of item stripes that it has at hand.
 * Spark holds these; a task that updates works on copies ({@link #copy}).
 *
 * <p>A class of plain fields and no record, since it crosses processes and Spark's Kryo can't
 * rebuild a record.
 */
public final class WorkerState implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int worker;
  private final Stripe[] users;
  private final Stripe[] items;

  /**
   * Takes the arrays as they are.
   *
   * @param worker number of the worker, which is that of its partition
   * @param users its user stripes in order
   * @param items the item stripes at hand in order
   */
  public WorkerState(int worker, Stripe[] users, Stripe[] items) {
    this.worker = worker;
    this.users = users;
    this.items = items;
  }

  /** Number of the worker, which is that of its partition. */
  public int worker() {
    return worker;
  }

  /** Its user stripes in order. */
  public Stripe[] users() {
    return users;
  }

  /** The item stripes at hand in order. */
  public Stripe[] items() {
    return items;
  }

  /** A state whose arrays are its own. */
  public WorkerState copy() {
    return new WorkerState(worker, copies(users), copies(items));
  }

  /** This state with each stripe replaced by what a function makes of it. */
  public WorkerState with(UnaryOperator<Stripe> change) {
    return new WorkerState(
        worker,
        Arrays.stream(users).map(change).toArray(Stripe[]::new),
        Arrays.stream(items).map(change).toArray(Stripe[]::new));
  }

  private static Stripe[] copies(Stripe[] stripes) {
    Stripe[] copies = new Stripe[stripes.length];
    for (int k = 0; k < copies.length; k++) {
      copies[k] = stripes[k].copy();
    }
    return copies;
  }

  /** Adds a solver's own columns to a first stripe; runs in the workers. */
  public interface Preparation extends Serializable {
    /**
     * The stripe with more columns.
     *
     * @param ratingsByRow training ratings of each row
     */
    Stripe prepared(Side side, Stripe stripe, int[] ratingsByRow);
  }

  /**
   * The states before the first step, one partition for each worker: its users, and the items that
   * are at home there.
   */
  public static JavaRDD<WorkerState> first(
      TrainingData data, Initialisation initialisation, Preparation preparation) {
    int workers = data.workers().count();
    List<Integer> numbers = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      numbers.add(worker);
    }
    Broadcast<Grid> grid = data.grid();
    Broadcast<Counts> counts = data.counts();
    Broadcast<WarmStart> warm = data.warmStart();
    return data.spark()
        .parallelize(numbers, workers)
        .map(
            worker -> {
              Axis users = grid.value().users();
              Axis items = grid.value().items();
              WarmStart rows = warm == null ? null : warm.value();
              Maker maker = new Maker(initialisation, preparation, users.trained(), rows);
              return new WorkerState(
                  worker,
                  maker.stripes(Side.USERS, users, counts.value().users(), worker, workers),
                  maker.stripes(Side.ITEMS, items, counts.value().items(), worker, workers));
            });
  }

  private record Maker(
      Initialisation initialisation, Preparation preparation, int trainedUsers, WarmStart start) {
    Stripe[] stripes(Side side, Axis axis, int[] counts, int worker, int workers) {
      int share = axis.stripes() / workers;
      Stripe[] stripes = new Stripe[share];
      for (int k = 0; k < share; k++) {
        int index = worker * share + k;
        int[] ratings = new int[axis.rows(index)];
        for (int row = 0; row < ratings.length; row++) {
          ratings[row] = counts[axis.idAt(index, row)];
        }
        Stripe first = initialisation.stripe(side, axis, index, counts, trainedUsers);
        Stripe begun = start == null ? first : start.over(side, axis, counts, first);
        stripes[k] = preparation.prepared(side, begun, ratings);
      }
      return stripes;
    }
  }
}
