// How a format of lines is parsed. Sent to the tasks by TextReading.
package lacuna.ratings;

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
  }
}
