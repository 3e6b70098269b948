// The fields of one line of delimited text, as ranges of bytes. Used by the delimited and dense
// formats and by whoever finds out a separator.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits lines at a separator: one byte, several, or runs of blanks. Blanks around a field don't
 * belong to it. With a separator of one byte a field may stand in double quotes, in which a doubled
 * quote is a quote and blanks count. Not safe for several threads.
 */
final class Fields {
  /** The separator that stands for runs of blanks and tabs. */
  static final String BLANKS = " ";

  private static final String OPEN = "a quote is not closed";

  private final byte[] separator;
  private final boolean blanks;
  private int[] start = new int[16];
  private int[] end = new int[16];
  private byte[] text;
  private byte[] unquoted = {};
  private int count;
  private String fault;

  /**
   * @param separator not empty; {@link #BLANKS} for runs of blanks
   */
  Fields(String separator) {
    this.separator = separator.getBytes(StandardCharsets.UTF_8);
    this.blanks = separator.equals(BLANKS);
  }

  /** The separator as it was given. */
  String separator() {
    return new String(separator, StandardCharsets.UTF_8);
  }

  /**
   * Splits {@code line[from, to)} into its first fields.
   *
   * @param most fields to look for; what stands behind them is not looked at
   * @return how many there are, up to {@code most}; -1 where the line is broken ({@link #fault})
   */
  int split(byte[] line, int from, int to, int most) {
    if (most > start.length) {
      start = Arrays.copyOf(start, Math.max(most, 2 * start.length));
      end = Arrays.copyOf(end, start.length);
    }
    text = line;
    if (blanks) {
      count = splitBlanks(line, from, to, most);
    } else if (separator.length == 1) {
      count = splitSingle(line, from, to, most);
    } else {
      count = splitLong(line, from, to, most);
    }
    return count;
  }

  /** Splits a whole line, however many fields it has. */
  int splitAll(byte[] line, int from, int to) {
    int most = start.length;
    while (split(line, from, to, most) == most) {
      most *= 2;
    }
    return count;
  }

  /** The bytes in which the fields stand. */
  byte[] text() {
    return text;
  }

  /** Where field {@code k} begins. */
  int from(int k) {
    return start[k];
  }

  /** Where field {@code k} ends. */
  int to(int k) {
    return end[k];
  }

  /** Field {@code k} as a string. */
  String string(int k) {
    return new String(text, start[k], end[k] - start[k], StandardCharsets.UTF_8);
  }

  /** Whether a line ends within quotes, so that what stands in them may go on in the next one. */
  boolean open(byte[] line, int from, int to) {
    return splitAll(line, from, to) < 0 && fault.equals(OPEN);
  }

  /** What is wrong with a line for which {@link #split} gave -1. */
  String fault() {
    return fault;
  }

  private int splitSingle(byte[] line, int from, int to, int most) {
    byte mark = separator[0];
    int n = 0;
    int i = from;
    while (n < most) {
      int begin = i;
      while (i < to && line[i] != mark) {
        if (line[i] == '"' && isBlank(line, begin, i)) {
          return splitQuoted(line, from, to, most);
        }
        i++;
      }
      put(n++, line, begin, i);
      if (i++ == to) {
        break;
      }
    }
    return n;
  }

  private int splitLong(byte[] line, int from, int to, int most) {
    int n = 0;
    int begin = from;
    int i = from;
    int last = to - separator.length;
    while (n < most - 1 && i <= last) {
      if (line[i] == separator[0] && matches(line, i)) {
        put(n++, line, begin, i);
        i += separator.length;
        begin = i;
      } else {
        i++;
      }
    }
    int stop = begin;
    while (stop < to && (stop > last || line[stop] != separator[0] || !matches(line, stop))) {
      stop++;
    }
    put(n++, line, begin, stop);
    return n;
  }

  private boolean matches(byte[] line, int at) {
    for (int k = 1; k < separator.length; k++) {
      if (line[at + k] != separator[k]) {
        return false;
      }
    }
    return true;
  }

  private int splitBlanks(byte[] line, int from, int to, int most) {
    int n = 0;
    int i = from;
    while (n < most) {
      while (i < to && isBlank(line[i])) {
        i++;
      }
      if (i == to) {
        break;
      }
      int begin = i;
      while (i < to && !isBlank(line[i])) {
        i++;
      }
      start[n] = begin;
      end[n++] = i;
    }
    return n;
  }

  /** The slow way, taken for a line in which a field begins with a quote. */
  private int splitQuoted(byte[] line, int from, int to, int most) {
    if (unquoted.length < to - from + Long.BYTES) {
      unquoted = new byte[2 * (to - from) + Long.BYTES];
    }
    text = unquoted;
    byte mark = separator[0];
    int n = 0;
    int out = 0;
    int i = from;
    while (n < most) {
      int begin = out;
      int field = i;
      while (i < to && line[i] != mark && line[i] != '"') {
        unquoted[out++] = line[i++];
      }
      if (i < to && line[i] == '"' && isBlank(line, field, i)) {
        out = begin;
        for (i++; i < to && (line[i] != '"' || i + 1 < to && line[i + 1] == '"'); i++) {
          i += line[i] == '"' ? 1 : 0;
          unquoted[out++] = line[i];
        }
        int close = i++;
        while (i < to && line[i] != mark) {
          i++;
        }
        if (close >= to || !isBlank(line, close + 1, i)) {
          fault = close >= to ? OPEN : "text follows a closing quote";
          return -1;
        }
        start[n] = begin;
        end[n++] = out;
      } else {
        while (i < to && line[i] != mark) {
          unquoted[out++] = line[i++];
        }
        put(n++, unquoted, begin, out);
      }
      if (i++ == to) {
        break;
      }
    }
    return n;
  }

  /** Notes a field without the blanks around it. */
  private void put(int n, byte[] line, int from, int to) {
    int first = from;
    int last = to;
    while (first < last && isBlank(line[first])) {
      first++;
    }
    while (first < last && isBlank(line[last - 1])) {
      last--;
    }
    start[n] = first;
    end[n] = last;
  }

  private static boolean isBlank(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isBlank(line[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
