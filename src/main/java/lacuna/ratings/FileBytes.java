// Opens pieces of files. Used by tasks, and by the driver for a first look.
package lacuna.ratings;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Streams over files of any Hadoop file system, decompressed by the codec of the file's name. */
final class FileBytes {
  private FileBytes() {}

  /** A stream that stands as {@link LineReader} wants it: one byte before the piece's start. */
  static InputStream open(FilePiece piece, Configuration hadoop) throws IOException {
    Path path = new Path(piece.path);
    FileSystem system = path.getFileSystem(hadoop);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    FSDataInputStream in = system.open(path);
    try {
      if (codec != null) {
        return codec.createInputStream(in);
      }
      if (piece.start > 0) {
        in.seek(piece.start - 1);
      }
      return in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}
