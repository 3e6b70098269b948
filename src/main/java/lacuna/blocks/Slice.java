// What one input partition sends to one user stripe when ratings are blocked.
package lacuna.blocks;

import java.io.Serializable;

/**
 * Ratings of one role on their way to one user stripe, in no particular order. A class of plain
 * fields and no record, since it crosses processes and Spark's Kryo can't rebuild a record.
 */
final class Slice implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What the ratings are for. */
  final Role role;

  /** The stripe that they go to. */
  final int userStripe;

  /** Rows within the user stripe. */
  final char[] user;

  /** Places of the items: stripe in the upper, row in the lower 16 bits. */
  final int[] item;

  /** The ratings. */
  final float[] rating;

  /** Their weights, or null when all are 1. */
  final float[] weight;

  /** An empty slice, to be filled by its maker. */
  Slice(Role role, int userStripe, int size, boolean weighted) {
    this.role = role;
    this.userStripe = userStripe;
    this.user = new char[size];
    this.item = new int[size];
    this.rating = new float[size];
    this.weight = weighted ? new float[size] : null;
  }

  int size() {
    return rating.length;
  }
}
