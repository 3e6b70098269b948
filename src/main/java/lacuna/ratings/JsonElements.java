// The elements of a file that is one JSON array, as ranges of a buffer. Made by JsonArrayFormat.
package lacuna.ratings;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Finds where elements begin and end by their brackets and strings alone, so that one which is no
 * JSON inside can be told and passed over. Holds none but the current one.
 */
final class JsonElements implements RecordReader {
  /** Largest element in bytes; of a larger one only the beginning is given. */
  static final int LONGEST = LineReader.LONGEST;

  private static final int BUFFER = 1 << 16;
  private static final int FIRST = 1 << 12;
  private static final int KEPT = 1 << 10;
  private static final int DEEPEST = 1000;
  private static final int END = -1;

  private final PieceBytes source;
  private final byte[] ahead = new byte[BUFFER];
  private int position;
  private int limit;
  private long lines = 1;
  private boolean afterReturn;
  private boolean begun;
  private boolean ended;

  private byte[] element = new byte[FIRST];
  private int size;
  private long line;
  private boolean cut;

  /** The brackets that are open within the element, each by its closing one. */
  private final byte[] open = new byte[DEEPEST];

  private int depth;

  /**
   * @param in at the beginning of the file
   * @param end first byte behind the file; the largest number where that is not known
   */
  JsonElements(InputStream in, long end) {
    this.source = new PieceBytes(in, 0, end);
  }

  @Override
  public boolean next() throws IOException {
    if (ended) {
      return false;
    }
    int letter = begun ? separator() : first();
    if (letter == ']') {
      finish();
      return false;
    }
    line = lines;
    take(letter);
    return true;
  }

  /** What the first element begins with. */
  private int first() throws IOException {
    begun = true;
    int letter = letter();
    if ((byte) letter == PieceBytes.BYTE_ORDER_MARK[0]) {
      for (int k = 1; k < PieceBytes.BYTE_ORDER_MARK.length; k++) {
        letter = letter == END ? END : letter();
      }
      letter = letter();
    }
    if (skipped(letter) != '[') {
      throw new IOException("it is no JSON array, and the first file is one");
    }
    return skipped(letter());
  }

  /** What the next element begins with, behind its comma. */
  private int separator() throws IOException {
    int letter = skipped(letter());
    if (letter == ']') {
      return letter;
    }
    if (letter != ',') {
      throw lost(letter == END ? "it ends in the middle" : "a comma is missing");
    }
    letter = skipped(letter());
    if (letter == ']') {
      throw lost("a comma stands before the end");
    }
    return letter;
  }

  /** Nothing may follow the array. */
  private void finish() throws IOException {
    ended = true;
    if (skipped(letter()) != END) {
      throw new IOException("something follows its JSON array");
    }
  }

  /** Takes an element that begins with a letter, up to the comma or bracket behind it. */
  private void take(int first) throws IOException {
    size = 0;
    cut = false;
    depth = 0;
    int letter = first;
    while (depth > 0 || letter != ',' && letter != ']') {
      if (letter == END || letter == '}' && depth == 0) {
        throw lost(letter == END ? "it ends in the middle" : "a bracket closes that is not open");
      }
      put(letter);
      if (letter == '"') {
        string();
      } else if (letter == '{' || letter == '[') {
        push(letter == '{' ? '}' : ']');
      } else if ((letter == '}' || letter == ']') && letter != open[--depth]) {
        throw lost("a bracket closes that is not open");
      }
      letter = letter();
    }
    position--; // the comma or bracket is not the element's
    while (size > 0 && element[size - 1] <= ' ' && element[size - 1] >= 0) {
      size--;
    }
  }

  private void push(int closing) throws IOException {
    if (depth == DEEPEST) {
      throw lost("more than " + DEEPEST + " brackets are open");
    }
    open[depth++] = (byte) closing;
  }

  /** The rest of a string. */
  private void string() throws IOException {
    for (int letter = letter(); letter != '"'; letter = letter()) {
      if (letter == END) {
        throw lost("it ends in the middle");
      }
      put(letter);
      if (letter == '\\') {
        put(letter());
      }
    }
    put('"');
  }

  private IOException lost(String why) {
    String within = size > 0 && line < lines ? ", in what begins in line " + line : "";
    return new IOException("line " + lines + " is no JSON: " + why + within);
  }

  private void put(int letter) {
    if (size == LONGEST || cut) {
      size = cut ? size : KEPT;
      cut = true;
      return;
    }
    if (size + Long.BYTES >= element.length) {
      element = Arrays.copyOf(element, 2 * element.length);
    }
    element[size++] = (byte) letter;
  }

  private int skipped(int from) throws IOException {
    int letter = from;
    while (letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r') {
      letter = letter();
    }
    return letter;
  }

  /** The next byte, counting lines. */
  private int letter() throws IOException {
    if (position == limit) {
      limit = Math.max(0, source.read(ahead, 0, BUFFER));
      position = 0;
      if (limit == 0) {
        return END;
      }
    }
    int letter = ahead[position++] & 0xFF;
    if (letter == '\r' || letter == '\n' && !afterReturn) {
      lines++;
    }
    afterReturn = letter == '\r';
    return letter;
  }

  @Override
  public byte[] buffer() {
    return element;
  }

  @Override
  public int from() {
    return 0;
  }

  @Override
  public int to() {
    return size;
  }

  @Override
  public boolean cut() {
    return cut;
  }

  @Override
  public long lines() {
    return lines;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public boolean cameShort() {
    return source.cameShort();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
