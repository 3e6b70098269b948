// What a task has to tell of one piece of input besides its ratings. Carried by RatingChunk to the
// driver, which turns lines of pieces into lines of files.
package lacuna.ratings;

import java.io.Serializable;
import java.util.Arrays;

/** Lines and bad records of one piece of a file. Filled by the task that reads it. */
final class PieceReport implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_TEXT = 500;

  /** Rank of the piece among all pieces of the input, in the order of files and places. */
  final int piece;

  /** The file as it is shown. */
  final String source;

  /** Lines that begin in this piece; 0 where the format has none. */
  long lines;

  /** Records of this piece that can't be used. */
  long bad;

  /** Why the file can't be read on, or null where it could. */
  String failure;

  /** Whether a line may be a part of a record, though each was read by itself. */
  boolean partial;

  /** Kinds of times met, their bits as {@link TimeText#kind} has them. */
  int timeKinds;

  private final long[] timeOfKind = new long[Integer.SIZE];
  private final long[] lineOfKind = new long[Integer.SIZE];

  private final int kept;
  private long[] line = {};
  private String[] text = {};
  private String[] reason = {};

  /**
   * @param kept most bad records to keep with their text; the others are only counted
   */
  PieceReport(int piece, String source, int kept) {
    this.piece = piece;
    this.source = source;
    this.kept = kept;
  }

  /**
   * Notes a record that can't be used.
   *
   * @param lineInPiece its line counted from 1 in this piece, or 0 where there are no lines
   */
  void reject(long lineInPiece, String record, String why) {
    bad++;
    int n = line.length;
    if (n < kept) {
      line = Arrays.copyOf(line, n + 1);
      text = Arrays.copyOf(text, n + 1);
      reason = Arrays.copyOf(reason, n + 1);
      line[n] = lineInPiece;
      text[n] = record.length() > LONGEST_TEXT ? record.substring(0, LONGEST_TEXT) + "…" : record;
      reason[n] = why;
    }
  }

  /**
   * Notes a time of a kind that this piece had none of before.
   *
   * @param kinds those met so far, this one among them
   * @param lineInPiece as {@link #reject} takes it
   */
  void time(int kinds, long time, long lineInPiece) {
    int k = Integer.numberOfTrailingZeros(kinds & ~timeKinds);
    timeOfKind[k] = time;
    lineOfKind[k] = lineInPiece;
    timeKinds = kinds;
  }

  /**
   * The first time of a kind and where it stands, for messages.
   *
   * @param linesBefore as {@link #record} takes it
   */
  String timeText(int kind, long linesBefore) {
    int k = Integer.numberOfTrailingZeros(kind);
    return TimeText.text(timeOfKind[k])
        + " in "
        + source
        + (lineOfKind[k] == 0 ? "" : ", line " + (lineOfKind[k] + linesBefore));
  }

  /** How many bad records are kept with their text. */
  int kept() {
    return line.length;
  }

  /**
   * The k-th kept record.
   *
   * @param linesBefore lines of the same file in earlier pieces
   */
  BadRecord record(int k, long linesBefore) {
    return new BadRecord(source, line[k] == 0 ? 0 : line[k] + linesBefore, text[k], reason[k]);
  }
}
