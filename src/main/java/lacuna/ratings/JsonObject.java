// The wanted values of a JSON object. Used by the parsers of JSON lines and of JSON arrays.
package lacuna.ratings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes a few named values out of an object; text and numbers are alike. For one thread. */
final class JsonObject {
  static final int USER = 0;
  static final int ITEM = 1;
  static final int RATING = 2;
  static final int TIME = 3;
  static final int WEIGHT = 4;
  static final int COLUMNS = 5;

  private static final String[] ROLES = {"user id", "item id", "rating", "timestamp", "weight"};

  private final String[] columns;
  private final byte[][] values = new byte[COLUMNS][];
  private byte[] ids = new byte[64];

  /**
   * @param columns the name of each value, null where it is not wanted
   */
  JsonObject(String[] columns) {
    this.columns = columns;
  }

  /**
   * Collects the values; the parser stands at the object's beginning, and at its end afterwards.
   *
   * @return what is wrong with a value; null where nothing is
   */
  String read(JsonParser parser) throws IOException {
    Arrays.fill(values, null);
    String fault = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      int column = Arrays.asList(columns).indexOf(name);
      if (column >= 0 && token != JsonToken.VALUE_NULL && fault == null) {
        fault = value(column, token, parser);
      }
      parser.skipChildren();
    }
    return fault;
  }

  private String value(int column, JsonToken token, JsonParser parser) throws IOException {
    if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
      return "the " + ROLES[column] + " is neither text nor a number";
    }
    String text = parser.getText().strip();
    values[column] = text.getBytes(StandardCharsets.UTF_8);
    return new String(values[column], StandardCharsets.UTF_8).equals(text)
        ? null
        : "the " + ROLES[column] + " holds half a letter (an unpaired surrogate)";
  }

  /**
   * Adds the rating that was collected.
   *
   * @return what is wrong with it, in which case nothing is added; null where nothing is
   */
  String take(RatingChunkBuilder into) {
    for (int k = 0; k < COLUMNS; k++) {
      if (columns[k] != null && values[k] == null) {
        return "the " + ROLES[k] + " is missing (" + Shown.text(columns[k]) + ")";
      }
    }
    byte[] given = values[RATING];
    float rating = given == null ? 0 : FloatText.parse(given, 0, given.length);
    if (!Float.isFinite(rating)) {
      return "the rating " + FloatText.fault(given, 0, given.length);
    }
    byte[] written = values[WEIGHT];
    float weight = written == null ? 1 : FloatText.parse(written, 0, written.length);
    if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
      return "the weight is no finite number from 0";
    }
    byte[] time = values[TIME];
    long when = time == null ? 0 : TimeText.parse(time, 0, time.length);
    if (when == TimeText.NONE) {
      return "the timestamp is neither a number nor an ISO date";
    }
    int user = values[USER].length;
    int both = user + values[ITEM].length;
    ids = both + Long.BYTES > ids.length ? new byte[2 * (both + Long.BYTES)] : ids;
    System.arraycopy(values[USER], 0, ids, 0, user);
    System.arraycopy(values[ITEM], 0, ids, user, both - user);
    return into.add(ids, 0, user, user, both, rating, weight, when);
  }
}
