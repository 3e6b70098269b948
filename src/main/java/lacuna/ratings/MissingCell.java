// The value that says of a cell that it holds no rating. Asked by the parser of arrays.
package lacuna.ratings;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What {@code --missing} names.
 *
 * @param text in lower case, or null where every cell is a rating
 * @param number the same as a number, or NaN
 */
record MissingCell(String text, float number) implements Serializable {
  static MissingCell of(RatingsRequest request) {
    String text = request.missing().map(given -> given.toLowerCase(Locale.ROOT)).orElse(null);
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    return new MissingCell(text, FloatText.parse(bytes, 0, bytes.length));
  }

  /**
   * Whether a cell is missing.
   *
   * @param value what {@code written[from, to)} writes, NaN where it is no number
   */
  boolean is(byte[] written, int from, int to, float value) {
    return text != null
        && (value == number
            || new String(written, from, to - from, StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT)
                .equals(text));
  }
}
