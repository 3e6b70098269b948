// Pieces of input as they stand in messages: short, and of one line.
package lacuna.ratings;

/** Quotes what was given. */
final class Shown {
  private static final int LONGEST = 200;

  private Shown() {}

  /** A text in quotation marks, cut where it is long, without control characters. */
  static String text(String given) {
    String cut = given.length() > LONGEST ? given.substring(0, LONGEST) + "…" : given;
    return '"' + cut.replaceAll("[\\p{Cntrl}&&[^\t]]", "?") + '"';
  }
}
