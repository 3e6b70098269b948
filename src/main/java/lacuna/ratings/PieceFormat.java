// How pieces of files become batches. Sent to the tasks by TextReading.
package lacuna.ratings;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;

/** Makes the batches of a task's pieces. Travels to the tasks, so it holds only what they need. */
interface PieceFormat extends Serializable {
  /**
   * The batches, one at least, each piece's report in one of them.
   *
   * @param keptBad most bad records to keep of each piece
   * @param stopAtBad whether to read no further than the first
   */
  Iterator<RatingChunk> chunks(
      FilePiece[] pieces,
      RatingChunkBuilder builder,
      Configuration hadoop,
      int keptBad,
      boolean stopAtBad);
}
