// The head of a Matrix Market file. Read by MatrixMarketFormat on the driver.
package lacuna.ratings;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the first line and the line of sizes say of the lines below them.
 *
 * @param rows number of rows; likewise {@code columns}
 * @param stored lines of cells that follow
 * @param lines lines before the first cell, blank ones not counted
 * @param array whether a line is a value alone, the next one down a column
 * @param pattern whether cells have no values
 * @param symmetric whether a cell off the diagonal stands for its mirror image too
 */
record MatrixMarketHead(
    long rows,
    long columns,
    long stored,
    int lines,
    boolean array,
    boolean pattern,
    boolean symmetric,
    boolean rowsAreUsers)
    implements Serializable {
  static final String MARK = "%%MatrixMarket";

  private static final int MOST_SIDE = Integer.MAX_VALUE;

  /**
   * Reads it.
   *
   * @throws InputException if it is of a form that holds no ratings, or says what can't be
   */
  static MatrixMarketHead of(FirstBytes first, RatingsRequest request) {
    List<byte[]> lines = first.lines();
    String[] words =
        lines.isEmpty() ? new String[0] : text(lines.get(0)).toLowerCase(Locale.ROOT).split("\\s+");
    if (!known(words)) {
      throw new InputException(
          first.shown()
              + " begins with "
              + Shown.text(lines.isEmpty() ? "" : text(lines.get(0)))
              + "; of Matrix Market's forms \"matrix coordinate\" and \"matrix array\" are read,"
              + " real or integer (coordinate ones as a pattern too), general or symmetric");
    }
    for (int k = 1; k < lines.size(); k++) {
      String line = text(lines.get(k));
      if (!line.startsWith("%")) {
        return sized(first.shown(), line, k + 1, words, request);
      }
    }
    throw new InputException(
        first.shown() + " has no line of its sizes in its first 64 KB; it may be cut");
  }

  private static boolean known(String[] words) {
    return words.length == 5
        && words[0].equalsIgnoreCase(MARK)
        && words[1].equals("matrix")
        && List.of("coordinate", "array").contains(words[2])
        && (List.of("real", "integer", "double").contains(words[3])
            || words[3].equals("pattern") && words[2].equals("coordinate"))
        && List.of("general", "symmetric").contains(words[4]);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1).strip();
  }

  private static MatrixMarketHead sized(
      String shown, String line, int headLines, String[] words, RatingsRequest request) {
    boolean array = words[2].equals("array");
    boolean symmetric = words[4].equals("symmetric");
    if (!line.matches(array ? "\\d{1,18}\\s+\\d{1,18}" : "\\d{1,18}(\\s+\\d{1,18}){2}")) {
      throw new InputException(
          shown
              + ": "
              + Shown.text(line)
              + " should be numbers of rows"
              + (array ? " and columns" : ", columns and cells"));
    }
    long[] sizes = Arrays.stream(line.split("\\s+")).mapToLong(Long::parseLong).toArray();
    if (symmetric && sizes[0] != sizes[1]) {
      throw new InputException(
          shown + " is symmetric and has the shape " + sizes[0] + " x " + sizes[1]);
    } else if (array && Math.max(sizes[0], sizes[1]) > MOST_SIDE) {
      throw new InputException(
          shown + " has the shape " + sizes[0] + " x " + sizes[1] + ", too large for an array");
    }
    long stored =
        !array
            ? sizes[2]
            : symmetric ? sizes[0] * (sizes[0] + 1) / 2 : Math.multiplyExact(sizes[0], sizes[1]);
    return new MatrixMarketHead(
        sizes[0],
        sizes[1],
        stored,
        headLines,
        array,
        words[3].equals("pattern"),
        symmetric,
        request.rows() == RowsAre.USERS);
  }

  /** The format of the lines of the coordinate form. */
  MatrixMarketLines cells() {
    return new MatrixMarketLines(this);
  }
}
