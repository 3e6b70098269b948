// Normal and gamma numbers from a counter: what every conditional of the sampler is drawn with.
package lacuna.factorisation.bayes;

import lacuna.CounterRandom;
import lacuna.CounterRandom.Purpose;

/**
 * A sequence of random numbers that belongs to one key, such as (seed, sweep, side, row), so that
 * it does not depend on which thread or worker draws it. {@link #of} starts another sequence; an
 * object serves one thread.
 *
 * <p>Normal numbers by the ziggurat of Marsaglia and Tsang (2000) with a layer and a place from
 * disjoint bits (Doornik 2005), since Box and Muller's logarithms would cost more than the rows'
 * arithmetic; gamma numbers by Marsaglia and Tsang (2000). {@code StrictMath} throughout: the same
 * bits everywhere.
 */
final class Draws {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final int LAYERS = 128;
  private static final double TAIL = 3.442619855899;
  private static final double AREA = 9.91256303526217e-3;
  private static final double[] EDGE = new double[LAYERS + 1];
  private static final double[] RATIO = new double[LAYERS];

  static {
    double density = StrictMath.exp(-0.5 * TAIL * TAIL);
    EDGE[0] = AREA / density;
    EDGE[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      EDGE[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / EDGE[i - 1] + density));
      density = StrictMath.exp(-0.5 * EDGE[i] * EDGE[i]);
    }
    for (int i = 0; i < LAYERS; i++) {
      RATIO[i] = EDGE[i + 1] / EDGE[i];
    }
  }

  private long state;

  /** Starts the sequence of a key. */
  Draws of(long seed, Purpose purpose, long a, long b) {
    state = CounterRandom.bits(seed, purpose, a, b);
    return this;
  }

  /** 64 random bits. */
  long bits() {
    state += GOLDEN_GAMMA;
    return CounterRandom.mix(state);
  }

  /** Uniform in (0, 1]. */
  double uniform() {
    return ((bits() >>> 11) + 1) * 0x1.0p-53;
  }

  /** Uniform in [0, 1). */
  double below() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /** A standard normal number. */
  double normal() {
    while (true) {
      long bits = bits();
      int layer = (int) bits & (LAYERS - 1);
      double place = (bits >> 11) * 0x1.0p-52;
      if (Math.abs(place) < RATIO[layer]) {
        return place * EDGE[layer];
      }
      if (layer == 0) {
        return tail(place < 0);
      }
      double x = place * EDGE[layer];
      double outer = StrictMath.exp(-0.5 * (EDGE[layer] * EDGE[layer] - x * x));
      double inner = StrictMath.exp(-0.5 * (EDGE[layer + 1] * EDGE[layer + 1] - x * x));
      if (inner + uniform() * (outer - inner) < 1) {
        return x;
      }
    }
  }

  private double tail(boolean negative) {
    double x;
    double y;
    do {
      x = StrictMath.log(uniform()) / TAIL;
      y = StrictMath.log(uniform());
    } while (-2 * y < x * x);
    return negative ? x - TAIL : TAIL - x;
  }

  /** A gamma number of this shape, above zero, and rate 1; see {@link GammaStrips} for many. */
  double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * StrictMath.pow(uniform(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double v = 1 + c * x;
      if (v > 0) {
        v = v * v * v;
        double place = uniform();
        // What the squeeze takes, the logarithms would take too, and they cost ten times as much.
        if (place < 1 - 0.0331 * (x * x) * (x * x)
            || StrictMath.log(place) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
          return d * v;
        }
      }
    }
  }
}
