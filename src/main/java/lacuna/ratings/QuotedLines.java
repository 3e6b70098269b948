// Tells whether quotes in a delimited text hold line ends. Asked by DelimitedFormat before it
// reads.
package lacuna.ratings;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A first pass over texts with quotes, for lines with an odd number of them: only there can a
 * record go on in the next line, and then no file can be cut anywhere without having read it from
 * its beginning. Without such lines files are read in pieces.
 */
final class QuotedLines {
  private QuotedLines() {}

  /** Whether a pass is worth it: there are quotes in the first bytes, and they may quote. */
  static boolean possible(FirstBytes first, DelimitedLayout layout) {
    if (layout.separator().length() > 1 || layout.separator().equals(Fields.BLANKS)) {
      return false;
    }
    for (byte letter : first.bytes()) {
      if (letter == '"') {
        return true;
      }
    }
    return false;
  }

  /** Whether a line has an odd number of quotes. A file that can't be read is told of later. */
  static boolean any(TextReading reading) {
    Broadcast<SerializableConfiguration> hadoop = reading.hadoop();
    List<Boolean> found =
        reading.pieces().map(pieces -> any(pieces, hadoop.value().value())).collect();
    return found.contains(true);
  }

  private static boolean any(FilePiece[] pieces, Configuration hadoop) {
    for (FilePiece piece : pieces) {
      try (LineReader lines =
          new LineReader(FileBytes.open(piece, hadoop), piece.start, piece.end)) {
        while (lines.next()) {
          if (odd(lines.buffer(), lines.from(), lines.to())) {
            return true;
          }
        }
      } catch (IOException e) {
        return false;
      }
    }
    return false;
  }

  private static boolean odd(byte[] line, int from, int to) {
    boolean odd = false;
    for (int i = from; i < to; i++) {
      odd ^= line[i] == '"';
    }
    return odd;
  }
}
