// The fixed hashes that splits and fingerprints rest on. Used wherever ids are hashed.
package lacuna.ratings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Fixed 64-bit hashes: of an id's bytes, and of numbers. Splits and fingerprints rest on them, so
 * they never change: a release that changed one would cut other test sets from the same data.
 *
 * <p>The mixing function is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", 2014, with Stafford's variant 13 of the constants): a bijection
 * of 64 bits.
 */
final class Hash64 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private Hash64() {}

  /** A bijection of 64 bits in which each bit of the argument moves about half of the result's. */
  static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  /** Joins a hash and a further value; the order of the arguments matters. */
  static long join(long hash, long value) {
    return mix((hash ^ value) + GOLDEN);
  }

  /** The hash of {@code bytes[from, to)}; the length counts, so zero bytes do too. */
  static long of(byte[] bytes, int from, int to) {
    long hash = mix(GOLDEN + (to - from));
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      hash = join(hash, (long) LONG.get(bytes, i));
    }
    if (i < to) {
      long tail = 0;
      for (int shift = 0; i < to; i++, shift += 8) {
        tail |= (bytes[i] & 0xFFL) << shift;
      }
      hash = join(hash, tail);
    }
    return hash;
  }

  /** A hash as a number in [0, 1), by its 53 highest bits. */
  static double unit(long hash) {
    return (hash >>> 11) * UNIT;
  }
}
