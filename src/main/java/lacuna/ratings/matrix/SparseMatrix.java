// A matrix that stores some of its cells: what SciPy's and MATLAB's sparse matrices are read to.
package lacuna.ratings.matrix;

import java.util.Arrays;

/**
 * Coordinates and values, in the order of the file. A value of 0 that is stored is a value. A cell
 * may be stored more than once; what that means is for the caller to say. Immutable.
 */
final class SparseMatrix implements Matrix {
  private final String type;
  private final int rows;
  private final int columns;
  private final int[] row;
  private final int[] column;
  private final double[] value;

  /**
   * @throws MatrixException if it has no cells at all or one lies outside of its shape
   */
  SparseMatrix(String type, long rows, long columns, int[] row, int[] column, double[] value)
      throws MatrixException {
    if (rows < 1 || columns < 1 || rows > Integer.MAX_VALUE || columns > Integer.MAX_VALUE) {
      throw new MatrixException(
          "has the shape (" + rows + ", " + columns + "); give from 1 to 2^31-1 rows and columns");
    }
    for (int k = 0; k < value.length; k++) {
      if (row[k] < 0 || row[k] >= rows || column[k] < 0 || column[k] >= columns) {
        throw new MatrixException(
            "is damaged: its shape is ("
                + rows
                + ", "
                + columns
                + ") and it stores the cell ("
                + row[k]
                + ", "
                + column[k]
                + ")");
      }
    }
    this.type = type;
    this.rows = (int) rows;
    this.columns = (int) columns;
    this.row = row;
    this.column = column;
    this.value = value;
  }

  /**
   * The matrix of compressed rows, or of compressed columns.
   *
   * @param starts where each row's cells begin, and the end of the last; likewise for columns
   * @param inner column of each cell; row where columns are compressed
   * @param byRows whether rows are compressed
   */
  static SparseMatrix compressed(
      String type,
      long rows,
      long columns,
      int[] starts,
      int[] inner,
      double[] value,
      boolean byRows)
      throws MatrixException {
    long outerCount = byRows ? rows : columns;
    boolean fits =
        starts.length == outerCount + 1
            && inner.length == value.length
            && starts[0] == 0
            && starts[starts.length - 1] == value.length;
    for (int k = 1; fits && k < starts.length; k++) {
      fits = starts[k] >= starts[k - 1];
    }
    if (!fits) {
      throw new MatrixException(
          "is damaged: the places where its "
              + (byRows ? "rows" : "columns")
              + " begin do not fit its shape ("
              + rows
              + ", "
              + columns
              + ") and its "
              + value.length
              + " stored cells");
    }
    int[] outer = new int[value.length];
    for (int k = 0; k + 1 < starts.length; k++) {
      Arrays.fill(outer, starts[k], starts[k + 1], k);
    }
    return new SparseMatrix(
        type, rows, columns, byRows ? outer : inner, byRows ? inner : outer, value);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public boolean dense() {
    return false;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Cells cells() {
    return new Walk();
  }

  private final class Walk implements Cells {
    private int at = -1;

    @Override
    public boolean next() {
      return ++at < value.length;
    }

    @Override
    public int row() {
      return row[at];
    }

    @Override
    public int column() {
      return column[at];
    }

    @Override
    public double value() {
      return value[at];
    }
  }
}
