// The checkpoints of a run: where they are, whose they are, and when they are due.
package lacuna.checkpoints;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Opened once the job is known; each training takes its own by {@link #of}. For the driver's thread
 * alone.
 */
public final class Checkpoints {
  /** Keeps nothing and has nothing. */
  public static final Checkpoints NONE =
      new Checkpoints(null, null, null, null, new StopRequest(null, StopRequest.PATIENCE));

  private final CheckpointDirectory directory;
  private final Job job;
  private final Pace pace;
  private final Consumer<String> warned;
  private final StopRequest stop;

  private Checkpoints(
      CheckpointDirectory directory,
      Job job,
      Pace pace,
      Consumer<String> warned,
      StopRequest stop) {
    this.directory = directory;
    this.job = job;
    this.pace = pace;
    this.warned = warned;
    this.stop = stop;
  }

  /**
   * Checkpoints in a directory, which need not be there yet.
   *
   * @param job what the run is to do
   * @param everyEpochs epochs from one to the next, 0 for time to decide
   * @param warned is told, in a line, of a checkpoint that could not be written
   */
  public static Checkpoints at(
      JavaSparkContext spark, Path directory, Job job, int everyEpochs, Consumer<String> warned) {
    return at(spark, directory, job, everyEpochs, warned, System::nanoTime, StopRequest.PATIENCE);
  }

  /**
   * The same with a clock and a patience of its own.
   *
   * @param patience how long an epoch may go on after the run was asked to stop
   */
  public static Checkpoints at(
      JavaSparkContext spark,
      Path directory,
      Job job,
      int everyEpochs,
      Consumer<String> warned,
      LongSupplier nanoTime,
      Duration patience) {
    try {
      CheckpointDirectory opened = new CheckpointDirectory(spark, directory);
      return new Checkpoints(
          opened, job, new Pace(everyEpochs, nanoTime), warned, new StopRequest(spark, patience));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * What an earlier run left here.
   *
   * @param newest the newest whole checkpoint in words, empty where there is none
   * @param differences what the earlier run was asked that this one is not, one entry each; with
   *     any, its checkpoints are not for this run
   */
  public record Earlier(Optional<String> newest, List<String> differences) {}

  /** Looks at what an earlier run left, and removes what is not whole of it. */
  public Earlier earlier() {
    try {
      List<CheckpointDirectory.Found> all = new ArrayList<>(directory.epochs());
      all.addAll(directory.finished());
      for (CheckpointDirectory.Found found : all) {
        List<String> differences = job.differences(found.manifest().job());
        if (!differences.isEmpty()) {
          return new Earlier(Optional.of(words(found)), differences);
        }
      }
      directory.removeBroken();
      return new Earlier(
          all.stream()
              .max(Comparator.comparingLong(CheckpointDirectory.Found::written))
              .map(Checkpoints::words),
          List.of());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String words(CheckpointDirectory.Found found) {
    return "epoch " + found.manifest().epoch() + " of " + found.manifest().training();
  }

  /**
   * Those of one training.
   *
   * @param training method and phase, of letters, digits, hyphens and blanks
   */
  public TrainingCheckpoints of(String training) {
    stop.heeded(false);
    return directory == null
        ? TrainingCheckpoints.NONE
        : new TrainingCheckpoints(directory, job, pace, training, warned, stop);
  }

  /** By which another thread asks the run to end; nothing heeds it where nothing is kept. */
  public StopRequest stop() {
    return stop;
  }

  /** Seconds that writing took in all. */
  public double seconds() {
    return pace == null ? 0 : pace.total();
  }
}
