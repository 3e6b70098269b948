// One batch of ratings as read: what every format makes, and what indexing and grouping take.
package lacuna.ratings;

import java.io.Serializable;

/**
 * Ratings with ids encoded by a dictionary of the batch. Element {@code k} of every column belongs
 * to the same rating. Immutable by convention.
 */
final class RatingChunk implements Serializable {
  private static final long serialVersionUID = 1L;

  /** {@link Part#TEST} for ratings of a given test path, else {@link Part#TRAIN}. */
  final Part source;

  /** Codes into {@link #users} and {@link #items}. */
  final int[] user;

  final int[] item;
  final float[] rating;

  /** Null where the request names no weights. */
  final float[] weight;

  /** Null where nothing asks for times. */
  final long[] timestamp;

  /** Each id once, in the order in which the batch met them. */
  final IdList users;

  final IdList items;

  /** Of the pieces of input whose reading ended with this batch. */
  final PieceReport[] reports;

  RatingChunk(
      Part source,
      int[] user,
      int[] item,
      float[] rating,
      float[] weight,
      long[] timestamp,
      IdList users,
      IdList items,
      PieceReport[] reports) {
    this.source = source;
    this.user = user;
    this.item = item;
    this.rating = rating;
    this.weight = weight;
    this.timestamp = timestamp;
    this.users = users;
    this.items = items;
    this.reports = reports;
  }

  int size() {
    return rating.length;
  }
}
