// A mistake in the data Lacuna was given. Thrown by readers, on the driver or in a task; the
// command line ends on it
// with exit code 3.
package lacuna.ratings;

/**
 * Says that an input is missing, can't be read, or holds what it may not. The message is one line
 * for the caller: what was found, where (file, line, text), what is allowed, and what to do. Spark
 * hands a task's exception to the driver wrapped in its own; look for this one along the causes.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what was found, where, what is allowed, what to do
   */
  public InputException(String message) {
    super(message);
  }

  /**
   * @param message one line: what was found, where, what is allowed, what to do
   * @param cause what failed underneath
   */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
