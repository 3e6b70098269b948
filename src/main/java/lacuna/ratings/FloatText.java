// Text to float, exactly right and without objects. Called once or twice for each rating of a text
// format.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Decimal numbers as bytes: an optional sign, digits with an optional point, an optional exponent.
 * The result is the float nearest to the written value, as {@link Float#parseFloat} gives it.
 *
 * <p>A short number is a whole number over a power of ten, both exact floats, and one division
 * rounds once (Clinger, "How to read floating point numbers accurately", 1990). A longer one goes
 * the same way in double; rounding that to float is right unless the double lies half-way between
 * two floats, and then, as for everything else, {@code parseFloat} decides.
 */
final class FloatText {
  private static final float[] FLOAT_TENS = {
    1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f
  };
  private static final double[] DOUBLE_TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT_IN_FLOAT = 1L << 24;
  private static final long EXACT_IN_DOUBLE = 1L << 53;
  private static final int MOST_DIGITS = 18;
  private static final int MOST_EXPONENT = 100_000;
  private static final long HALF_WAY_MASK = (1L << 29) - 1;
  private static final long HALF_WAY = 1L << 28;

  private FloatText() {}

  /**
   * The number that {@code text[from, to)} writes; infinite where it is beyond a float; NaN where
   * it is no such number.
   */
  static float parse(byte[] text, int from, int to) {
    int i = from;
    boolean negative = false;
    if (i < to && (text[i] == '-' || text[i] == '+')) {
      negative = text[i++] == '-';
    }
    int first = i;
    long whole = 0;
    int digit;
    while (i < to && (digit = text[i] - '0') >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      i++;
    }
    int digits = i - first;
    int exponent = 0;
    if (i < to && text[i] == '.') {
      int point = ++i;
      while (i < to && (digit = text[i] - '0') >= 0 && digit <= 9) {
        whole = whole * 10 + digit;
        i++;
      }
      exponent = point - i;
      digits -= exponent;
    }
    if (digits == 0) {
      return Float.NaN;
    }
    if (i < to) {
      int written = exponent(text, i, to);
      if (written == Integer.MIN_VALUE) {
        return Float.NaN;
      }
      exponent += written;
    }
    float value = digits <= MOST_DIGITS ? nearest(whole, exponent) : Float.NaN;
    if (value != value) {
      return Float.parseFloat(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
    }
    return negative ? -value : value;
  }

  /**
   * The exponent that {@code text[from, to)} writes with its letter, or MIN_VALUE if it is none.
   */
  private static int exponent(byte[] text, int from, int to) {
    if ((text[from] | 0x20) != 'e') {
      return Integer.MIN_VALUE;
    }
    int i = from + 1;
    boolean negative = false;
    if (i < to && (text[i] == '-' || text[i] == '+')) {
      negative = text[i++] == '-';
    }
    if (i == to) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      exponent = Math.min(MOST_EXPONENT, exponent * 10 + digit);
    }
    return negative ? -exponent : exponent;
  }

  /** {@code whole * 10^exponent} as the nearest float, or NaN where that isn't certain. */
  private static float nearest(long whole, int exponent) {
    if (whole < EXACT_IN_FLOAT) {
      if (exponent <= 0 && exponent > -FLOAT_TENS.length) {
        return (float) whole / FLOAT_TENS[-exponent];
      }
      if (exponent > 0 && exponent < FLOAT_TENS.length) {
        return (float) whole * FLOAT_TENS[exponent];
      }
    }
    if (whole <= EXACT_IN_DOUBLE && Math.abs(exponent) < DOUBLE_TENS.length) {
      double value = exponent < 0 ? whole / DOUBLE_TENS[-exponent] : whole * DOUBLE_TENS[exponent];
      boolean halfWay = (Double.doubleToRawLongBits(value) & HALF_WAY_MASK) == HALF_WAY;
      if (!halfWay && value >= Float.MIN_NORMAL && value <= Float.MAX_VALUE) {
        return (float) value;
      }
    }
    return Float.NaN;
  }

  /** Why {@link #parse} gave no finite number, in words that follow the name of the column. */
  static String fault(byte[] text, int from, int to) {
    String shown = new String(text, from, to - from, StandardCharsets.UTF_8);
    if (shown.isBlank()) {
      return "is empty";
    }
    String plain = shown.toLowerCase(Locale.ROOT).replaceFirst("^[+-]", "");
    if (plain.equals("nan") || plain.startsWith("inf")) {
      return "is " + shown + ", not a finite number";
    }
    if (Float.isInfinite(parse(text, from, to))) {
      return "is " + shown + ", beyond the range of a float";
    }
    if (shown.matches("[+-]?\\d*,\\d+")) {
      return "is " + shown + ", with a decimal comma; write a point";
    }
    return "is " + shown + ", not a number";
  }
}
