// What a task does with a matrix file: cells in, batches out. Made by MatrixFormat.
package lacuna.ratings;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;

/** Iterates over the batches of one matrix. Mistakes end in the last batch's report. */
final class MatrixChunks implements Iterator<RatingChunk> {
  private static final int MOST_RATINGS = 1 << 22;

  private final FilePiece file;
  private final MatrixCells matrix;
  private final RatingChunkBuilder builder;
  private final Configuration hadoop;
  private final PieceReport report;
  private final boolean stopAtBad;
  private MatrixCells.Walk cells;
  private boolean ended;

  MatrixChunks(
      FilePiece file,
      MatrixCells matrix,
      RatingChunkBuilder builder,
      Configuration hadoop,
      int keptBad,
      boolean stopAtBad) {
    this.file = file;
    this.matrix = matrix;
    this.builder = builder;
    this.hadoop = hadoop;
    this.report = new PieceReport(file.rank, file.shown, keptBad);
    this.stopAtBad = stopAtBad;
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public RatingChunk next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    if (cells == null) {
      open();
    }
    while (!ended && builder.size() < MOST_RATINGS) {
      if (!cells.next()) {
        ended = true;
      } else {
        String fault = cells.take(builder);
        if (fault != null) {
          report.reject(0, cells.place(), fault);
          ended = stopAtBad;
        }
      }
    }
    if (ended) {
      builder.report(report);
    }
    return builder.build();
  }

  /** The driver has read the same bytes before; what fails now has changed since. */
  private void open() {
    try {
      cells = matrix.walk(matrix.kind().read(FileBytes.whole(file, hadoop)));
    } catch (IOException e) {
      report.failure = String.valueOf(e.getMessage());
      ended = true;
    }
  }
}
