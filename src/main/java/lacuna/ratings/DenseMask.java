// Which cells of a dense matrix are observed. Read on the driver, broadcast to the tasks that
// parse.
package lacuna.ratings;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

/** A bit for each cell. Immutable. */
final class DenseMask implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int columns;
  private long[] bits = new long[16];
  private long rows;

  private DenseMask(int columns) {
    this.columns = columns;
  }

  /**
   * Reads a mask of ones and zeros.
   *
   * @param matrix name of the matrix it is for
   * @param shape shape of that matrix
   * @throws InputException if the mask has another shape, or holds anything else
   */
  static DenseMask read(Input mask, String matrix, DenseShape shape) {
    Fields fields = null;
    DenseMask read = null;
    for (InputFile file : mask.files()) {
      FilePiece piece =
          new FilePiece(0, file.status().getPath().toString(), file.shown(), 0, Long.MAX_VALUE);
      try (LineReader lines =
          new LineReader(FileBytes.open(piece, mask.hadoop()), 0, Long.MAX_VALUE)) {
        boolean skip = shape.header();
        while (lines.next()) {
          if (skip) {
            skip = false;
            continue;
          }
          if (fields == null) {
            byte[] row = Arrays.copyOfRange(lines.buffer(), lines.from(), lines.to());
            fields = new Fields(DenseShape.separator(row, mask.request()));
            read = new DenseMask(fields.splitAll(row, 0, row.length));
          }
          String fault = read.add(fields, lines);
          if (fault != null) {
            throw new InputException(
                file.shown()
                    + ", line "
                    + lines.lines()
                    + ": "
                    + fault
                    + "; a mask has 1 where a cell is observed and 0 elsewhere");
          }
        }
      } catch (IOException e) {
        throw new InputException(file.shown() + " can't be read: " + e.getMessage(), e);
      }
    }
    if (read == null || read.rows != shape.rows() || read.columns != shape.columns()) {
      throw new InputException(
          "The mask "
              + mask.shown()
              + " is "
              + (read == null ? "empty" : read.shape())
              + " and the matrix "
              + matrix
              + " is "
              + shape.text()
              + "; give a mask with a 1 or 0 for each cell");
    }
    return read;
  }

  /** Whether a cell is observed. */
  boolean observed(long row, int column) {
    long bit = row * columns + column;
    return (bits[(int) (bit >>> 6)] >>> bit & 1) != 0;
  }

  private String shape() {
    return rows + " x " + columns;
  }

  private String add(Fields fields, LineReader lines) {
    int count = fields.splitAll(lines.buffer(), lines.from(), lines.to());
    if (count != columns) {
      return count + " values where the first row has " + columns;
    }
    long first = rows * columns;
    int words = Math.toIntExact((first + columns + 63) >>> 6);
    if (words > bits.length) {
      bits = Arrays.copyOf(bits, Math.max(words, 2 * bits.length));
    }
    for (int c = 0; c < columns; c++) {
      float value = FloatText.parse(fields.text(), fields.from(c), fields.to(c));
      if (value != 0 && value != 1) {
        return "\"" + fields.string(c) + "\" in column " + (c + 1);
      }
      if (value == 1) {
        bits[(int) ((first + c) >>> 6)] |= 1L << (first + c);
      }
    }
    rows++;
    return null;
  }
}
