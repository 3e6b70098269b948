// Lines of one piece of a text file, as ranges of a buffer. Driven by TextChunks; knows Hadoop only
// through the stream it is given.
package lacuna.ratings;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads lines that end in LF, CR LF or CR, without making objects. Blank lines are passed over, but
 * counted. A line belongs to the piece in which its first byte lies, so that pieces that meet give
 * each line once. Not safe for several threads.
 */
final class LineReader implements RecordReader {
  /** Longest line in bytes; of a longer one only the beginning is given, with {@link #cut} set. */
  static final int LONGEST = 1 << 24;

  /** Longest line in bytes to which another may be added. */
  static final int LONGEST_EXTENDED = 1 << 20;

  private static final int BUFFER = 1 << 18;

  /** Bytes that are kept of a line that is too long. */
  private static final int KEPT = 1 << 10;

  /** Bytes kept free behind the data, so that eight bytes can be read from any place in it. */
  private static final int MARGIN = Long.BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  /** What comes behind {@link #limit}. */
  private final PieceBytes source;

  private byte[] buffer;
  private int position;
  private int limit;
  private boolean afterReturn;
  private long lines;
  private int from;
  private int to;
  private boolean cut;

  /** Whether the line is being made longer, so that its beginning has to stay in the buffer. */
  private boolean extending;

  /** How many lines were added to the current one. */
  private int added;

  /**
   * Where the first line of a longer one ended, and where reading would have gone on from there.
   */
  private int firstTo;

  private int firstPosition;
  private boolean firstAfterReturn;

  /**
   * @param in positioned at {@code start}, or one byte before it where {@code start} is not 0
   * @param start first byte of the piece, counted from the start of the file
   * @param end first byte behind the piece
   */
  LineReader(InputStream in, long start, long end) throws IOException {
    this(in, start, end, BUFFER);
  }

  LineReader(InputStream in, long start, long end, int bufferSize) throws IOException {
    this.source = new PieceBytes(in, Math.max(0, start - 1), end);
    this.buffer = new byte[bufferSize + MARGIN];
    if (start > 0) {
      // The byte before the piece says whether a line begins with it.
      advance();
    } else {
      skipByteOrderMark();
    }
    lines = 0;
  }

  /** Goes to the next line that is not blank; false when there is none in this piece. */
  @Override
  public boolean next() throws IOException {
    added = 0;
    while (begins() && advance()) {
      lines++;
      if (!blank()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds the next line of the file to this one, with the line end between them.
   *
   * @return false where there is none, or the line would become longer than {@link
   *     #LONGEST_EXTENDED}
   */
  @Override
  public boolean extend() throws IOException {
    if (cut || to - from >= LONGEST_EXTENDED) {
      return false;
    }
    if (added == 0) {
      firstTo = to - from;
      firstPosition = position - from;
      firstAfterReturn = afterReturn;
    }
    extending = true;
    try {
      skipLineFeed();
      return (position < limit || fill()) && extended();
    } finally {
      extending = false;
    }
  }

  private boolean extended() throws IOException {
    int scanned = 0;
    int found = lineEnd(position);
    while (found == limit) {
      scanned = limit - position;
      if (limit - from >= LONGEST_EXTENDED) {
        return false;
      } else if (!fill()) {
        break;
      }
      found = lineEnd(position + scanned);
    }
    to = found;
    if (found < limit) {
      passTo(found);
    } else {
      position = limit;
    }
    added++;
    lines++;
    return true;
  }

  /** Takes back what {@link #extend} added: the lines will be met one by one. */
  @Override
  public void retract() {
    if (added > 0) {
      to = from + firstTo;
      position = from + firstPosition;
      afterReturn = firstAfterReturn;
      lines -= added;
      added = 0;
    }
  }

  /** The bytes that the line stands in. Valid until the next call of {@link #next}. */
  @Override
  public byte[] buffer() {
    return buffer;
  }

  /** Where the line begins. */
  @Override
  public int from() {
    return from;
  }

  /** Where it ends, without its line end. */
  @Override
  public int to() {
    return to;
  }

  /** Whether the line was longer than {@link #LONGEST}; the rest of it was passed over. */
  @Override
  public boolean cut() {
    return cut;
  }

  /** Lines met so far in this piece, blank ones too: the number of the current one from 1. */
  @Override
  public long lines() {
    return lines;
  }

  /** The number of the current line, of the first of several. */
  @Override
  public long line() {
    return lines - added;
  }

  /** Whether, after the last line, the file turned out shorter than it was when planned. */
  @Override
  public boolean cameShort() {
    return source.cameShort();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private boolean blank() {
    for (int i = from; i < to; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Whether a line can begin in this piece; passes over the LF of a CR LF. */
  private boolean begins() throws IOException {
    skipLineFeed();
    return source.holds(limit - position);
  }

  private void skipLineFeed() throws IOException {
    if (afterReturn) {
      afterReturn = false;
      if ((position < limit || fill()) && buffer[position] == '\n') {
        position++;
      }
    }
  }

  /** Goes to the next line whatever is in it; false at the end of the file. */
  private boolean advance() throws IOException {
    cut = false;
    int scanned = 0;
    while (true) {
      int found = lineEnd(position + scanned);
      if (found < limit) {
        from = position;
        to = found;
        passTo(found);
        return true;
      }
      scanned = limit - position;
      if (scanned >= LONGEST) {
        cutLine();
        return true;
      }
      if (!fill()) {
        from = position;
        to = limit;
        position = limit;
        return scanned > 0;
      }
    }
  }

  private void passTo(int lineEnd) {
    afterReturn = buffer[lineEnd] == '\r';
    position = lineEnd + 1;
  }

  /** Keeps the beginning of a line that is too long and passes over the rest. */
  private void cutLine() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, KEPT);
    from = 0;
    to = KEPT;
    cut = true;
    do {
      position = KEPT;
      limit = KEPT;
      if (!fillTo(KEPT)) {
        return;
      }
      position = lineEnd(KEPT);
    } while (position == limit);
    passTo(position);
  }

  /** Reads more behind what is unread; false at the end of the file. */
  private boolean fill() throws IOException {
    int start = extending ? from : position;
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      limit -= start;
      position -= start;
      from -= start;
      to -= start;
    }
    if (limit == buffer.length - MARGIN) {
      buffer = Arrays.copyOf(buffer, 2 * limit + MARGIN);
    }
    return fillTo(limit);
  }

  private boolean fillTo(int place) throws IOException {
    int count = source.read(buffer, place, buffer.length - MARGIN - place);
    limit = count < 0 ? limit : place + count;
    return count > 0;
  }

  private void skipByteOrderMark() throws IOException {
    byte[] mark = PieceBytes.BYTE_ORDER_MARK;
    int length = mark.length;
    while (limit < length && fill()) {
      continue;
    }
    if (limit >= length && Arrays.equals(buffer, 0, length, mark, 0, length)) {
      position = length;
    }
  }

  /** The place of the first CR or LF from {@code i} on, or {@link #limit}. */
  private int lineEnd(int i) {
    byte[] bytes = buffer;
    int at = i;
    for (; at + Long.BYTES <= limit; at += Long.BYTES) {
      long word = (long) LONG.get(bytes, at);
      long lf = word ^ ONES * '\n';
      long cr = word ^ ONES * '\r';
      long found = (lf - ONES & ~lf | cr - ONES & ~cr) & HIGHS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < limit && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }
}
