// The checkpoints of one training.
package lacuna.checkpoints;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lacuna.checkpoints.CheckpointDirectory.Found;
import org.apache.spark.api.java.JavaRDD;

/**
 * What a training writes and goes on from. A state's value is a record of numbers, texts, arrays,
 * lists and further records; its class is public or in reach of reflection. For the driver's thread
 * alone.
 */
public final class TrainingCheckpoints {
  /** Keeps nothing and has nothing. */
  public static final TrainingCheckpoints NONE =
      new TrainingCheckpoints(null, null, null, "", null, null);

  private static final int KEPT = 2;

  private final CheckpointDirectory directory;
  private final Job job;
  private final Pace pace;
  private final String training;
  private final Consumer<String> warned;
  private final StopRequest stop;
  private boolean failing;

  TrainingCheckpoints(
      CheckpointDirectory directory,
      Job job,
      Pace pace,
      String training,
      Consumer<String> warned,
      StopRequest stop) {
    this.directory = directory;
    this.job = job;
    this.pace = pace;
    this.training = training;
    this.warned = warned;
    this.stop = stop;
  }

  /**
   * A state as it was written.
   *
   * @param epoch epochs done
   * @param state the value
   * @param pieces the columns; read from the checkpoint's files whenever it is computed
   * @param <S> type of the value
   */
  public record Saved<S>(int epoch, S state, JavaRDD<Piece> pieces) {}

  /**
   * The newest whole checkpoint of this training.
   *
   * @param type of the value that was written
   */
  public <S> Optional<Saved<S>> newest(Class<S> type) {
    return directory == null ? Optional.empty() : newest(type, directory::epochs);
  }

  /** What this training came to, where it has ended and that was kept. */
  public <S> Optional<Saved<S>> finished(Class<S> type) {
    return directory == null ? Optional.empty() : newest(type, directory::finished);
  }

  private interface Listing {
    List<Found> list() throws IOException;
  }

  private <S> Optional<Saved<S>> newest(Class<S> type, Listing listing) {
    try {
      return listing.list().stream()
          .filter(this::isOwn)
          .findFirst()
          .map(
              found ->
                  new Saved<>(
                      found.manifest().epoch(),
                      Manifest.value(found.manifest().state(), type),
                      directory.pieces(found)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private boolean isOwn(Found found) {
    return found.manifest().training().equals(training)
        && job.differences(found.manifest().job()).isEmpty();
  }

  /** Most epochs to run before {@link #isDue} is to be asked again; to be called before them. */
  public int epochsToNext(int done) {
    if (directory == null) {
      return Integer.MAX_VALUE;
    }
    stop.heeded(true);
    return pace.epochsToNext(done);
  }

  /**
   * Runs epochs. Where the run was asked to stop and they have not ended {@link
   * StopRequest#PATIENCE} later, their jobs are cancelled, and what was before them is kept.
   *
   * @param done epochs done before
   * @param epochs starts jobs from this thread
   * @param before calls {@link #write} with the state after {@code done} epochs; is called where no
   *     checkpoint has that
   * @throws StoppedException if they were cancelled
   */
  public <T> T run(int done, Supplier<T> epochs, Runnable before) {
    if (directory == null) {
      return epochs.get();
    }
    try {
      return stop.cancellable(epochs);
    } catch (Exception failed) { // of a cancelled job, a checked one of Scala's
      if (!stop.isOverdue()) {
        throw failed;
      }
      int kept = newestEpoch();
      if (kept < done) {
        before.run();
      }
      throw new StoppedException(
          "stopped within epoch "
              + (done + 1)
              + " of "
              + training
              + ", which took more than "
              + StopRequest.PATIENCE.toSeconds()
              + " s; the same command with --resume "
              + (kept > 0 ? "goes on from epoch " + kept : "starts it again"));
    }
  }

  private int newestEpoch() {
    try {
      return directory.epochs().stream()
          .filter(this::isOwn)
          .findFirst()
          .map(found -> found.manifest().epoch())
          .orElse(0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Whether a checkpoint is due, by pace or because the run is to stop.
   *
   * @param done epochs done
   * @param bytes that it would write, roughly
   */
  public boolean isDue(int done, long bytes) {
    return directory != null && (stop.isAsked() || pace.isDue(done, bytes));
  }

  /**
   * Writes a checkpoint, and removes all but the newest two of this training. Where the file system
   * refuses, the training goes on, with a warning.
   *
   * @param done epochs done
   * @param state a record, see the class
   * @param pieces the columns
   * @throws StoppedException if the run was asked to stop
   */
  public void write(int done, Object state, JavaRDD<Piece> pieces) {
    attempt(
        "epoch " + done,
        () ->
            timed(
                () -> {
                  directory.write(
                      CheckpointDirectory.epochName(done), manifest(done, state), pieces);
                  List<Found> own = directory.epochs().stream().filter(this::isOwn).toList();
                  for (Found old : own.subList(Math.min(KEPT, own.size()), own.size())) {
                    directory.remove(old.name());
                  }
                }));
    stopIfAsked("epoch " + done);
  }

  /**
   * Says that the training has ended. What it came to is kept where that is worth it: where it has
   * checkpoints, which then go, or took long.
   *
   * @param done epochs done
   * @param state a record, see the class
   * @param pieces the columns, null for none
   * @param bytes that they take, roughly
   * @throws StoppedException if the run was asked to stop; then the outcome is kept in any case
   */
  public void finish(int done, Object state, JavaRDD<Piece> pieces, long bytes) {
    if (directory == null) {
      return;
    }
    ended(); // who asks from here on finds nothing under way that could keep its word
    attempt(
        "the end",
        () -> {
          List<Found> own = directory.epochs().stream().filter(this::isOwn).toList();
          if (own.isEmpty() && !pace.isWorth(bytes) && !stop.isAsked()) {
            return;
          }
          timed(
              () -> {
                directory.write(
                    CheckpointDirectory.finishedName(training), manifest(done, state), pieces);
                for (Found old : own) {
                  directory.remove(old.name());
                }
              });
        });
    stopIfAsked("the end");
  }

  /** Says that no epoch of this training will end any more, however it went. */
  public void ended() {
    if (directory != null) {
      stop.heeded(false);
    }
  }

  private void stopIfAsked(String where) {
    if (stop.isAsked()) {
      throw new StoppedException(
          "stopped at "
              + where
              + " of "
              + training
              + "; the same command with --resume goes on from "
              + (failing ? "an earlier checkpoint, if there is one" : "there"));
    }
  }

  private Manifest manifest(int done, Object state) {
    return new Manifest(
        Manifest.VERSION, job.sorted(), training, done, Manifest.json(state), List.of());
  }

  private interface Work {
    void run() throws IOException;
  }

  private void timed(Work work) {
    pace.timed(
        () -> {
          try {
            work.run();
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
  }

  /** Does what the training can do without; says so once where the file system does not let it. */
  private void attempt(String what, Work work) {
    try {
      work.run();
      failing = false;
    } catch (Exception failed) { // Spark's own are checked ones of Scala, which Java does not see
      IOException refused = refusal(failed);
      if (refused == null) {
        throw failed instanceof RuntimeException known ? known : new IllegalStateException(failed);
      }
      if (!failing) {
        warned.accept(
            "no checkpoint of "
                + training
                + " at "
                + what
                + " could be written ("
                + String.valueOf(refused.getMessage()).lines().findFirst().orElse("")
                + "); the training goes on, and --resume would go on from an earlier one");
      }
      failing = true;
    }
  }

  /** What the file system said, in a task or here; null where something else went wrong. */
  private static IOException refusal(Throwable failed) {
    IOException refused = null;
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof InterruptedIOException
          || cause instanceof ClosedByInterruptException) {
        return null;
      }
      refused = cause instanceof IOException found ? found : refused;
    }
    return refused;
  }
}
