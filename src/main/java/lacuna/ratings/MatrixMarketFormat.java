// Matrix Market files: a head with the shape, then a line for each stored cell.
package lacuna.ratings;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;

/**
 * The coordinate form of the NIST's exchange format. Ids are the numbers as written, from 1. Of a
 * symmetric matrix one half is stored, and both are ratings. The head says how many cells follow: a
 * first pass counts them, so that a file that was cut is not taken for a smaller one.
 */
final class MatrixMarketFormat implements RatingFormat {
  private static final String MARK = "%%MatrixMarket";

  @Override
  public String name() {
    return "matrix-market";
  }

  @Override
  public boolean recognises(Input input) {
    byte[] bytes = input.first().bytes();
    String start = new String(bytes, 0, Math.min(bytes.length, MARK.length()), latin());
    return start.equalsIgnoreCase(MARK);
  }

  private static Charset latin() {
    return StandardCharsets.ISO_8859_1;
  }

  @Override
  public Reading read(Input input) {
    DenseFormat.refuseColumns(input);
    if (input.request().mask().isPresent() || input.request().missing().isPresent()) {
      throw new InputException(
          input.shown()
              + " is a sparse matrix, whose stored cells are observed; leave out --mask and"
              + " --missing");
    } else if (input.files().size() != 1) {
      throw new InputException(
          input.shown() + " is " + input.files().size() + " files, and a matrix stands in one");
    }
    MatrixMarketLines lines = head(input.first(), input.request());
    TextReading reading = TextReading.plan(input);
    long counted = Arrays.stream(DenseShape.counts(reading, false)).sum() - lines.headLines();
    if (counted != lines.stored()) {
      throw new InputException(
          input.shown()
              + " promises "
              + lines.stored()
              + " cells and holds "
              + counted
              + " lines of them; it was cut or put together wrongly");
    }
    return new Reading(
        reading.chunks(lines),
        new Understood.Source(input.shown(), 1, input.bytes(), name(), details(lines, input)),
        DataTypes.StringType,
        DataTypes.StringType,
        IdList.of(),
        IdList.of(),
        List.of());
  }

  /** What the head of a file says of the lines below it. */
  static MatrixMarketLines head(FirstBytes first, RatingsRequest request) {
    String shown = first.shown();
    List<byte[]> lines = first.lines();
    String[] words =
        lines.isEmpty()
            ? new String[0]
            : new String(lines.get(0), latin()).strip().toLowerCase(Locale.ROOT).split("\\s+");
    if (words.length != 5
        || !words[0].equalsIgnoreCase(MARK)
        || !words[1].equals("matrix")
        || !words[2].equals("coordinate")
        || !List.of("real", "integer", "double").contains(words[3])
        || !List.of("general", "symmetric").contains(words[4])) {
      throw new InputException(
          shown
              + " begins with "
              + Shown.text(lines.isEmpty() ? "" : new String(lines.get(0), latin()))
              + "; of Matrix Market's forms \"matrix coordinate\" is read, real or integer, general"
              + " or symmetric: with cells and a rating in each");
    }
    for (int k = 1; k < lines.size(); k++) {
      String line = new String(lines.get(k), latin()).strip();
      if (!line.startsWith("%")) {
        return sized(shown, line, k + 1, words[4].equals("symmetric"), request);
      }
    }
    throw new InputException(
        shown + " has no line of rows, columns and cells in its first 64 KB; it may be cut");
  }

  private static MatrixMarketLines sized(
      String shown, String line, int headLines, boolean symmetric, RatingsRequest request) {
    if (!line.matches("\\d{1,18}\\s+\\d{1,18}\\s+\\d{1,18}")) {
      throw new InputException(
          shown + ": " + Shown.text(line) + " should be numbers of rows, columns and cells");
    }
    long[] sizes = Arrays.stream(line.split("\\s+")).mapToLong(Long::parseLong).toArray();
    if (symmetric && sizes[0] != sizes[1]) {
      throw new InputException(
          shown + " is symmetric and has the shape " + sizes[0] + " x " + sizes[1]);
    }
    return new MatrixMarketLines(
        sizes[0], sizes[1], sizes[2], headLines, symmetric, request.rows() == RowsAre.USERS);
  }

  private static Map<String, String> details(MatrixMarketLines lines, Input input) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("shape", lines.rows() + " x " + lines.columns());
    details.put("of", lines.stored() + (lines.symmetric() ? " symmetric cells" : " cells"));
    details.put("rows", input.request().rows() == RowsAre.USERS ? "users" : "items");
    return details;
  }
}
