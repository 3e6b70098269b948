// What one task does with its pieces of text: records in, batches out. Made by TextReading.
package lacuna.ratings;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;

/**
 * Iterates over the batches of some pieces. Mistakes in the data end in the batches' reports, not
 * in exceptions: which task meets its mistake first is chance, and the first by place shall be
 * told.
 */
final class TextChunks implements Iterator<RatingChunk> {
  /** Ratings in a batch: few enough that a batch, its growth included, takes well below 200 MB. */
  private static final int MOST_RATINGS = 1 << 22;

  /** Most lines to add to one. */
  private static final int MOST_LINES = 1000;

  private final FilePiece[] pieces;
  private final LineFormat format;
  private final RatingChunkBuilder builder;
  private final Configuration hadoop;
  private final int keptBad;
  private final boolean stopAtBad;

  private int nextPiece;
  private PieceReport report;
  private RecordReader records;
  private LineFormat.Parser parser;
  private boolean first = true;

  /**
   * @param keptBad most bad records to keep of each piece
   * @param stopAtBad whether to read no further than the first
   */
  TextChunks(
      FilePiece[] pieces,
      LineFormat format,
      RatingChunkBuilder builder,
      Configuration hadoop,
      int keptBad,
      boolean stopAtBad) {
    this.pieces = pieces;
    this.format = format;
    this.builder = builder;
    this.hadoop = hadoop;
    this.keptBad = keptBad;
    this.stopAtBad = stopAtBad;
  }

  /** There is one batch at least, be it empty, for the reports. */
  @Override
  public boolean hasNext() {
    return first || report != null || nextPiece < pieces.length;
  }

  @Override
  public RatingChunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    first = false;
    while (builder.size() < MOST_RATINGS && (report != null || nextPiece < pieces.length)) {
      if (report == null) {
        open();
      } else {
        read();
      }
    }
    return builder.build();
  }

  private void open() {
    FilePiece piece = pieces[nextPiece++];
    report = new PieceReport(piece.rank, piece.shown, keptBad);
    builder.forgetTimeKinds();
    try {
      records = format.records(FileBytes.open(piece, hadoop), piece);
      parser = format.parser(piece);
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Reads on until the batch is full or the piece ends. */
  private void read() {
    boolean joins = format.joinsLines();
    try {
      while (builder.size() < MOST_RATINGS) {
        if (!records.next()) {
          if (records.cameShort()) {
            throw new IOException("it became shorter while it was read");
          }
          close();
          return;
        }
        if (joins) {
          join(records, parser);
        } else if (!report.partial) {
          report.partial = parser.partial(records.buffer(), records.from(), records.to());
        }
        String fault =
            records.cut()
                ? "it has more than " + LineReader.LONGEST + " bytes"
                : parser.parse(records.buffer(), records.from(), records.to(), builder);
        if (fault != null) {
          reject(fault);
          if (parser.lost()) {
            throw new IOException(
                "line "
                    + records.line()
                    + " is "
                    + fault
                    + ", and where the next record begins"
                    + " can't be known; correct it");
          } else if (stopAtBad) {
            close();
            nextPiece = pieces.length;
            return;
          }
        } else if (builder.timeKinds() != report.timeKinds) {
          report.time(builder.timeKinds(), builder.lastTime(), records.line());
        }
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Takes the lines of one record together; where they make none, the first is left alone. */
  static void join(RecordReader lines, LineFormat.Parser parser) throws IOException {
    int added = 0;
    while (parser.open(lines.buffer(), lines.from(), lines.to())) {
      if (added++ == MOST_LINES || !lines.extend()) {
        lines.retract();
        return;
      }
    }
  }

  private void reject(String fault) {
    int length = records.to() - records.from();
    String text = new String(records.buffer(), records.from(), length, StandardCharsets.UTF_8);
    report.reject(records.line(), text, fault);
  }

  private void close() throws IOException {
    report.lines = records.lines();
    records.close();
    end();
  }

  private void fail(IOException e) {
    String what = e instanceof EOFException ? "it ends in the middle" : e.getMessage();
    report.failure = what == null ? e.getClass().getSimpleName() : what;
    nextPiece = pieces.length;
    try {
      if (records != null) {
        records.close();
      }
    } catch (IOException onClose) {
      report.failure += "; " + onClose.getMessage();
    }
    end();
  }

  private void end() {
    builder.report(report);
    report = null;
    records = null;
    parser = null;
  }
}
