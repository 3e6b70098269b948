// Names the part of the ratings that a rating belongs to: trained on, deciding when to stop, or
// held
// out. Set when ratings are grouped, read by every later step.
package lacuna.ratings;

/**
 * Which part of the ratings one rating belongs to. It stands as one byte beside each rating of
 * {@link RatingColumns}.
 */
public enum Part {
  /** Trained on. */
  TRAIN,
  /** Cut out of the training ratings: decides when to stop, and is trained on again by a refit. */
  VALIDATION,
  /** Held out: decides nothing. */
  TEST;

  private static final Part[] ALL = values();

  /** The byte by which columns name this part: 0, 1 or 2. */
  public byte code() {
    return (byte) ordinal();
  }

  /**
   * The part with this code.
   *
   * @throws ArrayIndexOutOfBoundsException if there is none
   */
  public static Part of(byte code) {
    return ALL[code];
  }
}
