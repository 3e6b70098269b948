// Which cells of a dense matrix are observed. Read on the driver, broadcast to the tasks that
// parse.
package lacuna.ratings;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import lacuna.ratings.matrix.Matrix;
import lacuna.ratings.matrix.MatrixFiles;

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
   * Reads a mask of ones and zeros, as text or as a matrix file.
   *
   * @param matrix name of the matrix it is for
   * @param rows of that matrix; likewise {@code columns}
   * @param header whether a text begins with a line to pass over
   * @throws InputException if the mask has another shape, or holds anything else
   */
  static DenseMask read(Input mask, String matrix, long rows, int columns, boolean header) {
    Optional<MatrixFiles> kind = MatrixFiles.of(mask.first().bytes());
    DenseMask read =
        kind.isPresent()
            ? of(MatrixFormat.load(kind.get(), mask), mask.shown())
            : text(mask, header);
    if (read == null || read.rows != rows || read.columns != columns) {
      throw new InputException(
          "The mask "
              + mask.shown()
              + " is "
              + (read == null ? "empty" : read.rows + " x " + read.columns)
              + " and the matrix "
              + matrix
              + " is "
              + rows
              + " x "
              + columns
              + "; give a mask with a 1 or 0 for each cell");
    }
    return read;
  }

  /** The mask in lines of text, or null where there are none. */
  private static DenseMask text(Input mask, boolean header) {
    Fields fields = null;
    DenseMask read = null;
    for (InputFile file : mask.files()) {
      try (LineReader lines =
          new LineReader(FileBytes.open(file.piece(), mask.hadoop()), 0, Long.MAX_VALUE)) {
        boolean skip = header;
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
            throw wrong(file.shown() + ", line " + lines.lines() + ": " + fault);
          }
        }
      } catch (IOException e) {
        throw new InputException(file.shown() + " can't be read: " + e.getMessage(), e);
      }
    }
    return read;
  }

  private static DenseMask of(Matrix matrix, String shown) {
    if (!matrix.dense()) {
      throw wrong(shown + " is a sparse matrix");
    }
    DenseMask mask = new DenseMask(matrix.columns());
    mask.rows = matrix.rows();
    mask.bits = new long[Math.toIntExact((mask.rows * mask.columns + 63) >>> 6)];
    Matrix.Cells cells = matrix.cells();
    while (cells.next()) {
      if (cells.value() == 1) {
        long bit = (long) cells.row() * mask.columns + cells.column();
        mask.bits[(int) (bit >>> 6)] |= 1L << bit;
      } else if (cells.value() != 0) {
        throw wrong(
            shown + ", row " + cells.row() + ", column " + cells.column() + ": " + cells.value());
      }
    }
    return mask;
  }

  private static InputException wrong(String what) {
    return new InputException(what + "; a mask has 1 where a cell is observed and 0 elsewhere");
  }

  /** Whether a cell is observed. */
  boolean observed(long row, int column) {
    long bit = row * columns + column;
    return (bits[(int) (bit >>> 6)] >>> bit & 1) != 0;
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
