// The one file of ratings in a zip archive. Opened by Compression.
package lacuna.ratings;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.io.input.ChecksumInputStream;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * Data sets come in archives with a README and titles beside the ratings. The only file is taken,
 * or else the one that is called ratings; which of several others is meant can't be known. Nothing
 * is unpacked to disk, so names in an archive lead nowhere.
 */
final class ZippedFile {
  private static final int MOST_SHOWN = 10;

  private ZippedFile() {}

  /** A stream of the file's bytes, checked against its checksum at its end. */
  static InputStream open(FSDataInputStream in, long length) throws IOException {
    try {
      ZipFile zip = ZipFile.builder().setSeekableByteChannel(new FileChannel(in, length)).get();
      ZipArchiveEntry entry = ratings(Collections.list(zip.getEntries()));
      InputStream bytes = zip.getInputStream(entry);
      if (bytes == null) {
        throw new IOException("its compression is not known");
      }
      InputStream checked =
          entry.getCrc() < 0
              ? bytes
              : ChecksumInputStream.builder()
                  .setInputStream(bytes)
                  .setChecksum(new CRC32())
                  .setExpectedChecksumValue(entry.getCrc())
                  .setCountThreshold(-1)
                  .get();
      return new FilterInputStream(checked) {
        @Override
        public void close() throws IOException {
          zip.close();
        }
      };
    } catch (IOException | RuntimeException e) {
      in.close();
      throw new IOException("it is a zip archive that can't be used: " + e.getMessage(), e);
    }
  }

  private static ZipArchiveEntry ratings(List<ZipArchiveEntry> all) throws IOException {
    List<ZipArchiveEntry> files = all.stream().filter(entry -> isFile(entry)).toList();
    List<ZipArchiveEntry> named = files.stream().filter(entry -> isRatings(entry)).toList();
    if (files.size() == 1 || named.size() == 1) {
      return files.size() == 1 ? files.get(0) : named.get(0);
    }
    throw new IOException(
        files.isEmpty()
            ? "it holds no files"
            : "which of its "
                + files.size()
                + " files are the ratings can't be told ("
                + String.join(
                    ", ", files.stream().limit(MOST_SHOWN).map(ZipArchiveEntry::getName).toList())
                + "); unpack it and name them");
  }

  private static boolean isFile(ZipArchiveEntry entry) {
    String name = base(entry);
    boolean hidden = name.startsWith(".") || name.startsWith("_");
    return !entry.isDirectory() && !hidden && !entry.getName().startsWith("__MACOSX/");
  }

  private static boolean isRatings(ZipArchiveEntry entry) {
    String name = base(entry).toLowerCase(Locale.ROOT);
    return name.matches("ratings?\\.[a-z]{1,6}") || name.equals("u.data");
  }

  private static String base(ZipArchiveEntry entry) {
    return entry.getName().replaceFirst(".*/", "");
  }

  /** A file of any Hadoop file system as a channel that can only be read. */
  private record FileChannel(FSDataInputStream in, long size) implements SeekableByteChannel {
    @Override
    public int read(ByteBuffer into) throws IOException {
      if (!into.hasRemaining()) {
        return 0;
      }
      long left = size - in.getPos();
      if (left <= 0) {
        return -1;
      }
      byte[] bytes = new byte[(int) Math.min(left, into.remaining())];
      int count = in.read(bytes, 0, bytes.length);
      if (count < 0) {
        throw new EOFException("it became shorter while it was read");
      }
      into.put(bytes, 0, count);
      return count;
    }

    @Override
    public long position() throws IOException {
      return in.getPos();
    }

    @Override
    public SeekableByteChannel position(long place) throws IOException {
      in.seek(Math.min(place, size));
      return this;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    @Override
    public int write(ByteBuffer from) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long length) {
      throw new NonWritableChannelException();
    }
  }
}
