// Parses lines of JSON. Runs in tasks, made by JsonLinesFormat.
package lacuna.ratings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** Takes a few named values out of each object; text and numbers are alike. */
final class JsonLines implements LineFormat {
  private static final long serialVersionUID = 1L;
  private static final String NO_JSON = "no JSON: ";
  private static final String SEVERAL = "more than one JSON object";

  /** A name is a value's once: which of two is meant can't be known. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String[] columns;

  /**
   * @param columns as {@link JsonObject} takes them
   */
  JsonLines(String[] columns) {
    this.columns = columns;
  }

  /** Whether a fault is one of what an object says, which is one by itself. */
  static boolean isObject(String fault) {
    return !fault.startsWith(NO_JSON) && !fault.equals(SEVERAL);
  }

  @Override
  public Parser parser(FilePiece piece) {
    return new ObjectParser();
  }

  /** Parses the lines of one piece. */
  private final class ObjectParser implements Parser {
    private final JsonObject object = new JsonObject(columns);

    @Override
    public String parse(byte[] line, int from, int to, RatingChunkBuilder into) {
      try (JsonParser parser = JSON.createParser(line, from, to - from)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          return "no JSON object";
        }
        String fault = object.read(parser);
        if (fault == null && parser.nextToken() != null) {
          return SEVERAL;
        }
        return fault == null ? object.take(into) : fault;
      } catch (JsonProcessingException e) {
        return NO_JSON + Shown.text(String.valueOf(e.getOriginalMessage()));
      } catch (IOException e) {
        return NO_JSON + "it is not UTF-8";
      }
    }
  }
}
