// Predictions that are means over samples and no products of factors, with their spread.
package lacuna.factorisation;

import java.util.Arrays;
import java.util.List;
import lacuna.blocks.Role;
import lacuna.checkpoints.Piece;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Mean and standard deviation of the prediction of each rating of a training's blocks, from the
 * samples of a posterior. One partition for each worker, with one element: {@link Worker}.
 *
 * <p>The mean of p·q over samples is not the product of the means of p and q, so that a solver that
 * samples has predictions beside its factors; whoever scores it takes these.
 *
 * @param workers the workers' shares, persisted; zip them with the blocks
 * @param units what turned the sums into them
 */
public record SampledPredictions(JavaRDD<SampledPredictions.Worker> workers, Units units)
    implements AutoCloseable {
  /**
   * From scaled units to those of the ratings.
   *
   * @param centre added after scaling
   * @param scale from scaled units to those of the ratings
   * @param noise variance of a rating about a sample's prediction, in scaled units
   * @param degrees degrees of freedom of that noise, a t law's; infinite for the normal law
   */
  public record Units(double centre, double scale, double noise, double degrees)
      implements java.io.Serializable {
    /** Variance of a rating about a sample's prediction, in units of ratings. */
    public double noiseVariance() {
      return scale * scale * noise;
    }
  }

  /** One worker's share; no record, since it may cross processes. Read only. */
  public static final class Worker implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    private final SampledBlock[] blocks;
    private final double centre;
    private final double scale;
    private final double noise;
    private final double degrees;

    Worker(SampledBlock[] blocks, Units units) {
      this.blocks = blocks;
      this.centre = units.centre;
      this.scale = units.scale;
      this.noise = units.noise;
      this.degrees = units.degrees;
    }

    /** Variance of a rating about a sample's prediction. */
    public double noiseVariance() {
      return scale * scale * noise;
    }

    /** Degrees of freedom of that noise, a t law's; infinite for the normal law. */
    public double noiseDegrees() {
      return degrees;
    }

    /**
     * Unclipped predictions of a block, in the order of its ratings; null when it has no ratings.
     *
     * @param userStripe its stripe of users, counted over the whole grid
     */
    public float[] means(Role role, int userStripe) {
      SampledBlock block = block(role, userStripe);
      return block == null ? null : filled(block.size(), t -> centre + scale * block.mean(t));
    }

    /** Standard deviations of the ratings about their predictions, likewise. */
    public float[] deviations(Role role, int userStripe) {
      SampledBlock block = block(role, userStripe);
      return block == null
          ? null
          : filled(block.size(), t -> scale * Math.sqrt(block.variance(t) + noise));
    }

    /** The sums behind it. */
    List<Piece> pieces() {
      return Arrays.stream(blocks).map(SampledBlock::piece).toList();
    }

    private SampledBlock block(Role role, int userStripe) {
      return Arrays.stream(blocks)
          .filter(block -> block.role() == role && block.userStripe() == userStripe)
          .findFirst()
          .orElse(null);
    }

    private static float[] filled(int size, java.util.function.IntToDoubleFunction value) {
      float[] values = new float[size];
      for (int t = 0; t < size; t++) {
        values[t] = (float) value.applyAsDouble(t);
      }
      return values;
    }
  }

  /**
   * Predictions in the units of the ratings. Materialises them, so that what they were computed
   * from can be released.
   *
   * @param sampled sums of every worker, in scaled units
   * @param units from those to the units of the ratings
   */
  public static SampledPredictions of(JavaRDD<SampledBlock[]> sampled, Units units) {
    // Scored, written and calibrated by: several passes.
    JavaRDD<Worker> workers =
        sampled.map(blocks -> new Worker(blocks, units)).persist(StorageLevel.MEMORY_AND_DISK());
    workers.count();
    return new SampledPredictions(workers, units);
  }

  @Override
  public void close() {
    workers.unpersist(false);
  }
}
