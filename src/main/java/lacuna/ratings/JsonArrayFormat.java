// A file that is one JSON array of objects: how its batches are made. Made by JsonLinesFormat.
package lacuna.ratings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads objects one by one as they come, whatever lines they stand on, and holds none but the
 * current one. What is no JSON ends the reading, since where the next object begins can't be known.
 */
class JsonArrayFormat implements PieceFormat {
  private static final long serialVersionUID = 1L;
  private static final int MOST_RATINGS = 1 << 22;

  private final String[] columns;

  /**
   * @param columns as {@link JsonObject} takes them
   */
  JsonArrayFormat(String[] columns) {
    this.columns = columns;
  }

  /** Opens a file. */
  InputStream open(FilePiece file, Configuration hadoop) throws IOException {
    return FileBytes.open(file, hadoop);
  }

  @Override
  public final Iterator<RatingChunk> chunks(
      FilePiece[] pieces,
      RatingChunkBuilder builder,
      Configuration hadoop,
      int keptBad,
      boolean stopAtBad) {
    return new Chunks(pieces, builder, hadoop, keptBad, stopAtBad);
  }

  /** The batches of some files. */
  private final class Chunks implements Iterator<RatingChunk> {
    private final FilePiece[] files;
    private final RatingChunkBuilder builder;
    private final Configuration hadoop;
    private final int keptBad;
    private final boolean stopAtBad;
    private final JsonObject object = new JsonObject(columns);
    private int next;
    private PieceReport report;
    private JsonParser parser;
    private boolean first = true;

    Chunks(
        FilePiece[] files,
        RatingChunkBuilder builder,
        Configuration hadoop,
        int keptBad,
        boolean stopAtBad) {
      this.files = files;
      this.builder = builder;
      this.hadoop = hadoop;
      this.keptBad = keptBad;
      this.stopAtBad = stopAtBad;
    }

    @Override
    public boolean hasNext() {
      return first || report != null || next < files.length;
    }

    @Override
    public RatingChunk next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      first = false;
      while (builder.size() < MOST_RATINGS && (report != null || next < files.length)) {
        try {
          if (report == null) {
            open(files[next++]);
          } else if (!element()) {
            end();
          }
        } catch (IOException e) {
          report.failure = told(e);
          next = files.length;
          end();
        }
      }
      return builder.build();
    }

    private void open(FilePiece file) throws IOException {
      report = new PieceReport(file.rank, file.shown, keptBad);
      builder.forgetTimeKinds();
      parser = JsonLines.JSON.createParser(JsonArrayFormat.this.open(file, hadoop));
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("it is no JSON array, and the first file is one");
      }
    }

    /** Takes an element; false when there is none. */
    private boolean element() throws IOException {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY || token == null) {
        if (token == null || parser.nextToken() != null) {
          throw new IOException(
              token == null ? "it ends in the middle" : "something follows its JSON array");
        }
        return false;
      }
      long line = parser.currentTokenLocation().getLineNr();
      String fault;
      if (token == JsonToken.START_OBJECT) {
        fault = object.read(parser);
        fault = fault == null ? object.take(builder) : fault;
      } else {
        parser.skipChildren();
        fault = "no JSON object";
      }
      if (fault != null) {
        report.reject(line, token == JsonToken.START_OBJECT ? object.text() : "", fault);
        if (stopAtBad) {
          next = files.length;
          return false;
        }
      } else if (builder.timeKinds() != report.timeKinds) {
        report.time(builder.timeKinds(), builder.lastTime(), line);
      }
      return true;
    }

    private String told(IOException e) {
      if (e instanceof JsonProcessingException json) {
        return "line "
            + (json.getLocation() == null ? "?" : json.getLocation().getLineNr())
            + " is no JSON: "
            + Shown.text(String.valueOf(json.getOriginalMessage()));
      }
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void end() {
      try {
        if (parser != null) {
          parser.close();
        }
      } catch (IOException e) {
        report.failure = report.failure == null ? told(e) : report.failure;
      }
      parser = null;
      builder.report(report);
      report = null;
    }
  }
}
