// A file that is one JSON array of objects: how its batches are made. Made by JsonLinesFormat.
package lacuna.ratings;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads objects one by one as they come, whatever lines they stand on. One that is no JSON is a bad
 * record where its brackets and quotes leave no doubt about its end: where none of the names that
 * are wanted stands twice in it. Else it may have swallowed others, and the reading ends.
 */
final class JsonArrayFormat implements LineFormat {
  private static final long serialVersionUID = 1L;

  private final JsonLines objects;
  private final String[] columns;

  /**
   * @param columns as {@link JsonObject} takes them
   */
  JsonArrayFormat(String[] columns) {
    this.objects = new JsonLines(columns);
    this.columns = columns;
  }

  @Override
  public RecordReader records(InputStream in, FilePiece piece) {
    return new JsonElements(in, piece.end);
  }

  @Override
  public Parser parser(FilePiece piece) {
    return new ElementParser(objects.parser(piece));
  }

  /** Parses the elements of one file. */
  private final class ElementParser implements Parser {
    private final Parser object;
    private boolean lost;

    ElementParser(Parser object) {
      this.object = object;
    }

    @Override
    public String parse(byte[] text, int from, int to, RatingChunkBuilder into) {
      String fault = object.parse(text, from, to, into);
      lost = fault != null && !JsonLines.isObject(fault) && severalObjects(text, from, to);
      return fault;
    }

    @Override
    public boolean lost() {
      return lost;
    }

    private boolean severalObjects(byte[] text, int from, int to) {
      String element = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
      for (String column : columns) {
        if (column != null) {
          byte[] quoted = ('"' + column + '"').getBytes(StandardCharsets.UTF_8);
          String name = new String(quoted, StandardCharsets.ISO_8859_1);
          if (element.indexOf(name) != element.lastIndexOf(name)) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
