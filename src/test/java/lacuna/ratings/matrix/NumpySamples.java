// Files as numpy.save and scipy.sparse.save_npz write them.
package lacuna.ratings.matrix;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arrays and archives of arrays. */
final class NumpySamples {
  private static final int ALIGNMENT = 64;

  private NumpySamples() {}

  /** An array; {@code shape} as Python writes it: {@code (3, 4)}, {@code (3,)}, {@code ()}. */
  static byte[] array(String type, boolean fortran, String shape, byte[] elements) {
    String header =
        "{'descr': '"
            + type
            + "', 'fortran_order': "
            + (fortran ? "True" : "False")
            + ", 'shape': "
            + shape
            + ", }";
    int bare = 10 + header.length() + 1;
    header += " ".repeat((ALIGNMENT - bare % ALIGNMENT) % ALIGNMENT) + "\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(TorchSamples.latin("\u0093NUMPY\1\0"));
    out.write(header.length() & 0xFF);
    out.write(header.length() >> 8);
    out.writeBytes(TorchSamples.latin(header));
    out.writeBytes(elements);
    return out.toByteArray();
  }

  static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  static byte[] csr(long[] shape, int[] starts, int[] columns, double[] values) {
    return compressed("csr", shape, starts, columns, values);
  }

  static byte[] compressed(String form, long[] shape, int[] starts, int[] inner, double[] values) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("indices.npy", array("<i4", false, "(" + inner.length + ",)", ints(inner)));
    entries.put("indptr.npy", array("<i4", false, "(" + starts.length + ",)", ints(starts)));
    addCommon(entries, form, shape, values);
    return TorchSamples.zip(entries, true);
  }

  static byte[] coordinates(long[] shape, int[] rows, int[] columns, double[] values) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("row.npy", array("<i4", false, "(" + rows.length + ",)", ints(rows)));
    entries.put("col.npy", array("<i4", false, "(" + columns.length + ",)", ints(columns)));
    addCommon(entries, "coo", shape, values);
    return TorchSamples.zip(entries, true);
  }

  private static void addCommon(
      Map<String, byte[]> entries, String form, long[] shape, double[] values) {
    entries.put("format.npy", array("|S3", false, "()", TorchSamples.latin(form)));
    entries.put("shape.npy", array("<i8", false, "(2,)", TorchSamples.longs(shape)));
    String length = "(" + values.length + ",)";
    entries.put("data.npy", array("<f8", false, length, TorchSamples.doubles(values)));
  }
}
