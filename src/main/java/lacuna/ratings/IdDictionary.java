// Codes for the ids of one batch, in the order in which they first occur. Filled by
// RatingChunkBuilder, once for each rating and side: the hottest look-up of reading.
package lacuna.ratings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * An open-addressing table from the bytes of an id to its code. An id of up to seven bytes is its
 * own key, so one comparison of a {@code long} decides; longer ids go by hash, then by bytes. Not
 * safe for several threads.
 */
final class IdDictionary {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int LONGEST_KEY = 7;
  private static final int FEWEST_BITS = 10;

  private final IdList.Builder ids = new IdList.Builder(0);
  private long[] keys;
  private int[] codes;
  private int shift;

  /**
   * @param expected how many ids there may be; more are as welcome
   */
  IdDictionary(int expected) {
    int bits = Math.max(FEWEST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(2 * expected));
    keys = new long[1 << bits];
    codes = new int[1 << bits];
    shift = Long.SIZE - bits;
  }

  /** How many ids there are; codes run from 0 to one less. */
  int size() {
    return ids.size();
  }

  /**
   * A number that says which slot to try first, and that differs for different ids of up to seven
   * bytes; never 0.
   *
   * @param to above {@code from}: no id is empty
   */
  static long key(byte[] text, int from, int to) {
    int length = to - from;
    if (length > LONGEST_KEY) {
      return Hash64.of(text, from, to) | Long.MIN_VALUE;
    }
    if (from + Long.BYTES <= text.length) {
      long packed = (long) LONG.get(text, from) >>> (Long.SIZE - Byte.SIZE * length);
      return (long) length << 56 | packed;
    }
    long packed = 0;
    for (int i = from; i < to; i++) {
      packed = packed << 8 | text[i] & 0xFF;
    }
    return (long) length << 56 | packed;
  }

  /** The code of an id whose {@link #key} is given, or -1. */
  int find(long key, byte[] text, int from, int to) {
    int mask = keys.length - 1;
    int slot = (int) (key * SPREAD >>> shift);
    while (true) {
      long found = keys[slot];
      if (found == key && (key > 0 || ids.is(codes[slot], text, from, to))) {
        return codes[slot];
      }
      if (found == 0) {
        return -1;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Gives the next code to an id that is not there yet. */
  int insert(long key, byte[] text, int from, int to) {
    if (2 * (ids.size() + 1) > keys.length) {
      grow();
    }
    int code = ids.size();
    ids.add(text, from, to);
    put(key, code);
    return code;
  }

  /** The ids by code. */
  IdList ids() {
    return ids.build();
  }

  private void put(long key, int code) {
    int mask = keys.length - 1;
    int slot = (int) (key * SPREAD >>> shift);
    while (keys[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    keys[slot] = key;
    codes[slot] = code;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCodes = codes;
    keys = new long[oldKeys.length * 2];
    codes = new int[keys.length];
    shift--;
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldKeys[slot] != 0) {
        put(oldKeys[slot], oldCodes[slot]);
      }
    }
  }
}
