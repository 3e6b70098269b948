// Which columns a batch has. Travels to the tasks that fill batches.
package lacuna.ratings;

import java.io.Serializable;

/**
 * The columns of a batch.
 *
 * @param source {@link Part#TEST} for ratings of a given test path, else {@link Part#TRAIN}
 * @param weighted whether ratings have weights
 * @param timed whether ratings have times
 */
record ChunkLayout(Part source, boolean weighted, boolean timed) implements Serializable {
  RatingChunkBuilder builder() {
    return new RatingChunkBuilder(source, weighted, timed);
  }
}
