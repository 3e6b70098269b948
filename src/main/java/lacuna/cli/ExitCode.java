// What the process tells its caller. Chosen by Failure and by commands, returned by Program.
package lacuna.cli;

/** Exit codes, fixed for scripts that start Lacuna. */
enum ExitCode {
  /** All done. */
  DONE(0),
  /** Something that nobody foresaw; the stack trace is shown. */
  UNEXPECTED(1),
  /** An option, a property or a combination of them can't be used. */
  USAGE(2),
  /** Input is missing, unreadable or not what it should be. */
  INPUT(3),
  /** The primary method diverged. */
  DIVERGED(4),
  /**
   * The comparison is not good enough for --require, and nothing is published; or a figure of lab
   * is off.
   */
  MISSED(5),
  /** The output is there already, or can't be written. */
  CONFLICT(6),
  /** Stopped by Ctrl-C, with a checkpoint; the code that shells have for it. */
  INTERRUPTED(130),
  /** Stopped by {@code kill}, with a checkpoint. */
  TERMINATED(143);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
