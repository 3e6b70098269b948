// Epochs of a training with one worker: several of them in one task.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/**
 * One worker holds all stripes, so that nothing moves and nothing has to be decided outside its
 * task. A job runs as many epochs as take about half a second, which keeps the progress line alive;
 * how many is execution only.
 */
public final class LocalEpochs implements EpochRunner {
  private static final double SECONDS_A_JOB = 0.5;
  private static final int MOST_EPOCHS_A_JOB = 200;

  private final TrainingData data;
  private final TrainingPlan plan;
  private final Factory factory;
  private final Lineage lineage;
  private JavaRDD<Checked> held;

  /** A solver's epochs inside a task. */
  public interface Epochs {
    /** Runs one epoch on the state that they were started with, in place. */
    Progress next(Progress before);
  }

  /** Makes a solver's epochs in a task; what is sent to the worker. */
  public interface Factory extends Serializable {
    /**
     * Epochs that go on from a state.
     *
     * @param state all stripes, the task's own to change
     */
    Epochs from(WorkerTask task, WorkerState state);
  }

  /** State and progress after a job's last epoch; of plain fields, as Spark's Kryo needs. */
  private static final class Checked implements Serializable {
    private static final long serialVersionUID = 1L;
    private final WorkerState state;
    private final Frozen<Progress> progress;
    private final int epoch;

    Checked(WorkerState state, Progress progress) {
      this.state = state;
      this.progress = Frozen.of(progress);
      this.epoch = progress.epoch();
    }

    int epoch() {
      return epoch;
    }
  }

  /**
   * @param from what the first epoch starts from, one partition
   * @param factory the solver's part
   */
  public LocalEpochs(
      TrainingData data, TrainingPlan plan, EpochTraining.StartingPoint from, Factory factory) {
    this.data = data;
    this.plan = plan;
    this.factory = factory;
    this.lineage = new Lineage(data);
    Progress before = from.progress();
    this.held = from.states().map(state -> new Checked(state, before));
  }

  @Override
  public Progress advance(Progress before, int most) {
    int epochs = Math.min(Math.min(most, batch(before)), lineage.mostEpochs());
    Factory solver = factory;
    boolean keepBest = plan.keepBest();
    Broadcast<Grid> grid = data.grid();
    Broadcast<Counts> counts = data.counts();
    int threads = data.workers().threads();
    LongAccumulator processed = data.processed();
    long ratings = data.statistics().train();
    JavaRDD<Checked> next =
        data.blocks()
            .zipPartitions(
                held,
                (blocks, states) -> {
                  WorkerTask task =
                      WorkerTask.of(0, 1, blocks, grid.value(), counts.value(), threads);
                  Checked from = states.next();
                  Checked after = run(solver, task, from, epochs, keepBest);
                  processed.add(ratings * (after.epoch() - from.epoch()));
                  return List.of(after).iterator();
                })
            // The next job starts from it, and a job that asks for the model must not train again.
            .persist(StorageLevel.MEMORY_AND_DISK());
    lineage.passed(epochs).grew(next, 1);
    Progress after = next.map(checked -> checked.progress).collect().get(0).thaw();
    held.unpersist(false);
    held = next;
    return after;
  }

  /** The body of the task: a plain loop over epochs. */
  private static Checked run(
      Factory solver, WorkerTask task, Checked from, int epochs, boolean keepBest) {
    // Spark holds what was handed in and may hand it to another attempt.
    WorkerState state = from.state.copy();
    Progress progress = from.progress.thaw();
    Epochs running = solver.from(task, state);
    for (int k = 0; k < epochs && progress.running(); k++) {
      progress = running.next(progress);
      if (keepBest && progress.lastIsBest()) {
        note(state.users());
        note(state.items());
      }
    }
    return new Checked(state, progress);
  }

  private static void note(Stripe[] stripes) {
    Arrays.setAll(stripes, k -> BestColumns.noted(stripes[k]));
  }

  /** Epochs for the next job, from the pace of the last one. */
  private static int batch(Progress before) {
    List<EpochRecord> history = before.history();
    if (history.isEmpty()) {
      return 1;
    }
    double pace = history.get(history.size() - 1).seconds();
    return (int) Math.max(1, Math.min(MOST_EPOCHS_A_JOB, SECONDS_A_JOB / Math.max(pace, 1e-6)));
  }

  @Override
  public JavaRDD<WorkerState> states() {
    return held.map(checked -> checked.state);
  }

  @Override
  public void close() {
    held.unpersist(false);
  }
}
