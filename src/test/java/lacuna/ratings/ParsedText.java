// Runs the parser of a text format over bytes, with neither Spark nor files.
package lacuna.ratings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What became of a text.
 *
 * @param ratings {@code user item rating}, in order
 * @param faults {@code line: reason}
 */
record ParsedText(List<String> ratings, List<String> faults) {
  /** Small, so that lines cross its end. */
  private static final int BUFFER = 512;

  /**
   * Parses a text as one piece of a file.
   *
   * @param format the parser for a text that begins so
   * @throws InputException if the format can't be used for it
   */
  static ParsedText of(byte[] text, boolean timed, Function<FirstBytes, LineFormat> format) {
    boolean whole = text.length <= FirstBytes.MOST;
    FirstBytes first =
        new FirstBytes("input", whole ? text : Arrays.copyOf(text, FirstBytes.MOST), whole);
    LineFormat lineFormat = format.apply(first);
    LineFormat.Parser parser =
        lineFormat.parser(new FilePiece(0, "input", "input", 0, text.length));
    RatingChunkBuilder builder = new RatingChunkBuilder(Part.TRAIN, false, timed);
    List<String> faults = new ArrayList<>();
    try (LineReader lines =
        new LineReader(new ByteArrayInputStream(text), 0, Long.MAX_VALUE, BUFFER)) {
      while (lines.next()) {
        if (lineFormat.joinsLines()) {
          TextChunks.join(lines, parser);
        }
        String fault =
            lines.cut()
                ? "too long"
                : parser.parse(lines.buffer(), lines.from(), lines.to(), builder);
        if (fault != null) {
          faults.add(lines.line() + ": " + fault);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ParsedText(ratings(builder.build()), faults);
  }

  private static List<String> ratings(RatingChunk chunk) {
    List<String> ratings = new ArrayList<>();
    for (int k = 0; k < chunk.size(); k++) {
      ratings.add(
          chunk.users.get(chunk.user[k])
              + " "
              + chunk.items.get(chunk.item[k])
              + " "
              + chunk.rating[k]);
    }
    return ratings;
  }

  /** The parser of delimited text. */
  static LineFormat delimited(FirstBytes first, RatingsRequest request) {
    List<byte[]> lines = lines(first);
    return new DelimitedLines(new LayoutFinder(first.shown(), lines, request).find());
  }

  /** The first lines of what is text. */
  static List<byte[]> lines(FirstBytes first) {
    if (!first.text() || first.lines().isEmpty()) {
      throw new InputException("no text");
    }
    return first.lines();
  }
}
