// Files as torch.save writes them, put together byte by byte, so that tests can also make what
// torch.save never would.
package lacuna.ratings.matrix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Pickles and archives of tensors. */
final class TorchSamples {
  private TorchSamples() {}

  /** The pickle of a tensor, opcode by opcode as PyTorch writes it, memo and all. */
  static byte[] pickle(String storage, long count, long offset, long[] shape, long[] strides) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    latin(out, "\u0080\u0002ctorch._utils\n_rebuild_tensor_v2\nq\0((");
    text(out, "storage");
    latin(out, "q\1ctorch\n" + storage + "\nq\2");
    text(out, "0");
    latin(out, "q\3");
    text(out, "cpu");
    latin(out, "q\4");
    number(out, count);
    latin(out, "tq\5Q");
    number(out, offset);
    tuple(out, shape);
    tuple(out, strides);
    latin(out, "\u0089ccollections\nOrderedDict\nq\10)Rq\11tq\12Rq\13.");
    return out.toByteArray();
  }

  /** A file of a tensor over the storage of {@code elements}. */
  static byte[] file(
      String storage, byte[] elements, long count, long offset, long[] shape, long[] strides) {
    return file(pickle(storage, count, offset, shape, strides), elements);
  }

  /** A file with any pickle. */
  static byte[] file(byte[] pickle, byte[] elements) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a/data.pkl", pickle);
    entries.put("a/byteorder", latin("little"));
    entries.put("a/data/0", elements);
    entries.put("a/version", latin("3\n"));
    return zip(entries, false);
  }

  static byte[] zip(Map<String, byte[]> entries, boolean deflated) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        CRC32 checksum = new CRC32();
        checksum.update(each.getValue());
        entry.setMethod(deflated ? ZipEntry.DEFLATED : ZipEntry.STORED);
        entry.setSize(each.getValue().length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(each.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] floats(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    return bytes.array();
  }

  static byte[] doubles(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return bytes.array();
  }

  static byte[] longs(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return bytes.array();
  }

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void latin(ByteArrayOutputStream out, String text) {
    out.writeBytes(latin(text));
  }

  private static void text(ByteArrayOutputStream out, String text) {
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length());
    out.write('X');
    out.writeBytes(length.array());
    latin(out, text);
  }

  /** In the shortest opcode, as Python writes it. */
  private static void number(ByteArrayOutputStream out, long number) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number);
    if (number >= 0 && number < 256) {
      out.write('K');
      out.write((int) number);
    } else if (number >= 0 && number < 65_536) {
      out.write('M');
      out.write(bytes.array(), 0, 2);
    } else if ((int) number == number) {
      out.write('J');
      out.write(bytes.array(), 0, 4);
    } else {
      out.write(0x8A);
      out.write(8);
      out.write(bytes.array(), 0, 8);
    }
  }

  private static void tuple(ByteArrayOutputStream out, long[] numbers) {
    if (numbers.length > 3) {
      out.write('(');
    }
    for (long number : numbers) {
      number(out, number);
    }
    out.write(numbers.length == 0 ? ')' : numbers.length > 3 ? 't' : 0x84 + numbers.length);
  }
}
