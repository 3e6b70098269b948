// What every reader of this package throws. Its caller knows the file's name and adds it.
package lacuna.ratings.matrix;

import java.io.IOException;

/** Says what is wrong with the bytes of a matrix file, without its name, and what to do. */
public final class MatrixException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line that follows the file's name: "has 3 dimensions; …"
   */
  public MatrixException(String message) {
    super(message);
  }

  /** With what a library said, which may be of many lines or none. */
  MatrixException(String message, Throwable cause) {
    super(
        message
            + " ("
            + String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given")
            + ")",
        cause);
  }
}
