// A mistake in how Lacuna was called. Thrown wherever settings are checked; the command line ends
// on it with exit code 2.
package lacuna;

/**
 * Says that an option, a setting or a combination of them can't be used. The message is one line
 * for the caller: what was given, where, what is allowed, and what to do.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what was given, what is allowed, what to do
   */
  public UsageException(String message) {
    super(message);
  }

  /**
   * @param message one line: what was given, what is allowed, what to do
   * @param cause what failed underneath
   */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
