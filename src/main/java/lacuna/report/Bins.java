// Where the numbers of a page's figures fall: bins whose number does not depend on the data.
package lacuna.report;

import java.io.Serializable;

/**
 * Bins of ratings and of counts.
 *
 * @param least smallest rating that predictions are expected at
 * @param greatest the largest one
 */
record Bins(double least, double greatest) implements Serializable {
  /** Bins of the range of ratings. */
  static final int RATINGS = 20;

  /** Bins of residuals, from minus the width of the range to plus. */
  static final int RESIDUALS = 41;

  /** Bins of how many ratings a row has: none, 1, 2 to 3, 4 to 7, ... */
  static final int COUNTS = 32;

  private double width() {
    return greatest > least ? greatest - least : 1;
  }

  private static int within(double place, int bins) {
    return (int) Math.max(0, Math.min(bins - 1, Math.floor(place)));
  }

  /** The bin of a rating or a prediction; one beyond the range falls into the last. */
  int ofRating(double value) {
    return within((value - least) / width() * RATINGS, RATINGS);
  }

  /** The middle of a bin of ratings. */
  double rating(int bin) {
    return least + (bin + 0.5) * width() / RATINGS;
  }

  /** The bin of a residual. */
  int ofResidual(double value) {
    return within((value / width() + 1) / 2 * RESIDUALS, RESIDUALS);
  }

  /** The middle of a bin of residuals. */
  double residual(int bin) {
    return ((bin + 0.5) / RESIDUALS * 2 - 1) * width();
  }

  /** The bin of a number of ratings. */
  static int ofCount(int count) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(count);
  }

  /** The smallest number of ratings in a bin. */
  static int countFrom(int bin) {
    return bin == 0 ? 0 : 1 << (bin - 1);
  }

  /** What a bin of numbers of ratings holds, in words. */
  static String countText(int bin) {
    int from = countFrom(bin);
    return from < 2 ? Integer.toString(from) : Texts.count(from) + "–" + Texts.count(2L * from - 1);
  }
}
