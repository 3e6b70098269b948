// Parses lines of the Netflix Prize. Runs in tasks, made by NetflixFormat.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of movies and, below each, lines of ratings. */
final class NetflixLines implements LineFormat {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_MOVIE = 18;

  /** By the rank of a piece, the line of the movie within which it begins, or null. */
  private final String[] before;

  private final boolean rated;
  private final boolean timed;

  NetflixLines(String[] before, boolean rated, boolean timed) {
    this.before = before;
    this.rated = rated;
    this.timed = timed;
  }

  /** Whether a line is of a movie, be it a good one: ratings have commas. */
  static boolean isMovie(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == ',') {
        return false;
      }
    }
    return true;
  }

  @Override
  public Parser parser(FilePiece piece) {
    MovieParser parser = new MovieParser();
    if (before[piece.rank] != null) {
      byte[] line = before[piece.rank].getBytes(StandardCharsets.ISO_8859_1);
      parser.takeMovie(line, 0, line.length);
    }
    return parser;
  }

  /** Parses the lines of one piece. */
  private final class MovieParser implements Parser {
    private final Fields fields = new Fields(",");

    /** The movie's number, then room for a user's. */
    private byte[] ids = new byte[64];

    /** Digits of the movie's number; 0 where none is known. */
    private int movie;

    @Override
    public String parse(byte[] line, int from, int to, RatingChunkBuilder into) {
      if (isMovie(line, from, to)) {
        return takeMovie(line, from, to);
      }
      int needed = timed ? 3 : rated ? 2 : 1;
      int count = fields.split(line, from, to, needed);
      if (count < needed) {
        return count < 0
            ? fields.fault()
            : "too few columns, " + count + " where " + needed + " are needed";
      }
      if (movie == 0) {
        return "no line of a movie, such as 1:, stands above it in this file, whose beginning is lost";
      }
      byte[] text = fields.text();
      float rating = rated ? FloatText.parse(text, fields.from(1), fields.to(1)) : 0;
      if (!Float.isFinite(rating)) {
        return "the rating " + FloatText.fault(text, fields.from(1), fields.to(1));
      }
      long time = timed ? TimeText.parse(text, fields.from(2), fields.to(2)) : 0;
      if (time == TimeText.NONE) {
        return "the timestamp is " + fields.string(2) + ", neither a number nor an ISO date";
      }
      int length = fields.to(0) - fields.from(0);
      if (movie + length + Long.BYTES > ids.length) {
        ids = Arrays.copyOf(ids, 2 * (movie + length + Long.BYTES));
      }
      System.arraycopy(text, fields.from(0), ids, movie, length);
      return into.add(ids, movie, movie + length, 0, movie, rating, 1, time);
    }

    /** After a line that is no good, whose ratings follow is not known. */
    private String takeMovie(byte[] line, int from, int to) {
      int last = to;
      while (last > from && (line[last - 1] == ' ' || line[last - 1] == '\t')) {
        last--;
      }
      int length = last - from - 1;
      boolean good = length > 0 && length <= LONGEST_MOVIE && line[last - 1] == ':';
      for (int i = from; good && i < last - 1; i++) {
        good = line[i] >= '0' && line[i] <= '9';
      }
      if (good) {
        System.arraycopy(line, from, ids, 0, length);
      }
      movie = good ? length : 0;
      return good ? null : "neither a movie's number and a colon nor user, rating and date";
    }
  }
}
