// The shape of a dense matrix: found out by a first pass over its lines, needed to number its rows.
package lacuna.ratings;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Separator and shape of a dense matrix.
 *
 * @param separator as {@link Fields} takes it
 * @param header whether the first line of each file is passed over
 * @param rows lines that aren't blank, without headers
 * @param columns fields of the first row
 * @param rowsBefore rows before a piece, by its rank
 */
record DenseShape(String separator, boolean header, long rows, int columns, long[] rowsBefore)
    implements Serializable {

  /**
   * Counts the lines of all pieces.
   *
   * @throws InputException if there is no row
   */
  static DenseShape of(Input input, TextReading reading) {
    boolean header = input.request().header().orElse(false);
    List<byte[]> lines = input.first().lines();
    if (lines.size() <= (header ? 1 : 0)) {
      throw new InputException(
          input.shown() + " holds no rows of a matrix; give a line of numbers for each row");
    }
    String separator = separator(lines.get(header ? 1 : 0), input.request());
    long[] counts = counts(reading, header);
    long rows = 0;
    for (int piece = 0; piece < counts.length; piece++) {
      long here = counts[piece];
      counts[piece] = rows;
      rows += here;
    }
    byte[] first = lines.get(header ? 1 : 0);
    int columns = new Fields(separator).splitAll(first, 0, first.length);
    return new DenseShape(separator, header, rows, columns, counts);
  }

  /** The separator asked for, else the one that cuts the first row into the most fields. */
  static String separator(byte[] row, RatingsRequest request) {
    if (request.separator().isPresent()) {
      return LayoutFinder.unescaped(request.separator().get());
    }
    String best = LayoutFinder.SEPARATORS.get(0);
    int most = 0;
    for (String candidate : LayoutFinder.SEPARATORS) {
      int count = new Fields(candidate).splitAll(row, 0, row.length);
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }

  /** Rows by the rank of their piece. */
  static long[] counts(TextReading reading, boolean header) {
    Broadcast<SerializableConfiguration> hadoop = reading.hadoop();
    List<long[]> counted =
        reading.pieces().map(pieces -> count(pieces, header, hadoop.value().value())).collect();
    return counted.stream().flatMapToLong(Arrays::stream).toArray();
  }

  private static long[] count(FilePiece[] pieces, boolean header, Configuration hadoop) {
    long[] rows = new long[pieces.length];
    for (int p = 0; p < pieces.length; p++) {
      FilePiece piece = pieces[p];
      try (LineReader lines =
          new LineReader(FileBytes.open(piece, hadoop), piece.start, piece.end)) {
        while (lines.next()) {
          rows[p]++;
        }
      } catch (IOException e) {
        throw new InputException(piece.shown + " can't be read: " + e.getMessage(), e);
      }
      rows[p] -= header && piece.start == 0 ? Math.min(1, rows[p]) : 0;
    }
    return rows;
  }

  /** For people: {@code 3 x 4}. */
  String text() {
    return rows + " x " + columns;
  }
}
