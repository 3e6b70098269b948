// From a failure of Spark's own readers to the error of an input. Used on the driver by whoever
// reads
// tables.
package lacuna.ratings;

import java.util.function.Supplier;
import org.apache.spark.SparkThrowable;

/**
 * Tells a damaged file from all else that can fail in a job. Told on the driver, after Spark has
 * tried again what may be tried again.
 */
public final class ReadFailure {
  private static final String CONDITION = "FAILED_READ_FILE";
  private static final int MOST_CAUSES = 50;

  private ReadFailure() {}

  /**
   * Runs a job that reads a source.
   *
   * @param shown the source for people
   * @throws InputException if one of its files is damaged
   */
  public static <T> T told(String shown, Supplier<T> job) {
    try {
      return job.get();
    } catch (Exception e) { // Spark throws checked ones too, and says so nowhere
      Throwable deepest = e;
      boolean unreadable = false;
      for (int depth = 0; depth < MOST_CAUSES; depth++) {
        unreadable |=
            deepest instanceof SparkThrowable known
                && String.valueOf(known.getCondition()).startsWith(CONDITION);
        if (deepest.getCause() == null) {
          break;
        }
        deepest = deepest.getCause();
      }
      if (unreadable) {
        String message = String.valueOf(deepest.getMessage());
        throw new InputException(
            shown
                + " can't be read, it is damaged or cut: "
                + message.lines().findFirst().orElse("")
                + " ("
                + deepest.getClass().getSimpleName()
                + ")",
            e);
      }
      throw e;
    }
  }
}
