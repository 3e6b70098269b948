// A matrix with a value in every cell: what tensors and arrays are read to.
package lacuna.ratings.matrix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Elements in one stretch of memory, stepped through by strides, so that transposed and cut-out
 * views need no copy. Cells are walked row by row. Immutable; safe for any number of threads.
 */
public final class DenseMatrix implements Matrix {
  private final ElementType type;
  private final ByteBuffer data;
  private final int offset;
  private final int rows;
  private final int columns;
  private final int rowStride;
  private final int columnStride;

  private DenseMatrix(
      ElementType type,
      ByteBuffer data,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int columnStride) {
    this.type = type;
    this.data = data;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
    this.rowStride = rowStride;
    this.columnStride = columnStride;
  }

  /**
   * A view of stored elements; offset and strides count elements.
   *
   * @param data the elements from its place 0 on, in its byte order
   * @throws MatrixException if it has not two dimensions, no cell, a cell outside of what is
   *     stored, or more cells than elements
   */
  static DenseMatrix view(
      ElementType type, ByteBuffer data, long offset, long[] shape, long[] strides)
      throws MatrixException {
    if (shape.length != 2 || strides.length != 2) {
      throw new MatrixException(
          "has the shape ("
              + text(shape)
              + "); a matrix of ratings has two dimensions, users and items");
    }
    long stored = data.capacity() / type.bytes();
    if (shape[0] < 1 || shape[1] < 1) {
      throw new MatrixException("has the shape (" + text(shape) + "), so it holds no ratings");
    }
    if (shape[0] > stored || shape[1] > stored || shape[0] * shape[1] > stored) {
      throw new MatrixException(
          "claims the shape ("
              + text(shape)
              + ") and stores "
              + stored
              + " elements; it is damaged, or a view that repeats elements: save a copy of it");
    }
    int[] steps = new int[2];
    long last = offset;
    for (int d = 0; d < 2; d++) {
      // Where there is but one row, its stride may be anything.
      long stride = shape[d] == 1 ? 0 : strides[d];
      if (offset < 0 || offset >= stored || stride < 0 || stride > stored) {
        throw outside(offset, strides, stored);
      }
      steps[d] = (int) stride;
      last += (shape[d] - 1) * stride;
    }
    if (last >= stored) {
      throw outside(offset, strides, stored);
    }
    return new DenseMatrix(
        type, data, (int) offset, (int) shape[0], (int) shape[1], steps[0], steps[1]);
  }

  /**
   * A matrix of these values.
   *
   * @param values {@code rows x columns}, row-major; taken as they are, without a copy
   */
  public static DenseMatrix of(float[] values, int rows, int columns) {
    if (rows < 1 || columns < 1 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for a matrix of " + rows + " x " + columns);
    }
    ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    data.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return new DenseMatrix(ElementType.FLOAT32, data, 0, rows, columns, columns, 1);
  }

  private static MatrixException outside(long offset, long[] strides, long stored) {
    return new MatrixException(
        "is damaged: offset "
            + offset
            + " and strides ("
            + text(strides)
            + ") lead outside of its "
            + stored
            + " stored elements");
  }

  static String text(long[] numbers) {
    StringBuilder text = new StringBuilder();
    for (long number : numbers) {
      text.append(text.isEmpty() ? "" : ", ").append(number);
    }
    return text.toString();
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
    return true;
  }

  @Override
  public String type() {
    return type.toString();
  }

  /**
   * The value of a cell, counted from 0.
   *
   * @throws IndexOutOfBoundsException if there is no such cell
   */
  public double value(int row, int column) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException(
          "cell (" + row + ", " + column + ") of a matrix of " + rows + " x " + columns);
    }
    return at(row, column);
  }

  private double at(int row, int column) {
    return type.get(data, (offset + row * rowStride + column * columnStride) * type.bytes());
  }

  @Override
  public Cells cells() {
    return new Walk();
  }

  private final class Walk implements Cells {
    private int row;
    private int column = -1;

    @Override
    public boolean next() {
      if (++column == columns) {
        column = 0;
        row++;
      }
      return row < rows;
    }

    @Override
    public int row() {
      return row;
    }

    @Override
    public int column() {
      return column;
    }

    @Override
    public double value() {
      return at(row, column);
    }
  }
}
