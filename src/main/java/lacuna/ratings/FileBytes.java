// Opens pieces of files. Used by tasks, and by the driver for a first look.
package lacuna.ratings;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * Streams over files of any Hadoop file system. Gzip, bzip2, zstd and zip are told by the first
 * bytes, so that a wrong name does no harm; what else Hadoop has a codec for goes by the name.
 */
final class FileBytes {
  /** Largest matrix file: what an array holds. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  private FileBytes() {}

  /**
   * A stream that stands as {@link LineReader} wants it: one byte before the piece's start.
   *
   * @throws IOException also for a file that is compressed though it was planned in pieces
   */
  static InputStream open(FilePiece piece, Configuration hadoop) throws IOException {
    Path path = new Path(piece.path);
    FileSystem system = path.getFileSystem(hadoop);
    FSDataInputStream in = system.open(path);
    try {
      if (piece.start > 0) {
        in.seek(piece.start - 1);
        return in;
      }
      Compression compression = Compression.of(in.readNBytes(Compression.HEAD));
      in.seek(0);
      CompressionCodec codec = codec(path, hadoop);
      if (compression == Compression.NONE && codec == null) {
        return in;
      } else if (piece.end != Long.MAX_VALUE) {
        throw new IOException(
            "it is compressed ("
                + compression.name().toLowerCase(Locale.ROOT)
                + ") and the files before it are not; give it a name that says so");
      }
      long length = system.getFileStatus(path).getLen();
      return new Expanding(
          compression == Compression.NONE
              ? codec.createInputStream(in)
              : compression.expand(in, length, hadoop),
          length);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** The compression by a file's first bytes. */
  static Compression compression(InputFile file, Configuration hadoop) throws IOException {
    Path path = file.status().getPath();
    try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
      return Compression.of(in.readNBytes(Compression.HEAD));
    }
  }

  /** The codec of a name whose bytes have no mark of their own. */
  private static CompressionCodec codec(Path path, Configuration hadoop) {
    String name = path.getName().toLowerCase(Locale.ROOT);
    boolean marked = name.endsWith(".gz") || name.endsWith(".bz2") || name.endsWith(".zst");
    return marked ? null : new CompressionCodecFactory(hadoop).getCodec(path);
  }

  /**
   * All bytes of a file, decompressed.
   *
   * @throws IOException also where they are too many
   */
  static byte[] whole(FilePiece piece, Configuration hadoop) throws IOException {
    try (InputStream in = open(piece, hadoop)) {
      byte[] bytes = in.readNBytes(MOST);
      if (bytes.length == MOST) {
        throw new IOException("it has more than 2 GB; save it as a Parquet table of ratings");
      }
      return bytes;
    }
  }
}
