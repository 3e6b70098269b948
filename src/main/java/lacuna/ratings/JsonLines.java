// Parses lines of JSON. Runs in tasks, made by JsonLinesFormat.
package lacuna.ratings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes a few named values out of each object; text and numbers are alike. */
final class JsonLines implements LineFormat {
  static final int USER = 0;
  static final int ITEM = 1;
  static final int RATING = 2;
  static final int TIME = 3;
  static final int WEIGHT = 4;
  static final int COLUMNS = 5;

  private static final long serialVersionUID = 1L;
  private static final String[] ROLES = {"user id", "item id", "rating", "timestamp", "weight"};

  /** A name is a value's once: which of two is meant can't be known. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String[] columns;

  /**
   * @param columns the name of each value, null where it is not wanted
   */
  JsonLines(String[] columns) {
    this.columns = columns;
  }

  @Override
  public Parser parser(FilePiece piece) {
    return new ObjectParser();
  }

  /** Parses the lines of one piece. */
  private final class ObjectParser implements Parser {
    private final byte[][] values = new byte[COLUMNS][];
    private byte[] ids = new byte[64];

    @Override
    public String parse(byte[] line, int from, int to, RatingChunkBuilder into) {
      Arrays.fill(values, null);
      try (JsonParser parser = JSON.createParser(line, from, to - from)) {
        String fault = object(parser);
        return fault == null ? take(into) : fault;
      } catch (JsonProcessingException e) {
        return "no JSON: " + Shown.text(String.valueOf(e.getOriginalMessage()));
      } catch (IOException e) {
        return "no JSON: it is not UTF-8";
      }
    }

    /** Collects the wanted values of an object that fills the line. */
    private String object(JsonParser parser) throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "no JSON object";
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        int column = Arrays.asList(columns).indexOf(name);
        if (column >= 0 && token != JsonToken.VALUE_NULL) {
          if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
            return "the " + ROLES[column] + " is neither text nor a number";
          }
          String text = parser.getText().strip();
          values[column] = text.getBytes(StandardCharsets.UTF_8);
          if (!new String(values[column], StandardCharsets.UTF_8).equals(text)) {
            return "the " + ROLES[column] + " holds half a letter (an unpaired surrogate)";
          }
        }
        parser.skipChildren();
      }
      return parser.nextToken() == null ? null : "more than one JSON object";
    }

    private String take(RatingChunkBuilder into) {
      for (int k = 0; k < COLUMNS; k++) {
        if (columns[k] != null && values[k] == null) {
          return "the " + ROLES[k] + " is missing (" + Shown.text(columns[k]) + ")";
        }
      }
      float rating = FloatText.parse(values[RATING], 0, values[RATING].length);
      if (!Float.isFinite(rating)) {
        return "the rating " + FloatText.fault(values[RATING], 0, values[RATING].length);
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
}
