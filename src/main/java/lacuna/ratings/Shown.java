// Pieces of input as they stand in messages: short, and of one line.
package lacuna.ratings;

/** Quotes what was given. */
final class Shown {
  private static final int LONGEST = 200;

  private Shown() {}

  /** {@code 1 pair}, {@code 2 pairs}. */
  static String count(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }

  /** A text in quotation marks, cut where it is long, without control characters. */
  static String text(String given) {
    String cut = given.length() > LONGEST ? given.substring(0, LONGEST) + "…" : given;
    return '"' + cut.replaceAll("[\\p{Cntrl}&&[^\t]]", "?") + '"';
  }
}
