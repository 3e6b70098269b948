// The place of a run's output: guarded at the start, renamed into place at the end.
package lacuna.output;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * One output directory while a command works on it. Work goes to {@link #partial}; {@link #publish}
 * puts it in place. Closing without publishing removes what was written, unless there are
 * checkpoints to go on from. For the driver's thread alone.
 */
public final class OutputDirectory implements AutoCloseable {
  private OutputDirectory() {}

  /**
   * Claims an output directory before any work is done.
   *
   * @param hadoop configuration that knows the file systems, {@code spark.hadoopConfiguration()}
   * @param output where the result is to go; any file system that Hadoop knows
   * @param overwrite whether an existing result of Lacuna gives way to the new one
   * @param inputs paths or globs that the run reads, none of which may be removed
   * @throws OutputConflictException when something stands there that has to stay
   * @throws lacuna.ratings.InputException when it can't be written to
   */
  public static OutputDirectory claim(
      Configuration hadoop, String output, boolean overwrite, List<String> inputs) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Where the work goes: {@code OUTPUT.partial}. */
  public Path partial() {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Where the result will be. */
  public Path output() {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Marks the work as complete and renames it into place; an overwritten result goes last. */
  public void publish() {
    throw new UnsupportedOperationException("not there yet");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("not there yet");
  }
}
