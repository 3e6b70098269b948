// Parses lines of an ARFF file. Runs in tasks, made by ArffFormat.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Passes over the head of a file, and leaves the lines of data to {@link DelimitedLines}.
 *
 * @param layout without a header
 * @param leftOut what a column stands for that a sparse row leaves out, null where that can't be
 *     known
 */
record ArffLines(DelimitedLayout layout, String[] leftOut) implements LineFormat {
  private static final String DATA = "@data";

  /** Whether a line ends the head. */
  static boolean isData(String line) {
    return line.strip().toLowerCase(Locale.ROOT).equals(DATA);
  }

  @Override
  public Parser parser(FilePiece piece) {
    return new DataParser(
        new DelimitedLines(layout).parser(piece),
        new ArffSparseRow(leftOut, layout.needed()),
        piece.start == 0);
  }

  /** Parses the lines of one piece. */
  private static final class DataParser implements Parser {
    private final Parser delimited;
    private final ArffSparseRow sparse;
    private boolean head;

    DataParser(Parser delimited, ArffSparseRow sparse, boolean head) {
      this.delimited = delimited;
      this.sparse = sparse;
      this.head = head;
    }

    @Override
    public String parse(byte[] line, int from, int to, RatingChunkBuilder into) {
      if (head) {
        head = !isData(new String(line, from, to - from, StandardCharsets.UTF_8));
        return null;
      } else if (line[from] == '%') {
        return null;
      } else if (line[from] == '{') {
        String fault = sparse.read(line, from, to);
        return fault == null ? delimited.parse(sparse.line(), 0, sparse.length(), into) : fault;
      }
      for (int i = from; i < to; i++) {
        if (line[i] == '\'') {
          return doubled(line, from, to, into);
        }
      }
      return delimited.parse(line, from, to, into);
    }

    /** A line in which fields stand in single quotes, read as if these were double ones. */
    private String doubled(byte[] line, int from, int to, RatingChunkBuilder into) {
      byte[] copy = Arrays.copyOfRange(line, from, to + Long.BYTES);
      int length = to - from;
      for (int i = 0; i < length; i++) {
        if (copy[i] == '"') {
          return "quotes of both kinds";
        }
        copy[i] = copy[i] == '\'' ? (byte) '"' : copy[i];
      }
      return delimited.parse(copy, 0, length, into);
    }
  }
}
