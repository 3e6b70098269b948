// Moves item stripes between workers.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import lacuna.blocks.Stripe;
import org.apache.spark.api.java.JavaRDD;

/** How item stripes get from worker to worker; every result has one partition for each worker. */
public interface Exchange {
  /**
   * Sends each worker one run of item stripes.
   *
   * @param states what the workers hold; each item stripe is with exactly one of them
   * @param groupOf the run that each worker is to get: a permutation
   */
  JavaRDD<Stripe> move(JavaRDD<WorkerState> states, int[] groupOf);

  /** Sends every worker all item stripes. */
  JavaRDD<Stripe> gather(JavaRDD<WorkerState> states);

  /**
   * Adds up what the workers have for each item stripe, as a tree over the workers; a sum ends with
   * the worker where its stripe is at home.
   */
  JavaRDD<ItemSum> reduce(JavaRDD<ItemSums> sums);

  /** One worker's addends, its own to give away; of plain fields, as Spark's Kryo needs. */
  final class ItemSums implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int worker;
    private final double[][] byStripe;

    /**
     * @param worker the worker
     * @param byStripe an array for each item stripe, of a length that is the same for all workers;
     *     null stands for zeros
     */
    public ItemSums(int worker, double[][] byStripe) {
      this.worker = worker;
      this.byStripe = byStripe;
    }

    int worker() {
      return worker;
    }

    double[][] byStripe() {
      return byStripe;
    }
  }

  /** A sum over all workers; of plain fields, as Spark's Kryo needs. */
  final class ItemSum implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int stripe;
    private final double[] values;

    ItemSum(int stripe, double[] values) {
      this.stripe = stripe;
      this.values = values;
    }

    /** The item stripe. */
    public int stripe() {
      return stripe;
    }

    /** The sum; null when all workers had null. */
    public double[] values() {
      return values;
    }
  }

  /** Stripes as they arrive, put in order. */
  static Stripe[] inOrder(Iterator<Stripe> arrived) {
    List<Stripe> stripes = new ArrayList<>();
    arrived.forEachRemaining(stripes::add);
    stripes.sort(Comparator.comparingInt(Stripe::index));
    return stripes.toArray(new Stripe[0]);
  }
}
