// Sums of numbers that don't depend on their order. Statistics of the ratings are taken with it.
package lacuna.ratings;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * An exact sum of doubles: a fixed-point number wide enough for every double, in digits of 32 bits
 * with room above each for a billion carries. Adding is exact, so any order and any way of joining
 * partial sums give the same result. (Kulisch's long accumulator, in Neal's "small" form: "Fast
 * exact summation using small and large superaccumulators", 2015.)
 *
 * <p>Not safe for several threads. One addition costs a few nanoseconds.
 */
final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The weight of the lowest bit is 2 to minus this. */
  static final int SCALE = 1074;

  private static final int DIGITS = 68;
  private static final long LOW = 0xFFFFFFFFL;
  private static final int MOST_PENDING = 1 << 30;

  /** The most that one call adds a number: what carries have left has room for it. */
  static final int MOST_TIMES = MOST_PENDING - 2;

  private static final int ENOUGH_BITS = 64;

  private final long[] digits = new long[DIGITS];
  private int pending;

  /**
   * Adds one number.
   *
   * @param value finite
   */
  void add(double value) {
    add(value, 1);
  }

  /**
   * Adds one number several times.
   *
   * @param value finite
   * @param times from 0 to {@link #MOST_TIMES}
   */
  void add(double value, int times) {
    if (times > MOST_PENDING - pending) {
      carry();
    }
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long mantissa = bits & 0xFFFFFFFFFFFFFL;
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= 1L << 52;
    }
    int place = exponent - 1;
    int digit = place >>> 5;
    int shift = place & 31;
    long sign = bits >> 63;
    long low = (mantissa << shift) & LOW;
    long middle = ((mantissa >>> 1) >>> (31 - shift)) & LOW;
    long high = ((mantissa >>> 1) >>> (63 - shift));
    digits[digit] += ((low ^ sign) - sign) * times;
    digits[digit + 1] += ((middle ^ sign) - sign) * times;
    digits[digit + 2] += ((high ^ sign) - sign) * times;
    pending += times;
  }

  /** Adds what another sum holds. */
  void add(ExactSum other) {
    carry();
    other.carry();
    for (int d = 0; d < DIGITS; d++) {
      digits[d] += other.digits[d];
    }
    pending = 1;
  }

  /** The sum as a whole number of 2 to minus {@link #SCALE}. */
  BigInteger exact() {
    BigInteger value = BigInteger.ZERO;
    for (int d = DIGITS - 1; d >= 0; d--) {
      value = value.shiftLeft(32).add(BigInteger.valueOf(digits[d]));
    }
    return value;
  }

  /** The sum, correctly rounded. */
  double value() {
    return rounded(exact(), SCALE);
  }

  /** {@code value * 2^-scale}, correctly rounded where the result is a normal double. */
  static double rounded(BigInteger value, int scale) {
    BigInteger magnitude = value.abs();
    int excess = magnitude.bitLength() - ENOUGH_BITS;
    if (excess <= 0) {
      return Math.scalb(value.doubleValue(), -scale);
    }
    BigInteger top = magnitude.shiftRight(excess);
    if (magnitude.getLowestSetBit() < excess) {
      top = top.setBit(0);
    }
    double rounded = Math.scalb(top.doubleValue(), excess - scale);
    return value.signum() < 0 ? -rounded : rounded;
  }

  private void carry() {
    for (int d = 0; d < DIGITS - 1; d++) {
      digits[d + 1] += digits[d] >> 32;
      digits[d] &= LOW;
    }
    pending = 0;
  }
}
