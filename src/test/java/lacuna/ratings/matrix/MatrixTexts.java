// A matrix as a line of text, for tests to compare.
package lacuna.ratings.matrix;

/** Cells in the order of their walk. */
final class MatrixTexts {
  private MatrixTexts() {}

  /** Dense: {@code 1.0 2.0 | 3.0 4.0 float32}; sparse: {@code 0,1=2.0 … float64}. */
  static String of(Matrix matrix) {
    StringBuilder text = new StringBuilder();
    Matrix.Cells cells = matrix.cells();
    while (cells.next()) {
      if (matrix.dense()) {
        text.append(cells.column() == 0 && cells.row() > 0 ? "| " : "").append(cells.value());
      } else {
        text.append(cells.row()).append(',').append(cells.column()).append('=');
        text.append(cells.value());
      }
      text.append(' ');
    }
    return text + matrix.type();
  }
}
