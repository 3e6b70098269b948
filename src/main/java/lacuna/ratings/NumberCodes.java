// Codes for the whole-number ids of one batch and side. Filled by WholeNumberIds, once for each
// rating: the hottest look-up of reading tables.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * A map from numbers to a batch's codes, which it asks for by the decimal text of each number once.
 * Numbers from 0 up to four million are places in an array; others go through an open-addressing
 * table. Not safe for several threads.
 */
final class NumberCodes {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int FIRST_BITS = 10;
  private static final int MOST_PLACES = 1 << 22;

  private final ToIntFunction<byte[]> coded;

  /** By number: one more than the code, or 0 where there is none yet. */
  private int[] places;

  private long[] numbers;

  /** By slot; -1 marks a free one. */
  private int[] codes;

  private int shift;
  private int size;

  /**
   * @param coded the batch's code of an id's text
   */
  NumberCodes(ToIntFunction<byte[]> coded) {
    this.coded = coded;
    clear();
  }

  /** Forgets all codes. */
  void clear() {
    places = new int[1 << FIRST_BITS];
    allocate(FIRST_BITS);
    size = 0;
  }

  private void allocate(int bits) {
    numbers = new long[1 << bits];
    codes = new int[1 << bits];
    Arrays.fill(codes, -1);
    shift = Long.SIZE - bits;
  }

  /** The code of a number. */
  int code(long number) {
    if (number >= 0 && number < places.length && places[(int) number] > 0) {
      return places[(int) number] - 1;
    }
    return number >= 0 && number < MOST_PLACES ? placed((int) number) : slotted(number);
  }

  private int asked(long number) {
    return coded.applyAsInt(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
  }

  /** Of a number that is new. */
  private int placed(int number) {
    if (number >= places.length) {
      places = Arrays.copyOf(places, Integer.highestOneBit(number) * 2);
    }
    int code = asked(number);
    places[number] = code + 1;
    return code;
  }

  private int slotted(long number) {
    int slot = slot(number);
    if (codes[slot] >= 0) {
      return codes[slot];
    }
    int code = asked(number);
    put(slot, number, code);
    if (2 * ++size > codes.length) {
      grow();
    }
    return code;
  }

  /** The slot that has the number, or the free one where it belongs. */
  private int slot(long number) {
    int slot = (int) (number * SPREAD >>> shift);
    while (codes[slot] >= 0 && numbers[slot] != number) {
      slot = slot + 1 & codes.length - 1;
    }
    return slot;
  }

  private void put(int slot, long number, int code) {
    numbers[slot] = number;
    codes[slot] = code;
  }

  private void grow() {
    long[] oldNumbers = numbers;
    int[] oldCodes = codes;
    allocate(Long.SIZE - shift + 1);
    for (int k = 0; k < oldCodes.length; k++) {
      if (oldCodes[k] >= 0) {
        put(slot(oldNumbers[k]), oldNumbers[k], oldCodes[k]);
      }
    }
  }
}
