// Tells which lines of a delimited text may be parts of records, because of quotes that hold line
// ends. Asked by DelimitedFormat before it reads, and by its parser of each line.
package lacuna.ratings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Only in a line with an odd number of quotes can a record go on in the next line, and then no file
 * can be cut anywhere without having read it from its beginning. Where no line has, files are read
 * in pieces.
 */
final class QuotedLines {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long QUOTES = 0x0101010101010101L * '"';
  private static final long LOWS = 0x7F7F7F7F7F7F7F7FL;

  private QuotedLines() {}

  /** Whether quotes quote in a layout. */
  static boolean possible(DelimitedLayout layout) {
    return layout.separator().length() == 1 && !layout.separator().equals(Fields.BLANKS);
  }

  /** Whether one of the first lines has an odd number of quotes. */
  static boolean any(FirstBytes first) {
    return first.lines().stream()
        .anyMatch(line -> odd(Arrays.copyOf(line, line.length + Long.BYTES), 0, line.length));
  }

  /**
   * Whether a line has an odd number of quotes: eight bytes at a time, for it is asked of all
   * lines.
   *
   * @param line with eight bytes at least behind {@code to}
   */
  static boolean odd(byte[] line, int from, int to) {
    long found = 0;
    int i = from;
    for (; i < to - Long.BYTES; i += Long.BYTES) {
      found ^= quotes((long) LONG.get(line, i) ^ QUOTES);
    }
    if (i < to) {
      long behind = -1L << (to - i - 1) * Byte.SIZE << Byte.SIZE;
      found ^= quotes((long) LONG.get(line, i) ^ QUOTES | behind);
    }
    return (Long.bitCount(found) & 1) == 1;
  }

  /** The high bit of each byte that is 0. */
  private static long quotes(long bytes) {
    return ~((bytes & LOWS) + LOWS | bytes | LOWS);
  }
}
