// Says whether some bytes can be an id. Asked once for each new id of a batch, so it may be
// thorough.
package lacuna.ratings;

/** What an id may be: UTF-8 text without control characters, up to 4,096 bytes. */
final class IdText {
  private static final int LONGEST = 4096;

  private IdText() {}

  /** What is wrong with {@code text[from, to)}, not empty, as an id; null where nothing is. */
  static String fault(String side, byte[] text, int from, int to) {
    if (to - from > LONGEST) {
      return "the " + side + " id has " + (to - from) + " bytes, more than " + LONGEST;
    }
    int i = from;
    while (i < to) {
      int first = text[i] & 0xFF;
      if (first < 0x20 || first == 0x7F) {
        return "the " + side + " id holds a control character (byte " + first + ")";
      }
      int length = lengthOf(first);
      if (length == 0 || i + length > to || !continued(text, i, length)) {
        return "the " + side + " id is not UTF-8 (byte " + first + ")";
      }
      i += length;
    }
    return null;
  }

  private static int lengthOf(int first) {
    if (first < 0x80) {
      return 1;
    } else if (first >= 0xC2 && first < 0xE0) {
      return 2;
    } else if (first >= 0xE0 && first < 0xF0) {
      return 3;
    }
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
  }

  /** Whether the bytes after the first continue it to a code point that is no surrogate. */
  private static boolean continued(byte[] text, int at, int length) {
    int point = length == 1 ? text[at] : text[at] & (0x7F >> length);
    for (int k = 1; k < length; k++) {
      if ((text[at + k] & 0xC0) != 0x80) {
        return false;
      }
      point = point << 6 | text[at + k] & 0x3F;
    }
    return switch (length) {
      case 3 -> point >= 0x800 && (point < 0xD800 || point > 0xDFFF);
      case 4 -> point >= 0x10000 && point <= 0x10FFFF;
      default -> true;
    };
  }
}
