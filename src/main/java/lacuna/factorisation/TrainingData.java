// The blocks of one training with what is known of them: what every solver is given.
package lacuna.factorisation;

import lacuna.blocks.Grid;
import lacuna.blocks.RatingBlock;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;

/**
 * One training's ratings, blocked and cached. For the driver's thread alone; closing releases the
 * cached blocks.
 *
 * @param spark the context
 * @param grid the grid
 * @param blocks the blocks in one partition for each worker; roles tell training, validation and
 *     test ratings apart
 * @param counts training ratings of each id in this training; 0 for an id that only other parts
 *     have
 * @param statistics of the ratings
 * @param workers how many partitions and how many threads in each
 * @param warmStart rows to begin with; null to begin at random
 * @param features what is known of users and items; null where nothing is
 * @param checkpointEvery most epochs between two cuts of the lineage in the context's checkpoint
 *     directory, 0 to go by stages alone, below 0 never to use the directory
 * @param processed counts training ratings that epochs have gone through, for who watches the
 *     cluster: part of no result, since Spark counts what it computes again once more
 */
public record TrainingData(
    JavaSparkContext spark,
    Broadcast<Grid> grid,
    JavaRDD<RatingBlock> blocks,
    Broadcast<Counts> counts,
    Statistics statistics,
    Workers workers,
    Broadcast<WarmStart> warmStart,
    Broadcast<KnownFeatures> features,
    int checkpointEvery,
    LongAccumulator processed)
    implements AutoCloseable {
  @Override
  public void close() {
    blocks.unpersist(false);
    // Not destroyed: factors that were learnt from it may be computed again if lost.
    counts.unpersist(false);
  }
}
