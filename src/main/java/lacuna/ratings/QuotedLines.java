// Tells which lines of a delimited text may be parts of records, because of quotes that hold line
// ends. Asked by DelimitedFormat before it reads, and by its parser of each line.
package lacuna.ratings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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
    return first.lines().stream().anyMatch(line -> odd(line, 0, line.length));
  }

  /** Whether a line has an odd number of quotes; eight bytes at a time, for it is asked of all. */
  static boolean odd(byte[] line, int from, int to) {
    long found = 0;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long rest = (long) LONG.get(line, i) ^ QUOTES;
      found ^= ~((rest & LOWS) + LOWS | rest | LOWS); // the high bit of each byte that is a quote
    }
    boolean odd = (Long.bitCount(found) & 1) == 1;
    for (; i < to; i++) {
      odd ^= line[i] == '"';
    }
    return odd;
  }
}
