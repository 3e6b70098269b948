// The Netflix Prize's files: a line of the movie, then its ratings. The lines are NetflixLines'.
package lacuna.ratings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;

/**
 * {@code 1:}, then {@code 1488844,3,2005-09-06} for each rating of movie 1: one file a movie,
 * {@code mv_*.txt}, or all of them in a few, {@code combined_data_*.txt}. A piece of a large file
 * begins within some movie, whose line stands in an earlier piece; those lines are looked for
 * first, from the ends of the pieces backwards.
 */
final class NetflixFormat implements RatingFormat {
  /** Bytes looked through at once: most movies of the large files are shorter. */
  private static final long WINDOW = 1 << 20;

  @Override
  public String name() {
    return "netflix";
  }

  @Override
  public boolean recognises(Input input) {
    if (!input.first().text()) {
      return false;
    }
    List<byte[]> lines = input.first().lines();
    if (lines.isEmpty()) {
      return false;
    }
    String first = latin(lines.get(0));
    return first.matches("\\d{1,18}:\\s*")
        ? lines.size() == 1 || latin(lines.get(1)).matches("\\d{1,18}(:|\\s*,.*)\\s*")
        : beheaded(first, input.request());
  }

  /**
   * A rating as in these files, with its movie's line lost: of three columns none is left for the
   * item, so that it can't be another format. What reads it says what is wrong.
   */
  private static boolean beheaded(String line, RatingsRequest request) {
    return line.matches("\\d{1,18},\\d(\\.\\d)?,\\d{4}-\\d\\d-\\d\\d\\s*")
        && request.userColumn().isEmpty()
        && request.itemColumn().isEmpty()
        && request.ratingColumn().isEmpty();
  }

  private static String latin(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1);
  }

  @Override
  public Reading read(Input input) {
    RatingsRequest request = input.request();
    if (request.weightColumn().isPresent()) {
      throw new InputException(
          input.shown()
              + " is in the form of the Netflix Prize, which has no weights; leave out"
              + " --weight-column");
    }
    TextReading reading = TextReading.plan(input);
    NetflixLines lines =
        new NetflixLines(movies(input, reading), request.rated(), input.timesDecide());
    return new Reading(
        reading.chunks(lines),
        new Understood.Source(
            input.shown(),
            input.files().size(),
            input.bytes(),
            name(),
            Map.of(
                "columns",
                "item on lines of its own, then user" + (request.rated() ? ", rating, date" : ""))),
        DataTypes.StringType,
        DataTypes.StringType,
        IdList.of(),
        IdList.of(),
        List.of());
  }

  /** The movie within which each piece begins, by its rank; null where it begins its file. */
  private static String[] movies(Input input, TextReading reading) {
    List<FilePiece> pieces = new ArrayList<>();
    reading.tasks().forEach(task -> pieces.addAll(List.of(task)));
    pieces.sort((a, b) -> Integer.compare(a.rank, b.rank));
    List<FilePiece> continued = new ArrayList<>();
    for (int k = 0; k + 1 < pieces.size(); k++) {
      if (pieces.get(k + 1).start > 0) {
        continued.add(pieces.get(k));
      }
    }
    String[] before = new String[pieces.size()];
    if (!continued.isEmpty()) {
      Broadcast<SerializableConfiguration> hadoop = reading.hadoop();
      List<String> last =
          JavaSparkContext.fromSparkContext(input.spark().sparkContext())
              .parallelize(continued, continued.size())
              .map(piece -> last(piece, hadoop.value().value()))
              .collect();
      for (int k = 0; k < continued.size(); k++) {
        FilePiece piece = continued.get(k);
        String found = last.get(k);
        before[piece.rank + 1] = found != null || piece.start == 0 ? found : before[piece.rank];
      }
    }
    return before;
  }

  /** The last line of a piece that is no rating, or null where there is none. */
  private static String last(FilePiece piece, Configuration hadoop) {
    for (long end = piece.end; end > piece.start; end -= WINDOW) {
      long start = Math.max(piece.start, end - WINDOW);
      FilePiece window = new FilePiece(0, piece.path, piece.shown, start, end);
      String found = null;
      try (LineReader lines = new LineReader(FileBytes.open(window, hadoop), start, end)) {
        while (lines.next()) {
          if (NetflixLines.isMovie(lines.buffer(), lines.from(), lines.to())) {
            found =
                new String(
                    lines.buffer(),
                    lines.from(),
                    lines.to() - lines.from(),
                    StandardCharsets.ISO_8859_1);
          }
        }
      } catch (IOException e) {
        throw new InputException(piece.shown + " can't be read: " + e.getMessage(), e);
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
