// One file of an input. Found by InputFiles on the driver.
package lacuna.ratings;

import org.apache.hadoop.fs.FileStatus;

/**
 * A file that holds part of an input.
 *
 * @param status what the file system says of it
 * @param shown its name for people
 * @param compressed whether it has to be read from its beginning
 */
record InputFile(FileStatus status, String shown, boolean compressed) {
  /** The same file, known to be compressed. */
  InputFile whole() {
    return new InputFile(status, shown, true);
  }

  /** All of it as one piece. */
  FilePiece piece() {
    return new FilePiece(0, status.getPath().toString(), shown, 0, Long.MAX_VALUE);
  }

  long length() {
    return status.getLen();
  }
}
