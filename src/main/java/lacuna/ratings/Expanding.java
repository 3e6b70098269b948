// Holds a decompressed stream to a size that its file can mean. Put by FileBytes around each.
package lacuna.ratings;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that refuses to become far larger than what it is made of. Ratings shrink to a fifth, a
 * matrix of zeros to a hundredth; what shrinks to a thousandth was made to fill memory or time.
 */
final class Expanding extends FilterInputStream {
  /** Bytes that any file may hold. */
  private static final long FREE = 64L << 20;

  /** Above those, how many times its size. */
  private static final long MOST_TIMES = 250;

  private final long compressed;
  private long read;

  /**
   * @param compressed size of the file
   */
  Expanding(InputStream in, long compressed) {
    super(in);
    this.compressed = compressed;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int got = in.read(into, from, length);
    count(Math.max(0, got));
    return got;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = in.skip(wanted);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long more) throws IOException {
    read += more;
    if (read > FREE && read > MOST_TIMES * compressed) {
      throw new IOException(
          "its "
              + compressed
              + " bytes expand to more than "
              + MOST_TIMES
              + " times as many, which ratings never do");
    }
  }
}
