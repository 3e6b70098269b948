// Runs the parser of a text format over bytes, with neither Spark nor files.
package lacuna.ratings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What became of a text.
 *
 * @param ratings {@code user item rating}, in order
 * @param faults {@code line: reason}
 * @param begins the line in which each rating's record begins
 * @param ends the line in which it ends
 */
record ParsedText(List<String> ratings, List<String> faults, List<Long> begins, List<Long> ends) {
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
    FilePiece piece = new FilePiece(0, "input", "input", 0, text.length);
    LineFormat.Parser parser = lineFormat.parser(piece);
    RatingChunkBuilder builder = new RatingChunkBuilder(Part.TRAIN, false, timed);
    ParsedText parsed =
        new ParsedText(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (RecordReader records = records(lineFormat, text, piece)) {
      while (records.next()) {
        if (lineFormat.joinsLines()) {
          TextChunks.join(records, parser);
        }
        String fault =
            records.cut()
                ? "too long"
                : parser.parse(records.buffer(), records.from(), records.to(), builder);
        if (fault != null) {
          parsed.faults.add(records.line() + ": " + fault);
        }
        if (parser.lost()) {
          throw new InputException(parsed.faults.get(parsed.faults.size() - 1));
        }
        while (parsed.begins.size() < builder.size()) {
          parsed.begins.add(records.line());
          parsed.ends.add(records.lines());
        }
      }
    } catch (IOException e) {
      throw new InputException(e.getMessage(), e);
    }
    parsed.ratings.addAll(ratings(builder.build()));
    return parsed;
  }

  /** Ratings of records that end in the first lines, with these lines. */
  List<String> upTo(int line) {
    return IntStream.range(0, ratings.size())
        .filter(k -> ends.get(k) <= line)
        .mapToObj(k -> begins.get(k) + ": " + ratings.get(k))
        .toList();
  }

  /** Ratings of the record that begins in a line. */
  List<String> inLine(int line) {
    return IntStream.range(0, ratings.size())
        .filter(k -> begins.get(k) == line)
        .mapToObj(ratings::get)
        .toList();
  }

  private static RecordReader records(LineFormat format, byte[] text, FilePiece piece)
      throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(text);
    return format instanceof JsonArrayFormat
        ? format.records(in, piece)
        : new LineReader(in, 0, Long.MAX_VALUE, BUFFER);
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
