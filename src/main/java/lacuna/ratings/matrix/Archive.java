// A zip file in memory, opened with suspicion. Used by the readers of tensors and of NumPy
// archives.
package lacuna.ratings.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The entries of a zip file. Nothing is ever written to disk, yet names that lead out of a folder
 * are refused: who made them meant no good. Entries that would be much larger than the file allows
 * are refused before a byte of them is made, and every entry's checksum is held against its bytes.
 */
final class Archive {
  /** Bytes that an archive may always hold. */
  private static final long FREE = 64L << 20;

  /** Above those, how many times its size an archive may hold: what deflate reaches on data. */
  private static final long MOST_TIMES = 250;

  private static final int MOST_ENTRIES = 10_000;

  private final byte[] file;
  private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();
  private final ZipFile zip;

  /**
   * Reads the directory of an archive.
   *
   * @throws MatrixException if there is none, or it holds what it may not
   */
  @SuppressWarnings("resource") // it holds nothing but memory
  Archive(byte[] file) throws MatrixException {
    this.file = file;
    try {
      zip = ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(file)).get();
      Enumeration<ZipArchiveEntry> all = zip.getEntries();
      while (all.hasMoreElements()) {
        add(all.nextElement());
      }
    } catch (MatrixException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new MatrixException("is a damaged or cut zip archive", e);
    }
    checkSize();
  }

  private void add(ZipArchiveEntry entry) throws MatrixException {
    String name = entry.getName();
    for (String part : name.split("[/\\\\]", -1)) {
      if (part.equals("..")) {
        throw badName(name);
      }
    }
    if (name.startsWith("/") || name.startsWith("\\") || name.matches("[A-Za-z]:.*")) {
      throw badName(name);
    }
    if (entries.put(name, entry) != null || entries.size() > MOST_ENTRIES) {
      throw new MatrixException("is a damaged archive: the entry " + shown(name) + " stands twice");
    }
  }

  private static MatrixException badName(String name) {
    return new MatrixException(
        "holds an entry whose name "
            + shown(name)
            + " leads out of the archive; no tool that saves matrices writes such, so it is"
            + " refused");
  }

  private void checkSize() throws MatrixException {
    long total = 0;
    for (ZipArchiveEntry entry : entries.values()) {
      long size = entry.getSize();
      if (size < 0 || size > Integer.MAX_VALUE - 8) {
        throw tooLarge(size);
      }
      total += size;
    }
    if (total > Math.max(FREE, file.length * MOST_TIMES) || total > Integer.MAX_VALUE - 8) {
      throw tooLarge(total);
    }
  }

  private MatrixException tooLarge(long size) {
    return new MatrixException(
        "has "
            + file.length
            + " bytes and claims to hold "
            + size
            + "; at most 2 GB and, above 64 MB, "
            + MOST_TIMES
            + " times its size are unpacked");
  }

  /** The names of the entries, in the order of the directory. */
  Set<String> names() {
    return entries.keySet();
  }

  /**
   * The bytes of an entry.
   *
   * @throws MatrixException if there is no such entry, or it is damaged
   */
  byte[] bytes(String name) throws MatrixException {
    ZipArchiveEntry entry = entries.get(name);
    if (entry == null) {
      throw new MatrixException("is damaged: the archive has no entry " + shown(name));
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) entry.getSize());
      if (bytes.length != entry.getSize() || in.read() >= 0) {
        throw new MatrixException(
            "is damaged: the entry " + shown(name) + " has not the size that it claims");
      }
    } catch (MatrixException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new MatrixException("is damaged or cut in the entry " + shown(name), e);
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    // Tools that were told not to count a checksum leave a 0.
    if (entry.getCrc() > 0 && entry.getCrc() != checksum.getValue()) {
      throw new MatrixException(
          "is damaged: the checksum of the entry " + shown(name) + " is not that of its bytes");
    }
    return bytes;
  }

  /** The name of the entry with which a zip file begins, or null where it doesn't. */
  static String firstName(byte[] bytes) {
    int head = 30;
    if (bytes.length < head
        || bytes[0] != 'P'
        || bytes[1] != 'K'
        || bytes[2] != 3
        || bytes[3] != 4) {
      return null;
    }
    int length = bytes[26] & 0xFF | (bytes[27] & 0xFF) << 8;
    length = Math.min(length, bytes.length - head);
    return new String(bytes, head, length, StandardCharsets.UTF_8);
  }

  /** A name as it may be shown: no control characters, not long. */
  static String shown(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return '"' + (plain.length() > 100 ? plain.substring(0, 100) + "…" : plain) + '"';
  }
}
