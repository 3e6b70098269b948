// Matrices in MATLAB's files of version 5. Called by MatrixFiles.
package lacuna.ratings.matrix;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;

/**
 * Reads a {@code .mat} file of version 5, which {@code save -v6} and {@code -v7} write and SciPy's
 * {@code savemat}: one sparse matrix, or one dense one. Follows "MAT-File Format" of The MathWorks,
 * chapter 1. Later files (7.3) are HDF5, and are refused.
 */
final class MatlabReader {
  private static final int HEAD = 128;
  private static final int ORDER_AT = 126;
  private static final int COMPRESSED = 15;
  private static final long FREE = 64L << 20;
  private static final long MOST_TIMES = 250;

  private MatlabReader() {}

  /** Whether a file that begins so is one of MATLAB's, be it too new. */
  static boolean recognises(byte[] first) {
    String start = new String(first, 0, Math.min(8, first.length), StandardCharsets.ISO_8859_1);
    return start.startsWith("MATLAB ") || start.startsWith("\u0089HDF");
  }

  /**
   * The matrix in a file.
   *
   * @throws MatrixException if there is none, or more than one
   */
  static Matrix read(byte[] file) throws MatrixException {
    ByteBuffer elements = elements(file);
    List<MatlabArray> found = new ArrayList<>();
    while (elements.hasRemaining()) {
      MatlabElement element = MatlabElement.next(elements);
      if (element.type() == COMPRESSED) {
        element = MatlabElement.next(inflated(element.data(), file.length));
      }
      if (element.type() == MatlabArray.MATRIX) {
        MatlabArray array = MatlabArray.of(element.data());
        if (array.isMatrix()) {
          found.add(array);
        }
      }
    }
    if (found.size() != 1) {
      throw new MatrixException(
          found.isEmpty()
              ? "holds no matrix of numbers; save one: save('ratings.mat', 'R', '-v7')"
              : "holds "
                  + found.size()
                  + " matrices ("
                  + String.join(", ", found.stream().map(a -> Archive.shown(a.name())).toList())
                  + "); save one alone: save('ratings.mat', 'R', '-v7')");
    }
    return found.get(0).matrix();
  }

  private static ByteBuffer elements(byte[] file) throws MatrixException {
    String start = new String(file, 0, Math.min(10, file.length), StandardCharsets.ISO_8859_1);
    if (start.startsWith("MATLAB 7.3") || start.startsWith("\u0089HDF")) {
      throw new MatrixException(
          "is in MATLAB's form 7.3, which is HDF5 and not read; save it as save('ratings.mat', 'R',"
              + " '-v7')");
    }
    String order =
        file.length < HEAD ? "" : new String(file, ORDER_AT, 2, StandardCharsets.ISO_8859_1);
    if (!start.startsWith("MATLAB ") || !order.equals("IM") && !order.equals("MI")) {
      throw new MatrixException("is no file of MATLAB's, version 5, or cut");
    }
    return ByteBuffer.wrap(file, HEAD, file.length - HEAD)
        .slice()
        .order(order.equals("IM") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /** The element that zlib's stream holds. */
  private static ByteBuffer inflated(ByteBuffer data, long fileLength) throws MatrixException {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    long most = Math.min(Integer.MAX_VALUE - 8, Math.max(FREE, MOST_TIMES * fileLength));
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      byte[] whole = in.readNBytes((int) most);
      if (in.read() >= 0) {
        throw new MatrixException(
            "expands to more than "
                + MOST_TIMES
                + " times its "
                + fileLength
                + " bytes, which matrices of ratings never do");
      }
      return ByteBuffer.wrap(whole).order(data.order());
    } catch (MatrixException e) {
      throw e;
    } catch (IOException e) {
      throw new MatrixException("is damaged or cut in a compressed element", e);
    }
  }
}
