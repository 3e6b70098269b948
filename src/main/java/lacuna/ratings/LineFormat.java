// How a format of lines is parsed. Sent to the tasks by TextReading.
package lacuna.ratings;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;

/** Makes the parser of a piece, where records are lines. */
interface LineFormat extends PieceFormat {
  @Override
  default Iterator<RatingChunk> chunks(
      FilePiece[] pieces,
      RatingChunkBuilder builder,
      Configuration hadoop,
      int keptBad,
      boolean stopAtBad) {
    return new TextChunks(pieces, this, builder, hadoop, keptBad, stopAtBad);
  }

  /** What finds the records of a piece, from a stream as {@link FileBytes#open} gives it. */
  default RecordReader records(InputStream in, FilePiece piece) throws IOException {
    return new LineReader(in, piece.start, piece.end);
  }

  /** Whether a record may stand on several lines, as {@link Parser#open} says. */
  default boolean joinsLines() {
    return false;
  }

  /** A parser for the lines of one piece, used by one thread. */
  Parser parser(FilePiece piece);

  /** Parses lines, one call each, in order. */
  interface Parser {
    /**
     * Takes the line {@code text[from, to)}, which is not blank, into a batch.
     *
     * @return what is wrong with it, in which case nothing was taken; null where nothing is
     */
    String parse(byte[] text, int from, int to, RatingChunkBuilder into);

    /** Whether the record goes on in the next line. Asked where {@link #joinsLines} only. */
    default boolean open(byte[] text, int from, int to) {
      return false;
    }

    /** Whether a line may be a part of a record. Asked where not {@link #joinsLines} only. */
    default boolean partial(byte[] text, int from, int to) {
      return false;
    }

    /** Whether the bad record just parsed may hold others, so that the file can't be read on. */
    default boolean lost() {
      return false;
    }
  }
}
