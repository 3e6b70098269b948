// One .npy file. Read alone, and as the entries of a .npz archive.
package lacuna.ratings.matrix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array as {@code numpy.save} writes it: a mark, a version, a header that is a Python dictionary
 * of three known keys, then raw elements. Arrays of objects are pickles, and are refused.
 *
 * @param type null where the elements are text, which stands in {@code text}
 * @param shape none of it negative; checked against the bytes that are there
 * @param columnMajor whether the first index moves fastest
 * @param data the elements from its place 0 on
 * @param text of a scalar of text, else null
 */
record NumpyArray(
    ElementType type, long[] shape, boolean columnMajor, ByteBuffer data, String text) {
  private static final byte[] MARK = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([<>|=])([a-zA-Z])(\\d{1,4})', 'fortran_order': (True|False),"
              + " 'shape': \\(((?:\\d{1,18}, ?)*\\d{0,18})\\),? ?\\}\\s*");
  private static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          Map.entry("f2", ElementType.FLOAT16),
          Map.entry("f4", ElementType.FLOAT32),
          Map.entry("f8", ElementType.FLOAT64),
          Map.entry("i1", ElementType.INT8),
          Map.entry("i2", ElementType.INT16),
          Map.entry("i4", ElementType.INT32),
          Map.entry("i8", ElementType.INT64),
          Map.entry("u1", ElementType.UINT8),
          Map.entry("u2", ElementType.UINT16),
          Map.entry("u4", ElementType.UINT32),
          Map.entry("b1", ElementType.BOOL));

  /** Whether a file that begins so is an array. */
  static boolean recognises(byte[] first) {
    if (first.length < MARK.length) {
      return false;
    }
    for (int k = 0; k < MARK.length; k++) {
      if (first[k] != MARK[k]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The array in a file.
   *
   * @throws MatrixException if it is no array of numbers, or damaged
   */
  static NumpyArray read(byte[] file) throws MatrixException {
    if (!recognises(file) || file.length < MARK.length + 4) {
      throw new MatrixException(
          "is no array of NumPy's, or cut; save it by numpy.save(path, array)");
    }
    int version = file[MARK.length];
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int lengthAt = MARK.length + 2;
    boolean isShort = version == 1;
    int from = lengthAt + (isShort ? Short.BYTES : Integer.BYTES);
    if (version < 1 || version > 3 || from > file.length) {
      throw new MatrixException("is damaged: its version is " + version);
    }
    int length = isShort ? bytes.getShort(lengthAt) & 0xFFFF : bytes.getInt(lengthAt);
    if (length < 0 || length > LONGEST_HEADER || length > file.length - from) {
      throw new MatrixException("is damaged or cut in its header");
    }
    String header = new String(file, from, length, StandardCharsets.ISO_8859_1);
    if (header.contains("'|O'")) {
      throw new MatrixException(
          "is an array of objects, which is a pickle, a program, and not read; save numbers:"
              + " numpy.save(path, array.astype(\"float32\"))");
    }
    Matcher parts = HEADER.matcher(header);
    if (!parts.matches()) {
      throw new MatrixException(
          "has a header that is not that of an array of numbers: " + Archive.shown(header.strip()));
    }
    int start = from + length;
    return of(parts, bytes.slice(start, file.length - start));
  }

  private static NumpyArray of(Matcher header, ByteBuffer data) throws MatrixException {
    String order = header.group(1);
    data.order(order.equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long[] shape = shape(header.group(5));
    boolean columnMajor = header.group(4).equals("True");
    String name = header.group(2) + header.group(3);
    ElementType type = TYPES.get(name);
    int size = type == null ? Integer.parseInt(header.group(3)) : type.bytes();
    boolean isText = name.startsWith("S") || name.startsWith("U");
    if (type == null && !(isText && shape.length == 0)) {
      throw new MatrixException(
          "is an array of type "
              + order
              + name
              + "; give whole numbers or floats: array.astype(\"float32\")");
    }
    long count = name.startsWith("U") ? Integer.BYTES : 1;
    for (long dimension : shape) {
      if (dimension > data.capacity()) {
        throw cut(shape, data);
      }
      count *= dimension;
      if (count > data.capacity()) {
        throw cut(shape, data);
      }
    }
    if (count * size != data.capacity()) {
      throw cut(shape, data);
    }
    String text = isText ? text(data, name.startsWith("U")) : null;
    return new NumpyArray(type, shape, columnMajor, data, text);
  }

  private static MatrixException cut(long[] shape, ByteBuffer data) {
    return new MatrixException(
        "is damaged or cut: it claims the shape ("
            + DenseMatrix.text(shape)
            + ") and stores "
            + data.capacity()
            + " bytes of elements");
  }

  private static long[] shape(String text) {
    return Pattern.compile("\\d+")
        .matcher(text)
        .results()
        .mapToLong(number -> Long.parseLong(number.group()))
        .toArray();
  }

  /** Letters of one byte or four, each in ASCII, as the names of formats are. */
  private static String text(ByteBuffer data, boolean wide) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < data.capacity(); at += wide ? Integer.BYTES : 1) {
      int letter = wide ? data.getInt(at) : data.get(at);
      if (letter != 0) {
        text.append((char) letter);
      }
    }
    return text.toString();
  }

  /** How many elements there are. */
  int count() {
    return data.capacity() / type.bytes();
  }

  /** This as a matrix. */
  DenseMatrix matrix() throws MatrixException {
    if (type == null || shape.length != 2) {
      return DenseMatrix.view(ElementType.INT8, data, 0, shape, new long[shape.length]);
    }
    long[] strides = columnMajor ? new long[] {1, shape[0]} : new long[] {Math.max(1, shape[1]), 1};
    return DenseMatrix.view(type, data, 0, shape, strides);
  }
}
