// Numbers as a reader of the page sees them. Pure.
package lacuna.report;

import java.util.Locale;

/** Texts of numbers, the same in every locale. */
final class Texts {
  private Texts() {}

  /** A whole number with commas between thousands. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** An error to four decimals, more where it is small; a dash for one that does not exist. */
  static String error(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    double size = Math.abs(value);
    return String.format(
            Locale.ROOT, size != 0 && size < 0.01 || size >= 1e5 ? "%.4g" : "%.4f", value)
        .replace('-', '−');
  }

  /** A value to so many decimals. */
  static String fixed(double value, int decimals) {
    return Double.isNaN(value)
        ? "–"
        : String.format(Locale.ROOT, "%,." + decimals + "f", value).replace('-', '−');
  }

  /** A rating as it would be typed. */
  static String rating(float value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? Integer.toString((int) value).replace('-', '−')
        : Float.toString(value).replace('-', '−');
  }

  /** A share in percent. */
  static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
