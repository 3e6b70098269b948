// Bounds of numbers that a user may set: part of Settings.
package lacuna.factorisation;

import lacuna.UsageException;

/** Refuses numbers out of their bounds, naming the option; NaN, which leaves one open, passes. */
final class Bounds {
  private Bounds() {}

  static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new UsageException(
          option + " takes a whole number of at least " + least + ", given " + value);
    }
  }

  static void atLeastZero(String option, double value) {
    if (value < 0 || Double.isInfinite(value)) {
      throw new UsageException(option + " takes a finite number of at least 0, given " + value);
    }
  }

  static void aboveZero(String option, double value) {
    if (value <= 0 || Double.isInfinite(value)) {
      throw new UsageException(option + " takes a finite number above 0, given " + value);
    }
  }
}
