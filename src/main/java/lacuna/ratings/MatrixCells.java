// From cells of a matrix file to ratings. Travels to the task that reads it, made by MatrixFormat.
package lacuna.ratings;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import lacuna.ratings.matrix.Matrix;
import lacuna.ratings.matrix.MatrixFiles;
import org.apache.spark.broadcast.Broadcast;

/** Which cells are ratings, and of whom. */
final class MatrixCells implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Up to so many rows or columns their codes stand in an array. */
  private static final int MOST_KEPT = 1 << 22;

  private final MatrixFiles kind;
  private final boolean rowsAreUsers;

  /** Null where every cell that holds a number is observed. */
  private final Broadcast<DenseMask> mask;

  private final boolean anyMissing;

  /** What stands for no rating where {@code anyMissing}; may be NaN. */
  private final double missing;

  /**
   * @param mask null where there is none
   * @throws InputException if the missing value is no number
   */
  MatrixCells(MatrixFiles kind, RatingsRequest request, Broadcast<DenseMask> mask) {
    this.kind = kind;
    this.rowsAreUsers = request.rows() == RowsAre.USERS;
    this.mask = mask;
    this.anyMissing = request.missing().isPresent();
    this.missing = request.missing().map(MatrixCells::number).orElse(0.0);
  }

  private static double number(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    float value = FloatText.parse(bytes, 0, bytes.length);
    if (Float.isNaN(value) && !text.toLowerCase(Locale.ROOT).equals("nan")) {
      throw new InputException(
          "--missing is " + text + ", and a cell of a matrix file is a number or NaN; give one");
    }
    return value;
  }

  MatrixFiles kind() {
    return kind;
  }

  /** Starts to turn a matrix into ratings. */
  Walk walk(Matrix matrix) {
    return new Walk(matrix);
  }

  /** A walk through the ratings of a matrix. For one thread. */
  final class Walk {
    private final Matrix.Cells cells;
    private final DenseMask observed = mask == null ? null : mask.value();
    private final int[] rowCodes;
    private final int[] columnCodes;
    private int batch = -1;

    private Walk(Matrix matrix) {
      this.cells = matrix.cells();
      this.rowCodes = new int[Math.min(matrix.rows(), MOST_KEPT)];
      this.columnCodes = new int[Math.min(matrix.columns(), MOST_KEPT)];
    }

    /** Goes to the next cell that is observed; false when there is none. */
    boolean next() {
      while (cells.next()) {
        boolean there = observed == null || observed.observed(cells.row(), cells.column());
        if (there && !(anyMissing && isMissing(cells.value()))) {
          return true;
        }
      }
      return false;
    }

    private boolean isMissing(double value) {
      return value == missing || Double.isNaN(value) && Double.isNaN(missing);
    }

    /**
     * Takes the current cell into a batch.
     *
     * @return what is wrong with it, in which case nothing was taken; null where nothing is
     */
    String take(RatingChunkBuilder into) {
      float value = (float) cells.value();
      if (!Float.isFinite(value)) {
        return Double.isFinite(cells.value())
            ? "the value is " + cells.value() + ", beyond the range of a float"
            : "the value is "
                + cells.value()
                + ", not a finite number"
                + (anyMissing || mask != null ? "" : " (--missing says what stands for no rating)");
      }
      if (batch != into.batch()) {
        batch = into.batch();
        Arrays.fill(rowCodes, -1);
        Arrays.fill(columnCodes, -1);
      }
      int row = code(rowCodes, cells.row(), rowsAreUsers, into);
      int column = code(columnCodes, cells.column(), !rowsAreUsers, into);
      into.add(rowsAreUsers ? row : column, rowsAreUsers ? column : row, value, 1, 0);
      return null;
    }

    /** The current cell, for people. */
    String place() {
      return "row "
          + (cells.row() + (long) kind.firstNumber())
          + ", column "
          + (cells.column() + (long) kind.firstNumber());
    }

    private int code(int[] codes, int number, boolean asUser, RatingChunkBuilder into) {
      if (number < codes.length && codes[number] >= 0) {
        return codes[number];
      }
      long shown = number + (long) kind.firstNumber();
      byte[] id = Long.toString(shown).getBytes(StandardCharsets.US_ASCII);
      int code = asUser ? into.user(id, 0, id.length) : into.item(id, 0, id.length);
      if (number < codes.length) {
        codes[number] = code;
      }
      return code;
    }
  }
}
