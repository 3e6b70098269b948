// A shuffle of whole numbers that needs no table. Gives invented users and items ids that say
// nothing about how active
// or popular they are.
package lacuna.ratings;

import lacuna.CounterRandom;
import lacuna.CounterRandom.Purpose;

/**
 * A bijection of {@code [0, size)} that is computed for each number on its own: a balanced Feistel
 * network of four rounds over the next even power of two, walked until it falls below size (Black
 * and Rogaway, "Ciphers with arbitrary finite domains", 2002). Immutable and safe for any thread.
 */
final class Permutation {
  private static final int ROUNDS = 4;

  private final int size;
  private final int half;
  private final int mask;
  private final long seed;
  private final long key;

  /**
   * @param size how many numbers, at least 1
   * @param seed the run's seed
   * @param key which of the permutations of this seed, 0 to 2^32 - 1
   */
  Permutation(int size, long seed, int key) {
    this.size = size;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
    this.half = Math.max(1, (bits + 1) / 2);
    this.mask = (1 << half) - 1;
    this.seed = seed;
    this.key = (long) key * ROUNDS;
  }

  /** Where {@code number}, in {@code [0, size)}, comes to stand. */
  int at(int number) {
    // Unsigned: two halves of 16 bits fill the int.
    int walked = number;
    do {
      walked = encrypt(walked);
    } while (Integer.compareUnsigned(walked, size) >= 0);
    return walked;
  }

  private int encrypt(int number) {
    int left = number >>> half & mask;
    int right = number & mask;
    for (int round = 0; round < ROUNDS; round++) {
      int mixed =
          left ^ (int) CounterRandom.bits(seed, Purpose.SYNTHETIC_ORDER, key + round, right) & mask;
      left = right;
      right = mixed;
    }
    return left << half | right;
  }
}
