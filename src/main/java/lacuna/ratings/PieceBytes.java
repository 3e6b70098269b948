// The bytes of one piece of a file, counted as they are read. Drawn from by the readers of records.
package lacuna.ratings;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** A stream that knows where in its file it stands, and whether the piece was there to its end. */
final class PieceBytes implements Closeable {
  /** What a file in UTF-8 may begin with. */
  static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final long end;
  private long place;

  /**
   * @param in positioned at {@code place}
   * @param place where in the file the next byte is from, from 0
   * @param end first byte behind the piece; the largest number where that is not known
   */
  PieceBytes(InputStream in, long place, long end) {
    this.in = in;
    this.place = place;
    this.end = end;
  }

  /**
   * Reads at least one byte, also from beyond the piece.
   *
   * @return how many, or -1 at the end of the file
   */
  int read(byte[] into, int from, int most) throws IOException {
    int count = 0;
    while (count == 0) {
      count = in.read(into, from, most);
    }
    place += Math.max(0, count);
    return count;
  }

  /** Whether the byte so many before the next one to be read lies in the piece. */
  boolean holds(int before) {
    return place - before < end;
  }

  /** Whether, once all is read, the file turned out shorter than it was when planned. */
  boolean cameShort() {
    return end != Long.MAX_VALUE && place < end;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
