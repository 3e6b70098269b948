// The bytes of pieces in a file.
package lacuna.checkpoints;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file is the number {@link #MAGIC} and then pieces to its end, each after a byte 1, with a byte
 * 0 after the last: kind, index, rows, number of columns, and of each column its name, its length
 * and its floats, bit for bit. All numbers are big-endian.
 */
final class PieceFormat {
  private static final int MAGIC = 0x4c61_0001;
  private static final int BUFFER = 1 << 16;
  private static final int MOST_COLUMNS = 1 << 10;

  private PieceFormat() {}

  static void write(OutputStream to, Iterator<Piece> pieces) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to, BUFFER));
    byte[] buffer = new byte[BUFFER];
    out.writeInt(MAGIC);
    while (pieces.hasNext()) {
      Piece piece = pieces.next();
      out.writeByte(1);
      out.writeUTF(piece.kind());
      out.writeInt(piece.index());
      out.writeInt(piece.rows());
      out.writeInt(piece.columns().size());
      for (Map.Entry<String, float[]> column : piece.columns().entrySet()) {
        out.writeUTF(column.getKey());
        out.writeInt(column.getValue().length);
        write(out, column.getValue(), buffer);
      }
    }
    out.writeByte(0);
    out.flush();
  }

  private static void write(DataOutputStream out, float[] values, byte[] buffer)
      throws IOException {
    int most = buffer.length / Float.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      ByteBuffer.wrap(buffer).asFloatBuffer().put(values, from, count);
      out.write(buffer, 0, count * Float.BYTES);
    }
  }

  /**
   * Reads all pieces of a file.
   *
   * @throws IOException when the file is not a whole one of these
   */
  static List<Piece> read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(from, BUFFER));
    byte[] buffer = new byte[BUFFER];
    if (in.readInt() != MAGIC) {
      throw new IOException("is no part of a checkpoint");
    }
    List<Piece> pieces = new ArrayList<>();
    while (in.readByte() == 1) {
      String kind = in.readUTF();
      int index = in.readInt();
      int rows = in.readInt();
      int count = in.readInt();
      if (index < 0 || rows < 0 || count < 0 || count > MOST_COLUMNS) {
        throw new IOException("holds a piece with impossible numbers");
      }
      Map<String, float[]> columns = new TreeMap<>();
      for (int k = 0; k < count; k++) {
        String name = in.readUTF();
        columns.put(name, floats(in, in.readInt(), buffer));
      }
      pieces.add(new Piece(kind, index, rows, columns));
    }
    return pieces;
  }

  private static float[] floats(DataInputStream in, int length, byte[] buffer) throws IOException {
    if (length < 0) {
      throw new IOException("holds a column with an impossible length");
    }
    float[] values = new float[length];
    int most = buffer.length / Float.BYTES;
    for (int from = 0; from < length; from += most) {
      int count = Math.min(most, length - from);
      if (in.readNBytes(buffer, 0, count * Float.BYTES) < count * Float.BYTES) {
        throw new EOFException("ends too early");
      }
      ByteBuffer.wrap(buffer).asFloatBuffer().get(values, from, count);
    }
    return values;
  }
}
