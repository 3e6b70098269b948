// Moves item stripes between workers.
package lacuna.factorisation;

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
}
