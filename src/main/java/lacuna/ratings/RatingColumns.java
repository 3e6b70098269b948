// What reading ends in and blocking begins with: some users' ratings as primitive arrays.
package lacuna.ratings;

import java.io.Serializable;

/**
 * All ratings of some of the users, one partition's share: grouped by user, sorted by (user, item),
 * each pair once. Element {@code k} of every array belongs to the same rating. Immutable by
 * convention: Spark may hand the same object to another attempt, so nobody writes into the arrays.
 */
public final class RatingColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] user;
  private final int[] item;
  private final float[] rating;
  private final float[] weight;
  private final byte[] part;
  private final RepeatedPair.Found repeated;

  /**
   * Takes the arrays as they are, all of one length.
   *
   * @param user indices into the users' {@link Ids}, ascending
   * @param item indices into the items' {@link Ids}, ascending within a user, each once
   * @param rating finite values
   * @param weight finite values from 0, or null where the ratings have no weights
   * @param part codes of {@link Part}
   */
  public RatingColumns(int[] user, int[] item, float[] rating, float[] weight, byte[] part) {
    this(user, item, rating, weight, part, RepeatedPair.Found.NONE);
  }

  RatingColumns(
      int[] user,
      int[] item,
      float[] rating,
      float[] weight,
      byte[] part,
      RepeatedPair.Found repeated) {
    int size = user.length;
    if (item.length != size
        || rating.length != size
        || weight != null && weight.length != size
        || part.length != size) {
      throw new IllegalArgumentException("columns differ in length; give all " + size + " values");
    }
    this.user = user;
    this.item = item;
    this.rating = rating;
    this.weight = weight;
    this.part = part;
    this.repeated = repeated;
  }

  /** How many ratings there are. */
  public int size() {
    return user.length;
  }

  /** Indices of users, ascending. */
  public int[] user() {
    return user;
  }

  /** Indices of items, ascending within a user. */
  public int[] item() {
    return item;
  }

  /** The ratings, finite. */
  public float[] rating() {
    return rating;
  }

  /** The ratings' weights, finite and not negative; null where there are none. */
  public float[] weight() {
    return weight;
  }

  /** Codes of {@link Part}. */
  public byte[] part() {
    return part;
  }

  /** The part of rating {@code k}. */
  public Part part(int k) {
    return Part.of(part[k]);
  }

  /** The same ratings, those of the test part in the validation part. */
  RatingColumns testAsValidation() {
    byte[] parts = part.clone();
    for (int k = 0; k < parts.length; k++) {
      parts[k] = parts[k] == Part.TEST.code() ? Part.VALIDATION.code() : parts[k];
    }
    return new RatingColumns(user, item, rating, weight, parts, repeated);
  }

  /** What was found of pairs given more than once, before they were made one. */
  RepeatedPair.Found repeated() {
    return repeated;
  }
}
