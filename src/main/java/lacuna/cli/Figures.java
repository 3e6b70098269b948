// Numbers as a person reads them. Used by everything that the console shows; pure.
package lacuna.cli;

import java.util.Locale;

/** Texts of numbers, the same in every locale. */
final class Figures {
  private static final int MOST_DECIMALS = 12;

  private Figures() {}

  /** A whole number with commas between thousands. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** "1 user", "2 users". */
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** An error with four figures that mean something, or a dash for one that does not exist. */
  static String error(double value) {
    if (value != 0 && Math.abs(value) < 1e-4) {
      return String.format(Locale.ROOT, "%.4g", value);
    }
    return error(value, decimals(value));
  }

  /** An error with so many decimals, or a dash for one that does not exist. */
  static String error(double value, int decimals) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return Double.isInfinite(value) || Math.abs(value) >= 1e9
        ? String.format(Locale.ROOT, "%.4g", value)
        : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A sum of errors with so many decimals, and commas between thousands. */
  static String sum(double value, int decimals) {
    return Double.isInfinite(value) || Math.abs(value) >= 1e12
        ? String.format(Locale.ROOT, "%.4g", value)
        : String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** A difference: its sign is always shown. */
  static String difference(double value, int decimals) {
    String text = error(value, decimals);
    return Double.isNaN(value) || text.startsWith("-") ? text : "+" + text;
  }

  /** Decimals that show at least four figures of this size: 4 of 0.85, 3 of 85.3, 6 of 0.0085. */
  static int decimals(double value) {
    if (!(Math.abs(value) > 0) || Double.isInfinite(value)) {
      return 4;
    }
    int magnitude = (int) Math.floor(Math.log10(Math.abs(value)));
    int decimals = 4 - (magnitude < 0 ? magnitude + 1 : magnitude);
    return Math.max(0, Math.min(MOST_DECIMALS, decimals));
  }

  /** A number as it would be typed: no more figures than a float holds, no trailing zeros. */
  static String plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Math.abs(value) < 1e7
        ? Float.toString((float) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  /** A number with six significant figures, or a dash for one that does not exist. */
  static String significant(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6g", value);
  }

  /** Seconds with one decimal, and in minutes or hours where these are many. */
  static String duration(double seconds) {
    if (Double.isNaN(seconds)) {
      return "-";
    }
    if (seconds < 99.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** Seconds in a column of seconds. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%,.1f", seconds);
  }

  /** Things a second, to three figures, in thousands or millions where these are many. */
  static String rate(double aSecond) {
    return scaled(aSecond, 1000, new String[] {"", " k", " M", " G"}) + "/s";
  }

  /** A number of bytes, to three figures. */
  static String bytes(long bytes) {
    return scaled(bytes, 1000, new String[] {" bytes", " kB", " MB", " GB", " TB"});
  }

  private static String scaled(double value, int base, String[] units) {
    double left = value;
    int unit = 0;
    while (left >= base * 0.9995 && unit < units.length - 1) {
      left /= base;
      unit++;
    }
    int decimals = unit == 0 || left >= 99.95 ? 0 : left >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", left) + units[unit];
  }
}
