// Ids of a table's rows that are whole numbers: looked up as numbers, written as text once each.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/** Ids by their value; the batch gets the decimal text of each once. */
final class WholeNumberIds implements TableIds {
  private final RatingChunkBuilder builder;
  private final Numbers users;
  private final Numbers items;
  private int batch;

  WholeNumberIds(RatingChunkBuilder builder) {
    this.builder = builder;
    this.batch = builder.batch();
    this.users = new Numbers(text -> builder.user(text, 0, text.length));
    this.items = new Numbers(text -> builder.item(text, 0, text.length));
  }

  @Override
  public String add(InternalRow row, float rating, float weight, long time) {
    if (builder.batch() != batch) {
      users.clear();
      items.clear();
      batch = builder.batch();
    }
    builder.add(users.code(row.getLong(USER)), items.code(row.getLong(ITEM)), rating, weight, time);
    return null;
  }

  @Override
  public String text(InternalRow row, int side) {
    return Long.toString(row.getLong(side));
  }

  /** An open-addressing table from numbers to codes; a code of -1 marks a free slot. */
  private static final class Numbers {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int FIRST_BITS = 10;

    private final ToIntFunction<byte[]> coded;
    private long[] numbers;
    private int[] codes;
    private int shift;
    private int size;

    /**
     * @param coded the batch's code of an id's text
     */
    Numbers(ToIntFunction<byte[]> coded) {
      this.coded = coded;
      clear();
    }

    void clear() {
      allocate(FIRST_BITS);
      size = 0;
    }

    private void allocate(int bits) {
      numbers = new long[1 << bits];
      codes = new int[1 << bits];
      Arrays.fill(codes, -1);
      shift = Long.SIZE - bits;
    }

    int code(long number) {
      int slot = slot(number);
      if (codes[slot] >= 0) {
        return codes[slot];
      }
      int code = coded.applyAsInt(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
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
}
