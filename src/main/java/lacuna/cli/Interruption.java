// What happens to unfinished output when somebody presses Ctrl-C, or the system ends the process.
package lacuna.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import lacuna.output.OutputDirectory;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;

/**
 * Closes an output directory when it is closed itself, or when the JVM ends before that. In the
 * second case it first brings the command's thread to an end, so that this thread releases what it
 * holds, and then Spark.
 */
final class Interruption implements AutoCloseable {
  /**
   * Hadoop runs its hooks from high places to low ones: Spark stops by itself at 30 above the
   * closing of the file systems.
   */
  private static final int PLACE = FileSystem.SHUTDOWN_HOOK_PRIORITY + 100;

  private static final long PAUSE_MILLIS = 200;

  /** The thread may be in a computation that nothing ends; a person does not wait for it. */
  private static final int MOST_PAUSES = 25;

  private static final AtomicBoolean HAPPENED = new AtomicBoolean();

  private final SparkSession spark;
  private final OutputDirectory output;
  private final Thread command = Thread.currentThread();
  private final Runnable hook = this::interrupt;
  private boolean closing;

  /** Guards a directory from now on; to be closed by the same thread. */
  Interruption(SparkSession spark, OutputDirectory output) {
    this.spark = spark;
    this.output = output;
    ShutdownHookManager.get().addShutdownHook(hook, PLACE);
  }

  /** Whether the JVM is ending, so that what fails now needs no explanation. */
  static boolean happened() {
    return HAPPENED.get();
  }

  private void interrupt() {
    HAPPENED.set(true);
    // What fails from now on was made to. Spark's pools print some of it past every log.
    // Spark's own setter would leave loggers that have a level of their own as they are.
    Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    try {
      for (int k = 0; k < MOST_PAUSES && interruptCommand(); k++) {
        spark.sparkContext().cancelAllJobs();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    spark.stop();
    output.close(); // once more: until now a task may have been writing
  }

  /** Whether the command was still at work. */
  private synchronized boolean interruptCommand() {
    if (!closing) {
      command.interrupt();
    }
    return !closing;
  }

  private synchronized void stopInterrupting() {
    closing = true;
    if (happened()) {
      Thread.interrupted(); // the file system is still to be used
    }
  }

  @Override
  public void close() {
    stopInterrupting();
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
    output.close();
  }
}
