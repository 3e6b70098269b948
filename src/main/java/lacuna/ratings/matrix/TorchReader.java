// Tensors as torch.save writes them. Called by MatrixFiles and by whoever wants a tensor alone.
package lacuna.ratings.matrix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a {@code .pt} file: a zip archive with {@code NAME/data.pkl}, which says how the tensor
 * lies in a storage, and {@code NAME/data/0}, the storage's raw elements. PyTorch has written these
 * since 1.6; the form before that is one bare pickle, and is refused. {@link TorchWriter} writes
 * them.
 */
public final class TorchReader {
  private static final String PICKLE = "/data.pkl";
  private static final String BYTE_ORDER = "/byteorder";

  /** The number with which the old form begins, as a pickle of its own. */
  private static final byte[] OLD = {
    (byte) 0x80, 2, (byte) 0x8A, 10, 0x6C, (byte) 0xFC, (byte) 0x9C, 0x46, (byte) 0xF9, 0x20
  };

  private TorchReader() {}

  /** Whether a file that begins so is a tensor, in today's form or in the old one. */
  static boolean recognises(byte[] first) {
    String name = Archive.firstName(first);
    return name != null && name.endsWith(PICKLE) || isOld(first) || isPickle(first);
  }

  private static boolean isOld(byte[] first) {
    return first.length >= OLD.length && Arrays.equals(first, 0, OLD.length, OLD, 0, OLD.length);
  }

  /** Protocols 2 to 5 begin with the opcode PROTO and their number. */
  private static boolean isPickle(byte[] first) {
    return first.length > 2 && first[0] == (byte) 0x80 && first[1] >= 2 && first[1] <= 5;
  }

  /**
   * The tensor in a file.
   *
   * @param file the whole of it
   * @throws MatrixException if it is no tensor of two dimensions, or anything in it is not what a
   *     tensor needs
   */
  public static DenseMatrix read(byte[] file) throws MatrixException {
    if (isOld(file)) {
      throw new MatrixException(
          "is a tensor in the form that PyTorch wrote before 1.6; load it there and save it again:"
              + " torch.save(torch.load(path), path)");
    } else if (Archive.firstName(file) == null) {
      throw new MatrixException(
          isPickle(file)
              ? "is a bare pickle, which is a program and not read; save the tensor by"
                  + " torch.save(tensor, path), or an array by numpy.save"
              : "is no file of PyTorch's; save the tensor by torch.save(tensor, path)");
    }
    Archive archive = new Archive(file);
    String folder = folder(archive);
    TensorPickle.Claim claim = TensorPickle.read(archive.bytes(folder + PICKLE));
    TensorPickle.Storage storage = claim.storage();
    byte[] elements = archive.bytes(folder + "/data/" + storage.key());
    if (elements.length != storage.count() * storage.type().bytes()) {
      throw new MatrixException(
          "is damaged: it claims "
              + storage.count()
              + " elements of "
              + storage.type()
              + " and stores "
              + elements.length
              + " bytes");
    }
    ByteBuffer data = ByteBuffer.wrap(elements).order(order(archive, folder));
    return DenseMatrix.view(storage.type(), data, claim.offset(), claim.shape(), claim.strides());
  }

  private static String folder(Archive archive) throws MatrixException {
    String found = null;
    for (String name : archive.names()) {
      if (name.endsWith(PICKLE)) {
        if (found != null) {
          throw new MatrixException("holds more than one pickle; save one tensor a file");
        }
        found = name.substring(0, name.length() - PICKLE.length());
      }
    }
    if (found == null) {
      throw new MatrixException("is an archive without data.pkl, so no file of PyTorch's");
    }
    return found;
  }

  /** Little-endian, unless the file says otherwise; older ones say nothing. */
  private static ByteOrder order(Archive archive, String folder) throws MatrixException {
    if (!archive.names().contains(folder + BYTE_ORDER)) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    String order = new String(archive.bytes(folder + BYTE_ORDER), StandardCharsets.UTF_8).strip();
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw new MatrixException("is damaged: its byte order is " + Archive.shown(order));
    };
  }
}
