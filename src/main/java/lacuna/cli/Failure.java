// From an exception to an exit code and one line. Called by Program with whatever a command threw.
package lacuna.cli;

import java.util.Optional;
import lacuna.UsageException;
import lacuna.checkpoints.StoppedException;
import lacuna.output.OutputConflictException;
import lacuna.ratings.InputException;
import org.apache.spark.SparkThrowable;

/**
 * What a failed command says and returns.
 *
 * @param code for the caller of the process
 * @param line for the person
 * @param traced whether the stack trace belongs under the line
 */
record Failure(ExitCode code, String line, boolean traced) {
  /** Deeper than any chain of causes that Spark builds; a chain with a loop ends here too. */
  private static final int MOST_CAUSES = 50;

  /**
   * Looks along the causes, since Spark wraps what a task throws, for an exception that Lacuna
   * means for the person.
   */
  static Failure of(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (isUnreadableFile(cause)) {
        return new Failure(ExitCode.INPUT, "can't read: " + oneLine(cause.getMessage()), false);
      }
      Optional<ExitCode> code = meant(cause);
      if (code.isPresent()) {
        return new Failure(code.get(), oneLine(cause.getMessage()), false);
      }
      cause = cause.getCause();
    }
    return unexpected(thrown);
  }

  private static Optional<ExitCode> meant(Throwable cause) {
    if (cause instanceof UsageException) {
      return Optional.of(ExitCode.USAGE);
    } else if (cause instanceof InputException) {
      return Optional.of(ExitCode.INPUT);
    } else if (cause instanceof OutputConflictException) {
      return Optional.of(ExitCode.CONFLICT);
    } else if (cause instanceof StoppedException) {
      return Optional.of(StopSignal.exitCode());
    }
    return Optional.empty();
  }

  /**
   * What Spark's own readers throw, in a task or before, for a file that is not what it should be.
   */
  private static boolean isUnreadableFile(Throwable cause) {
    return cause instanceof SparkThrowable known
        && known.getCondition() != null
        && known.getCondition().startsWith("FAILED_READ_FILE");
  }

  private static Failure unexpected(Throwable thrown) {
    return new Failure(ExitCode.UNEXPECTED, "unexpected: " + first(thrown) + hint(thrown), true);
  }

  private static String first(Throwable thrown) {
    String message = thrown.getMessage() == null ? "" : ": " + oneLine(thrown.getMessage());
    return thrown.getClass().getName() + message;
  }

  private static String hint(Throwable thrown) {
    String all = thrown.toString();
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      all += cause;
      if (all.length() > 100_000) {
        break;
      }
    }
    if (all.contains("OutOfMemoryError")) {
      return "; give it more memory: ./submit.sh --driver-memory 8g -- run ..., or on a cluster"
          + " --executor-memory";
    } else if (all.contains("A master URL must be set")) {
      return "; start it by ./submit.sh or spark-submit";
    } else if (all.contains("No space left on device")) {
      return "; free some space, or name another disk by ./submit.sh --conf spark.local.dir=DIR --";
    }
    return "; that is a mistake in Lacuna or in what it runs on, and the stack trace says where";
  }

  /** Messages of Spark's hold stack traces and plans; their first line is what happened. */
  private static String oneLine(String message) {
    return message == null ? "" : message.strip().lines().findFirst().orElse("");
  }
}
