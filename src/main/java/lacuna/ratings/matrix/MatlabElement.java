// One tagged element of a MATLAB file. Read by MatlabReader and MatlabArray.
package lacuna.ratings.matrix;

import java.nio.ByteBuffer;

/**
 * An element.
 *
 * @param type its number in the format's table 1-1
 * @param data its bytes, from place 0 on, in the file's order
 */
record MatlabElement(int type, ByteBuffer data) {
  private static final int TAG = 8;
  private static final int COMPRESSED = 15;

  /**
   * The element at the buffer's position, which moves behind it.
   *
   * @throws MatrixException if it is not all there
   */
  static MatlabElement next(ByteBuffer from) throws MatrixException {
    if (from.remaining() < TAG) {
      throw cut();
    }
    int word = from.getInt();
    int length = word >>> Short.SIZE;
    if (length > 0) { // a small one: type, length and data in eight bytes
      if (length > Integer.BYTES) {
        throw cut();
      }
      ByteBuffer data = from.slice(from.position(), length).order(from.order());
      from.position(from.position() + Integer.BYTES);
      return new MatlabElement(word & 0xFFFF, data);
    }
    length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw cut();
    }
    ByteBuffer data = from.slice(from.position(), length).order(from.order());
    int padded = word == COMPRESSED ? length : (length + TAG - 1) / TAG * TAG;
    from.position(from.position() + Math.min(padded, from.remaining()));
    return new MatlabElement(word, data);
  }

  /** The type of its numbers. */
  ElementType numbers() throws MatrixException {
    ElementType numbers =
        switch (type) {
          case 1 -> ElementType.INT8;
          case 2 -> ElementType.UINT8;
          case 3 -> ElementType.INT16;
          case 4 -> ElementType.UINT16;
          case 5 -> ElementType.INT32;
          case 6 -> ElementType.UINT32;
          case 7 -> ElementType.FLOAT32;
          case 9 -> ElementType.FLOAT64;
          case 12 -> ElementType.INT64;
          default ->
              throw new MatrixException("is damaged: an element of numbers has the type " + type);
        };
    if (data.capacity() % numbers.bytes() != 0) {
      throw cut();
    }
    return numbers;
  }

  /** Its numbers as indices from 0 to below 2^31. */
  int[] indices() throws MatrixException {
    ElementType numbers = numbers();
    int[] indices = new int[data.capacity() / numbers.bytes()];
    for (int k = 0; k < indices.length; k++) {
      long index = numbers.whole(data, k * numbers.bytes());
      if (!numbers.isWhole() || index < 0 || index > Integer.MAX_VALUE) {
        throw new MatrixException("is damaged: an element of indices holds " + index);
      }
      indices[k] = (int) index;
    }
    return indices;
  }

  private static MatrixException cut() {
    return new MatrixException("is damaged or cut: an element is longer than what is there");
  }
}
