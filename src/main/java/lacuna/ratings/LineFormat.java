// How a format of lines is parsed. Sent to the tasks by TextReading.
package lacuna.ratings;

import java.io.Serializable;

/** Makes the parser of a piece. Travels to the tasks, so it holds only what they need. */
interface LineFormat extends Serializable {
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
  }
}
