// Writes a tensor as torch.save does. For generated data that PyTorch, or Lacuna, reads back.
package lacuna.ratings.matrix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a matrix of float32 as a {@code .pt} file, the form that {@link TorchReader} describes:
 * {@code torch.load(path, weights_only=True)} gives the tensor. The same matrix gives the same
 * bytes.
 */
public final class TorchWriter {
  private static final String FOLDER = "archive";

  /** The version of the archive's form in which tensors have been written since PyTorch 1.6. */
  private static final String VERSION = "3\n";

  private TorchWriter() {}

  /**
   * Writes a tensor; leaves the stream open.
   *
   * @param values {@code rows x columns}, row-major
   * @throws IllegalArgumentException if there are not so many values
   * @throws IOException if the stream takes no more
   */
  public static void write(float[] values, int rows, int columns, OutputStream to)
      throws IOException {
    if (rows < 1 || columns < 1 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for a tensor of " + rows + " x " + columns);
    }
    ByteBuffer elements = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    elements.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    ZipOutputStream zip = new ZipOutputStream(to);
    add(zip, "data.pkl", pickle(values.length, rows, columns));
    add(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    add(zip, "data/0", elements.array());
    add(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
    zip.finish();
    zip.flush();
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(FOLDER + "/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /**
   * {@code torch._utils._rebuild_tensor_v2(('storage', torch.FloatStorage, '0', 'cpu', count), 0,
   * (rows, columns), (columns, 1), False, OrderedDict())} in protocol 2.
   */
  private static byte[] pickle(int count, int rows, int columns) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    opcodes(out, "\u0080\u0002ctorch._utils\n_rebuild_tensor_v2\n((");
    text(out, "storage");
    opcodes(out, "ctorch\nFloatStorage\n");
    text(out, "0");
    text(out, "cpu");
    number(out, count);
    opcodes(out, "tQ");
    number(out, 0);
    number(out, rows);
    number(out, columns);
    opcodes(out, "\u0086");
    number(out, columns);
    number(out, 1);
    opcodes(out, "\u0086\u0089ccollections\nOrderedDict\n)RtR.");
    return out.toByteArray();
  }

  private static void opcodes(ByteArrayOutputStream out, String latin) {
    out.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void text(ByteArrayOutputStream out, String ascii) {
    out.write('X');
    little(out, ascii.length());
    opcodes(out, ascii);
  }

  private static void number(ByteArrayOutputStream out, int number) {
    out.write('J');
    little(out, number);
  }

  private static void little(ByteArrayOutputStream out, int number) {
    out.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }
}
