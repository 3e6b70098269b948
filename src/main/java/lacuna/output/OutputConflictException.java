// The output can't go where it was asked to. Thrown by OutputDirectory; the command line ends on it
// with exit code 6.
package lacuna.output;

/** Says that something stands where the output is to go, and what to do about it. */
public final class OutputConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what stands there, and what to do
   */
  public OutputConflictException(String message) {
    super(message);
  }
}
