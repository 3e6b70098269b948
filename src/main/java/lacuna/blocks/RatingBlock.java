// The ratings of one user stripe, laid out tile by tile in primitive arrays: what a worker caches.
package lacuna.blocks;

import java.io.Serializable;

/**
 * The ratings of one user stripe and one role, over all item stripes. Tile i is the range
 * [tileStart[i], tileStart[i + 1]) of the arrays; within a tile ratings stand in the order in which
 * every epoch meets them.
 *
 * <p>Eight bytes a rating without weights: two 16-bit rows and a float. The layout is the same for
 * every number of workers, since a worker holds whole user stripes.
 *
 * <p>Immutable by agreement: the arrays are shared with the kernels and never written to after
 * construction, since Spark may hand a cached block to a second attempt of a task.
 */
public final class RatingBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Role role;
  private final int userStripe;
  private final char[] user;
  private final char[] item;
  private final float[] rating;
  private final float[] weight;
  private final int[] tileStart;

  RatingBlock(
      Role role,
      int userStripe,
      char[] user,
      char[] item,
      float[] rating,
      float[] weight,
      int[] tileStart) {
    this.role = role;
    this.userStripe = userStripe;
    this.user = user;
    this.item = item;
    this.rating = rating;
    this.weight = weight;
    this.tileStart = tileStart;
  }

  /** What the ratings are for. */
  public Role role() {
    return role;
  }

  /** The stripe of users whose ratings these are. */
  public int userStripe() {
    return userStripe;
  }

  /** Number of item stripes, hence of tiles. */
  public int itemStripes() {
    return tileStart.length - 1;
  }

  /** Number of ratings. */
  public int size() {
    return rating.length;
  }

  /**
   * First rating of the tile with this item stripe; that of stripe {@link #itemStripes} is {@link
   * #size}.
   */
  public int tileStart(int itemStripe) {
    return tileStart[itemStripe];
  }

  /** Row of the t-th rating's user within the user stripe. */
  public int user(int t) {
    return user[t];
  }

  /** Row of the t-th rating's item within the tile's item stripe. */
  public int item(int t) {
    return item[t];
  }

  /** The t-th rating. */
  public float rating(int t) {
    return rating[t];
  }

  /** Weight of the t-th rating; 1 without a weight column. */
  public float weight(int t) {
    return weight == null ? 1 : weight[t];
  }

  /** Rows of the users, one a rating: the array itself, not to be written to. */
  public char[] users() {
    return user;
  }

  /** Rows of the items, likewise. */
  public char[] items() {
    return item;
  }

  /** The ratings, likewise. */
  public float[] ratings() {
    return rating;
  }

  /** The weights, likewise; null when all are 1. */
  public float[] weights() {
    return weight;
  }
}
