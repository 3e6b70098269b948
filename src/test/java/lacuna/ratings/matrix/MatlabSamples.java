// Files as MATLAB's save -v6 and -v7 write them.
package lacuna.ratings.matrix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DeflaterOutputStream;

/** Heads and elements. */
final class MatlabSamples {
  static final int INT8 = 1;
  static final int INT32 = 5;
  static final int DOUBLE = 9;
  static final int MATRIX = 14;
  static final int COMPRESSED = 15;

  private MatlabSamples() {}

  /** A file of these elements. */
  static byte[] file(byte[]... elements) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String text = "MATLAB 5.0 MAT-file, written by a test";
    out.writeBytes(TorchSamples.latin(text + " ".repeat(124 - text.length())));
    out.writeBytes(new byte[] {0, 1, 'I', 'M'});
    for (byte[] element : elements) {
      out.writeBytes(element);
    }
    return out.toByteArray();
  }

  /** An element in the long form, or the short one where it fits. */
  static byte[] element(int type, byte[] data) {
    boolean small = data.length > 0 && data.length <= 4;
    int padded = small ? 8 : 8 + (type == COMPRESSED ? data.length : (data.length + 7) / 8 * 8);
    ByteBuffer out = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    if (small) {
      out.putInt(data.length << 16 | type);
    } else {
      out.putInt(type).putInt(data.length);
    }
    out.put(data);
    return out.array();
  }

  /** A variable of some class (5 is sparse, 6 double) with these elements behind its name. */
  static byte[] variable(int kind, int flags, int[] shape, String name, byte[]... elements) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(element(6, NumpySamples.ints(flags | kind, 0)));
    out.writeBytes(element(INT32, NumpySamples.ints(shape)));
    out.writeBytes(element(INT8, TorchSamples.latin(name)));
    for (byte[] element : elements) {
      out.writeBytes(element);
    }
    return element(MATRIX, out.toByteArray());
  }

  static byte[] sparse(int[] shape, int[] rows, int[] starts, double[] values) {
    return variable(
        5,
        0,
        shape,
        "R",
        element(INT32, NumpySamples.ints(rows)),
        element(INT32, NumpySamples.ints(starts)),
        element(DOUBLE, TorchSamples.doubles(values)));
  }

  static byte[] compressed(byte[] element) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(element);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return element(COMPRESSED, out.toByteArray());
  }
}
