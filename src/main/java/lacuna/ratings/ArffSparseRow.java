// A row in ARFF's sparse form, made a line of all its columns. Used by ArffLines.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * {@code {0 7, 2 'a b'}}: columns counted from 0, each with its value; a column that is left out
 * has the value 0, or the first of those that its attribute lists. Not safe for several threads.
 */
final class ArffSparseRow {
  private static final int MOST_DIGITS = 9;

  private final String[] leftOut;
  private final int needed;
  private final byte[][] values;
  private byte[] line = new byte[256];
  private int length;
  private int at;

  /**
   * @param leftOut by column, as {@link ArffLines} has it
   * @param needed columns that are looked at
   */
  ArffSparseRow(String[] leftOut, int needed) {
    this.leftOut = Arrays.copyOf(leftOut, Math.max(leftOut.length, needed));
    this.needed = needed;
    this.values = new byte[this.leftOut.length][];
  }

  /** The columns that are needed, in quotes, with commas between them; room behind them. */
  byte[] line() {
    return line;
  }

  int length() {
    return length;
  }

  /** Takes a row; says what is wrong with it, null where nothing is. */
  String read(byte[] text, int from, int to) {
    int last = to - 1;
    while (last > from && (text[last] == ' ' || text[last] == '\t')) {
      last--;
    }
    if (text[last] != '}') {
      return "a sparse row that is not closed by }";
    }
    Arrays.fill(values, null);
    at = from + 1;
    skipBlanks(text, last);
    while (at < last) {
      String fault = pair(text, last);
      if (fault != null) {
        return fault;
      }
    }
    return write();
  }

  private void skipBlanks(byte[] text, int end) {
    while (at < end && (text[at] == ' ' || text[at] == '\t')) {
      at++;
    }
  }

  /** Takes a column and its value, and the comma behind them. */
  private String pair(byte[] text, int end) {
    int first = at;
    int column = 0;
    while (at < end && text[at] >= '0' && text[at] <= '9' && at - first < MOST_DIGITS) {
      column = column * 10 + text[at++] - '0';
    }
    int behind = at;
    skipBlanks(text, end);
    if (behind == first || at == behind || at == end) {
      return "a sparse row in which no column's number and value follow";
    } else if (column >= values.length) {
      return "a sparse row with column "
          + column
          + ", where "
          + (values.length - 1)
          + " is the last";
    } else if (values[column] != null) {
      return "a sparse row with column " + column + " twice";
    }
    byte mark = text[at];
    boolean quoted = mark == '\'' || mark == '"';
    int begin = quoted ? ++at : at;
    while (at < end && text[at] != (quoted ? mark : ',')) {
      at++;
    }
    int stop = at;
    if (quoted && at++ == end) {
      return "a quote is not closed";
    }
    while (!quoted && stop > begin && (text[stop - 1] == ' ' || text[stop - 1] == '\t')) {
      stop--;
    }
    values[column] = Arrays.copyOfRange(text, begin, stop);
    skipBlanks(text, end);
    if (at < end && text[at] != ',') {
      return "a sparse row in which text follows a value";
    }
    at++;
    skipBlanks(text, end);
    return at == end && text[end - 1] == ',' ? "a sparse row that ends in a comma" : null;
  }

  private String write() {
    length = 0;
    for (int column = 0; column < needed; column++) {
      byte[] value = values[column];
      if (value == null && leftOut[column] != null) {
        value = leftOut[column].getBytes(StandardCharsets.UTF_8);
      }
      if (value == null) {
        return "a sparse row without column " + column + ", for which nothing stands in";
      }
      int room = length + 2 * value.length + 3 + Long.BYTES;
      line = room > line.length ? Arrays.copyOf(line, 2 * room) : line;
      if (column > 0) {
        line[length++] = ',';
      }
      line[length++] = '"';
      for (byte letter : value) {
        if (letter == '"') {
          line[length++] = '"';
        }
        line[length++] = letter;
      }
      line[length++] = '"';
    }
    return null;
  }
}
