// The beginning of an input, by which formats recognise it and layouts are found out.
package lacuna.ratings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The first bytes of a file.
 *
 * @param shown the file's name for people
 * @param bytes decompressed, at most {@link #MOST}
 * @param whole whether that is all there is
 */
record FirstBytes(String shown, byte[] bytes, boolean whole) {
  static final int MOST = 1 << 16;
  private static final int MOST_LINES = 200;

  /** Reads the beginning of a file. */
  static FirstBytes of(InputFile file, Configuration hadoop) throws IOException {
    FilePiece piece =
        new FilePiece(0, file.status().getPath().toString(), file.shown(), 0, Long.MAX_VALUE);
    try (InputStream in = FileBytes.open(piece, hadoop)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      boolean whole = bytes.length <= MOST;
      return new FirstBytes(file.shown(), whole ? bytes : Arrays.copyOf(bytes, MOST), whole);
    }
  }

  /** Whether the file begins so. */
  boolean startsWith(String magic) {
    byte[] start = magic.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /** The very first bytes in hexadecimal, for messages. */
  String hex() {
    return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(8, bytes.length));
  }

  /** Whether this can be text in ASCII or UTF-8, by there being no zero byte. */
  boolean text() {
    for (byte b : bytes) {
      if (b == 0) {
        return false;
      }
    }
    return true;
  }

  /** The first lines that aren't blank, whole ones only, unless there is but one. */
  List<byte[]> lines() {
    List<byte[]> lines = new ArrayList<>();
    try (LineReader reader =
        new LineReader(new ByteArrayInputStream(bytes), 0, Long.MAX_VALUE, bytes.length + 1)) {
      while (lines.size() < MOST_LINES && reader.next()) {
        lines.add(Arrays.copyOfRange(reader.buffer(), reader.from(), reader.to()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean cut = !whole && lines.size() < MOST_LINES && lines.size() > 1;
    return cut ? lines.subList(0, lines.size() - 1) : lines;
  }
}
