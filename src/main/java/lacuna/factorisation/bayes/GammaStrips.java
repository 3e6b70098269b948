// Many gamma numbers of one shape, by a table: what the weights of ratings are drawn from.
package lacuna.factorisation.bayes;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gamma numbers of one shape above 1 and rate 1, by rejection from strips (Ahrens 1995). The area
 * under the density is covered by pieces of one size: upright strips from the mode to both sides,
 * each as high as the density is at its inner edge, and an exponential curve over the right tail. A
 * point in a piece at random counts if it is under the density. Whatever is below the density at
 * the strip's outer edge is, which is known beforehand; next a line is asked that a density whose
 * logarithm is concave stays above; the density itself is left for what lies between.
 *
 * <p>Decision: a table. Because: a sweep draws two gamma numbers for each rating or more, all of
 * one shape, and there are few shapes; with a normal number for each (Marsaglia and Tsang 2000)
 * they took 12 ns each, this way less than 5. Costs: 12 KB for each shape; numbers fall on a grid
 * of 2²⁶ points in each strip. {@code StrictMath} throughout: the same bits everywhere.
 */
final class GammaStrips {
  private static final int STRIPS = 512;
  private static final int PLACES = 26;
  private static final double PLACE = 1.0 / (1 << PLACES);
  private static final Map<Double, GammaStrips> MADE = new ConcurrentHashMap<>();

  private final double mode;

  /** Inner edge of each strip. */
  private final double[] inner = new double[STRIPS];

  /** From there to the outer edge; below zero left of the mode. */
  private final double[] width = new double[STRIPS];

  /** The density at the outer edge over that at the inner edge; -1 for the tail and beyond. */
  private final double[] sure = new double[STRIPS];

  /** Area of each piece, for a density that is 1 at the mode. */
  private double area;

  /** Number of strips; the piece of this number is the tail. */
  private int strips;

  private GammaStrips(double shape) {
    mode = shape - 1;
    double few = 1;
    double many = 1e-9;
    while (few - many > 1e-12 * few) {
      double middle = Math.sqrt(few * many);
      if (middle <= many || middle >= few) {
        break;
      }
      if (cut(middle)) {
        few = middle;
      } else {
        many = middle;
      }
    }
    if (!cut(few)) {
      throw new IllegalArgumentException("no strips for gamma numbers of shape " + shape);
    }
  }

  /**
   * Those of a shape, which are made once.
   *
   * @param shape above 1
   */
  static GammaStrips of(double shape) {
    return MADE.computeIfAbsent(shape, GammaStrips::new);
  }

  /** Cuts pieces of an area; false when there are too many of them. */
  private boolean cut(double size) {
    area = size;
    strips = 0;
    double x = mode;
    while (x > 0) {
      double outer = x - size / density(x);
      if (!add(x, outer)) {
        return false;
      }
      x = outer;
    }
    x = mode;
    while (!(tail(x) <= size)) {
      double outer = x + size / density(x);
      if (!add(x, outer)) {
        return false;
      }
      x = outer;
    }
    Arrays.fill(sure, strips, STRIPS, -1);
    inner[strips] = x;
    return true;
  }

  private boolean add(double from, double to) {
    if (strips == STRIPS - 1) {
      return false;
    }
    inner[strips] = from;
    width[strips] = to - from;
    sure[strips] = density(to) / density(from);
    strips++;
    return true;
  }

  /** The density, 1 at the mode. */
  private double density(double x) {
    return x > 0 ? StrictMath.exp(mode * StrictMath.log(x / mode) - (x - mode)) : 0;
  }

  /** What the logarithm of the density falls by from here on, at least. */
  private double fall(double x) {
    return 1 - mode / x;
  }

  /** Area under the exponential curve that covers the tail from here on. */
  private double tail(double x) {
    return density(x) / fall(x);
  }

  /** A gamma number, above zero. */
  double draw(Draws draws) {
    return of(draws.bits(), draws);
  }

  /** Writes gamma numbers, above zero. */
  void draw(Draws draws, float[] out, int count) {
    for (int n = 0; n < count; n++) {
      out[n] = (float) of(draws.bits(), draws);
    }
  }

  private double of(long first, Draws draws) {
    long bits = first;
    while (true) {
      int strip = (int) bits & (STRIPS - 1);
      double place = ((bits >>> (Long.SIZE - PLACES)) + 0.5) * PLACE;
      double height = (bits >>> (Long.SIZE - 2 * PLACES) & ((1 << PLACES) - 1)) * PLACE;
      double x = inner[strip] + width[strip] * place;
      if (height < sure[strip]) {
        return x;
      }
      double number = strip < strips ? kept(strip, place, height, x) : far(strip, height, draws);
      if (number > 0) {
        return number;
      }
      bits = draws.bits();
    }
  }

  /** The number, or 0 when its point is not under the density. */
  private double kept(int strip, double place, double height, double x) {
    double low = sure[strip];
    if (height < low * (1 + (1 - place) * (1 - low))) {
      return x;
    }
    return height * density(inner[strip]) < density(x) ? x : 0;
  }

  /** A number of the tail, or 0 when it does not count. */
  private double far(int strip, double height, Draws draws) {
    double from = inner[strips];
    if (strip > strips || height * area >= tail(from)) {
      return 0;
    }
    double fall = fall(from);
    double beyond = -StrictMath.log(draws.uniform()) / fall;
    double x = from + beyond;
    double cover = density(from) * StrictMath.exp(-fall * beyond);
    return draws.below() * cover < density(x) ? x : 0;
  }
}
