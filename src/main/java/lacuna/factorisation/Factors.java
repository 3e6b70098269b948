// What every method ends as: a mean, biases and factors on the grid.
package lacuna.factorisation;

import java.util.Arrays;
import lacuna.blocks.Stripe;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * A learnt model on the grid: prediction = mean + b_u + b_i + w_u·h_i. Both RDDs have one partition
 * for each worker; worker p holds the p-th run of user stripes, and the p-th run of item stripes.
 * Stripes have the column {@link Stripe#FACTORS} and, with biases, {@link Stripe#BIAS}; rows of
 * cold ids are zero, or a sampler's prior means.
 *
 * @param mean μ, in units of the ratings; 0 where it is off
 * @param rank number of factors; a row takes {@link lacuna.kernels.Lanes#stride} floats
 * @param biases whether stripes have biases
 * @param users the users' stripes, in order
 * @param items the items' stripes, in order
 * @param held what both are taken from, persisted
 * @param sampled predictions of the blocks' ratings that take the place of the products; null where
 *     the products are the predictions
 */
public record Factors(
    double mean,
    int rank,
    boolean biases,
    JavaRDD<Stripe> users,
    JavaRDD<Stripe> items,
    JavaRDD<WorkerState> held,
    SampledPredictions sampled)
    implements AutoCloseable {

  /**
   * Factors of workers' states whose item stripes are at home. Materialises them, so that what they
   * were computed from can be released.
   */
  public static Factors of(double mean, int rank, boolean biases, JavaRDD<WorkerState> states) {
    // Scored by role, written and hashed: several passes each.
    JavaRDD<WorkerState> held = states.persist(StorageLevel.MEMORY_AND_DISK());
    held.count();
    return new Factors(
        mean,
        rank,
        biases,
        held.flatMap(state -> Arrays.asList(state.users()).iterator()),
        held.flatMap(state -> Arrays.asList(state.items()).iterator()),
        held,
        null);
  }

  /** The same model with predictions of its own for the ratings that it was made for. */
  public Factors with(SampledPredictions predictions) {
    return new Factors(mean, rank, biases, users, items, held, predictions);
  }

  @Override
  public void close() {
    held.unpersist(false);
    if (sampled != null) {
      sampled.close();
    }
  }
}
