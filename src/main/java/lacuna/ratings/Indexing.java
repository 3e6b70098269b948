// The second step of loading: the distinct ids of all batches, joined on the driver.
package lacuna.ratings;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;

/**
 * The distinct ids of one source, and what its tasks had to report. Each task sorts its batch's
 * ids; lists are joined two by two, where there are many by tasks first, so that the driver
 * receives few lists with each id once, never a rating.
 */
final class Indexing implements Serializable {
  private static final long serialVersionUID = 1L;

  final IdList users;
  final IdList items;
  final long ratings;
  final PieceReport[] reports;

  private Indexing(IdList users, IdList items, long ratings, PieceReport[] reports) {
    this.users = users;
    this.items = items;
    this.ratings = ratings;
    this.reports = reports;
  }

  /** Runs the job that reads: the first use of the chunks. */
  static Indexing of(JavaRDD<RatingChunk> chunks) {
    return chunks.map(Indexing::of).treeReduce(Indexing::join, Loading.depth(chunks));
  }

  private static Indexing of(RatingChunk chunk) {
    return new Indexing(chunk.users.sorted(), chunk.items.sorted(), chunk.size(), chunk.reports);
  }

  private Indexing join(Indexing other) {
    PieceReport[] all = Arrays.copyOf(reports, reports.length + other.reports.length);
    System.arraycopy(other.reports, 0, all, reports.length, other.reports.length);
    return new Indexing(
        IdList.union(users, other.users),
        IdList.union(items, other.items),
        ratings + other.ratings,
        all);
  }
}
