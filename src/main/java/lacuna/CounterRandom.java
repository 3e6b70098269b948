// Random numbers as a pure function of what they are for: no state, no order, the same on every
// machine.
package lacuna;

/**
 * Counter-based random numbers: each value is a hash of (seed, purpose, a, b), so that it does not
 * depend on which thread or machine asks, nor on what was asked before.
 *
 * <p>The mixing function is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", 2014), applied to one word of the key after the other. All
 * methods are pure and safe for any thread.
 */
public final class CounterRandom {
  /**
   * What a random number is for; two purposes never share a value, whatever the rest of the key.
   */
  public enum Purpose {
    TEST_SPLIT,
    VALIDATION_SPLIT,
    USER_FACTORS,
    ITEM_FACTORS,
    TILE_SHUFFLE,
    EPOCH_ORDER,
    SYNTHETIC_ORDER,
    SYNTHETIC_CHOICE,
    SYNTHETIC_USER,
    SYNTHETIC_ITEM,
    SYNTHETIC_NOISE,
    SYNTHETIC_TIME,
    GIBBS_START,
    GIBBS_HYPERPARAMETERS,
    GIBBS_OWN_NOISE,
    GIBBS_OTHER_NOISE,
    GIBBS_ROW,
    RANKED_USERS,
    FOLD,
    TUNING,
    GIBBS_WEIGHTS
  }

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private CounterRandom() {}

  /** 64 uniform bits for the key (seed, purpose, a, b). */
  public static long bits(long seed, Purpose purpose, long a, long b) {
    long h = mix(seed + GOLDEN_GAMMA * (purpose.ordinal() + 1));
    return mix(mix(h + GOLDEN_GAMMA + a) + GOLDEN_GAMMA + b);
  }

  /** A uniform number in [0, 1) with 53 random bits. */
  public static double uniform(long seed, Purpose purpose, long a, long b) {
    return toUniform(bits(seed, purpose, a, b));
  }

  /** A standard normal number (Box and Muller 1958), from two uniform ones of the same key. */
  public static double normal(long seed, Purpose purpose, long a, long b) {
    long first = bits(seed, purpose, a, b);
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - toUniform(first)));
    return radius * StrictMath.cos(2 * Math.PI * toUniform(mix(first + GOLDEN_GAMMA)));
  }

  /** An integer in [0, bound), bound at most 2^31 - 1, with a bias below bound / 2^32. */
  public static int below(int bound, long bits) {
    return (int) (((bits >>> 32) * bound) >>> 32);
  }

  /** A bijective scrambling of 64 bits. */
  public static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  private static double toUniform(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }
}
