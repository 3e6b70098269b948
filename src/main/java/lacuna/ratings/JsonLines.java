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

  /** A name is a value's once: which of two is meant can't be known. */
  static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String[] columns;

  /**
   * @param columns as {@link JsonObject} takes them
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
    private final JsonObject object = new JsonObject(columns);

    @Override
    public String parse(byte[] line, int from, int to, RatingChunkBuilder into) {
      try (JsonParser parser = JSON.createParser(line, from, to - from)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          return "no JSON object";
        }
        String fault = object.read(parser);
        if (fault == null && parser.nextToken() != null) {
          return "more than one JSON object";
        }
        return fault == null ? object.take(into) : fault;
      } catch (JsonProcessingException e) {
        return "no JSON: " + Shown.text(String.valueOf(e.getOriginalMessage()));
      } catch (IOException e) {
        return "no JSON: it is not UTF-8";
      }
    }
  }
}
