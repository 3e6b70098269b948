// One variable of a MATLAB file. Read by MatlabReader.
package lacuna.ratings.matrix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A variable; the numbers it holds are looked at only when it is asked for its {@link #matrix}.
 *
 * @param kind the format's array class: 5 is sparse, 6 to 14 are dense numbers
 * @param complex whether its numbers have imaginary parts
 * @param shape two dimensions or more
 * @param rest its elements behind the name
 */
record MatlabArray(int kind, boolean complex, int[] shape, String name, ByteBuffer rest) {
  /** The type of an element that is a variable. */
  static final int MATRIX = 14;

  private static final int SPARSE = 5;
  private static final int LAST_DENSE = 14;
  private static final int COMPLEX = 0x800;
  private static final int FLAGS = 6;

  /**
   * The variable in an element.
   *
   * @throws MatrixException if it is damaged
   */
  static MatlabArray of(ByteBuffer data) throws MatrixException {
    MatlabElement flags = MatlabElement.next(data);
    if (flags.type() != FLAGS || flags.data().capacity() != Long.BYTES) {
      throw new MatrixException("is damaged: a variable does not begin with its flags");
    }
    int bits = flags.data().getInt(0);
    int[] shape = MatlabElement.next(data).indices();
    ByteBuffer name = MatlabElement.next(data).data();
    return new MatlabArray(
        bits & 0xFF,
        (bits & COMPLEX) != 0,
        shape,
        StandardCharsets.ISO_8859_1.decode(name.duplicate()).toString(),
        data);
  }

  /** Whether it holds numbers in two dimensions. */
  boolean isMatrix() {
    return shape.length == 2 && kind >= SPARSE && kind <= LAST_DENSE;
  }

  /**
   * The matrix.
   *
   * @throws MatrixException if it is damaged, or of complex numbers
   */
  Matrix matrix() throws MatrixException {
    if (complex) {
      throw new MatrixException("holds complex numbers, and ratings are real ones");
    }
    return kind == SPARSE ? sparse() : dense();
  }

  private Matrix dense() throws MatrixException {
    MatlabElement numbers = MatlabElement.next(rest);
    return DenseMatrix.view(
        numbers.numbers(),
        numbers.data(),
        0,
        new long[] {shape[0], shape[1]},
        new long[] {1, shape[0]});
  }

  /** Compressed columns; room for more cells than there are may follow them. */
  private Matrix sparse() throws MatrixException {
    int[] rows = MatlabElement.next(rest).indices();
    int[] starts = MatlabElement.next(rest).indices();
    MatlabElement numbers = MatlabElement.next(rest);
    ElementType type = numbers.numbers();
    int stored = starts.length == 0 ? 0 : starts[starts.length - 1];
    if (stored > rows.length || stored > numbers.data().capacity() / type.bytes()) {
      throw new MatrixException(
          "is damaged: it claims " + stored + " stored cells and has fewer rows or values");
    }
    double[] values = new double[stored];
    for (int k = 0; k < stored; k++) {
      values[k] = type.get(numbers.data(), k * type.bytes());
    }
    return SparseMatrix.compressed(
        type.toString(), shape[0], shape[1], starts, Arrays.copyOf(rows, stored), values, false);
  }
}
