// What a file is compressed by, told from its first bytes. Used by FileBytes and Input.
package lacuna.ratings;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import lacuna.ratings.matrix.MatrixFiles;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Compressions that are known by their first bytes, whatever the file's name. */
enum Compression {
  /** None that is known. */
  NONE {
    @Override
    InputStream expand(FSDataInputStream in, long length, Configuration hadoop) {
      return in;
    }
  },
  GZIP(0x1F, 0x8B, 8) {
    @Override
    InputStream expand(FSDataInputStream in, long length, Configuration hadoop) throws IOException {
      // Java's own stream takes a file for ended where a member ends and no byte is at hand.
      return new CompressionCodecFactory(hadoop).getCodecByName("gzip").createInputStream(in);
    }
  },
  BZIP2('B', 'Z', 'h') {
    @Override
    InputStream expand(FSDataInputStream in, long length, Configuration hadoop) throws IOException {
      return new BZip2CompressorInputStream(new BufferedInputStream(in, BUFFER), true);
    }
  },
  ZSTD(0x28, 0xB5, 0x2F, 0xFD) {
    @Override
    InputStream expand(FSDataInputStream in, long length, Configuration hadoop) throws IOException {
      return new ZstdInputStream(in);
    }
  },
  ZIP('P', 'K', 3, 4) {
    @Override
    InputStream expand(FSDataInputStream in, long length, Configuration hadoop) throws IOException {
      return ZippedFile.open(in, length);
    }
  };

  /** Bytes by which {@link #of} tells. */
  static final int HEAD = 512;

  private static final int BUFFER = 1 << 16;
  private static final byte[] BZIP2_BLOCK = {0x31, 0x41, 0x59, 0x26, 0x53, 0x59};

  private final byte[] magic;

  Compression(int... magic) {
    this.magic = new byte[magic.length];
    for (int k = 0; k < magic.length; k++) {
      this.magic[k] = (byte) magic[k];
    }
  }

  /** The compression of a file that begins so. */
  static Compression of(byte[] head) {
    for (Compression one : values()) {
      int length = one.magic.length;
      if (length > 0
          && head.length >= length
          && Arrays.equals(head, 0, length, one.magic, 0, length)
          && one.isMeant(head)) {
        return one;
      }
    }
    return NONE;
  }

  /** Text may begin with BZh; and tensors and NumPy's archives are zip files of their own kind. */
  private boolean isMeant(byte[] head) {
    return switch (this) {
      case BZIP2 ->
          head.length >= 10 && Arrays.equals(head, 4, 10, BZIP2_BLOCK, 0, BZIP2_BLOCK.length);
      case ZIP -> MatrixFiles.of(head).isEmpty();
      default -> true;
    };
  }

  /**
   * A stream of what is inside.
   *
   * @param in at the beginning of the file; closed with the result
   * @param length of the file
   */
  abstract InputStream expand(FSDataInputStream in, long length, Configuration hadoop)
      throws IOException;
}
