// Epochs of a training with one worker: several of them in one task.
package lacuna.factorisation.sgd;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.Grid;
import lacuna.blocks.NestedOrder;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Columns;
import lacuna.factorisation.Counts;
import lacuna.factorisation.Frozen;
import lacuna.factorisation.Progress;
import lacuna.factorisation.Progress.EpochSums;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.WorkerBlocks;
import lacuna.factorisation.WorkerState;
import lacuna.kernels.Rows;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * One worker holds all stripes, so that nothing moves and nothing has to be decided outside its
 * task. A job runs as many epochs as take about a second, which keeps the progress line alive; how
 * many is execution only.
 */
final class LocalEpochs implements EpochRunner {
  private static final double SECONDS_A_JOB = 0.5;
  private static final int MOST_EPOCHS_A_JOB = 200;

  private final TrainingData data;
  private final SgdPlan plan;
  private JavaRDD<Checked> held;

  /** State and progress after a job's last epoch; of plain fields, as Spark's Kryo needs. */
  private static final class Checked implements Serializable {
    private static final long serialVersionUID = 1L;
    private final WorkerState state;
    private final Frozen<Progress> progress;

    Checked(WorkerState state, Progress progress) {
      this.state = state;
      this.progress = Frozen.of(progress);
    }

    WorkerState state() {
      return state;
    }

    Frozen<Progress> progress() {
      return progress;
    }
  }

  LocalEpochs(TrainingData data, SgdPlan plan, JavaRDD<WorkerState> first) {
    this.data = data;
    this.plan = plan;
    Progress start = Progress.start(plan.training());
    this.held = first.map(state -> new Checked(state, start));
  }

  @Override
  public Progress advance(Progress before) {
    int epochs = batch(before);
    SgdPlan told = plan;
    Broadcast<Grid> grid = data.grid();
    Broadcast<Counts> counts = data.counts();
    int threads = data.workers().threads();
    JavaRDD<Checked> next =
        data.blocks()
            .zipPartitions(
                held,
                (blocks, states) -> {
                  Task task = new Task(told, grid.value(), counts.value(), threads);
                  return List.of(task.run(blocks, states.next(), epochs)).iterator();
                })
            // The next job starts from it, and a job that asks for the model must not train again.
            .persist(StorageLevel.MEMORY_AND_DISK());
    Progress after = next.map(Checked::progress).collect().get(0).thaw();
    held.unpersist(false);
    held = next;
    return after;
  }

  /** Epochs for the next job, from the pace of the last one. */
  private static int batch(Progress before) {
    List<lacuna.factorisation.EpochRecord> history = before.history();
    if (history.isEmpty()) {
      return 1;
    }
    double pace = history.get(history.size() - 1).seconds();
    return (int) Math.max(1, Math.min(MOST_EPOCHS_A_JOB, SECONDS_A_JOB / Math.max(pace, 1e-6)));
  }

  @Override
  public JavaRDD<WorkerState> states() {
    return held.map(Checked::state);
  }

  @Override
  public void close() {
    held.unpersist(false);
  }

  /** The body of the task: plain loops over epochs. */
  private record Task(SgdPlan plan, Grid grid, Counts counts, int threads) {
    Checked run(Iterator<RatingBlock> partition, Checked from, int epochs) {
      // Spark holds what was handed in and may hand it to another attempt.
      WorkerState state = from.state().copy();
      Progress progress = from.progress().thaw();
      int userStripes = grid.users().stripes();
      int itemStripes = grid.items().stripes();
      WorkerBlocks blocks = new WorkerBlocks(partition, 0, userStripes);
      Rows[] users = Columns.rows(state.users(), plan.settings().rank());
      Rows[] items = Columns.rows(state.items(), plan.settings().rank());
      BlockPass pass =
          new BlockPass(blocks, users, items, 0, itemStripes, plan.kernel().get(), threads);
      for (int k = 0; k < epochs && progress.running(); k++) {
        long start = System.nanoTime();
        int epoch = progress.epoch() + 1;
        NestedOrder order =
            new NestedOrder(userStripes, itemStripes, plan.settings().seed(), epoch);
        double[][] errors = pass.run(order.tiles(), plan.rule(progress.multiplier()));
        progress =
            progress.after(measured(blocks, errors, state), (System.nanoTime() - start) * 1e-9);
        if (plan.keepBest() && progress.lastIsBest()) {
          note(state.users());
          note(state.items());
        }
      }
      return new Checked(state, progress);
    }

    private EpochSums measured(WorkerBlocks blocks, double[][] errors, WorkerState state) {
      double[] train = new double[errors.length];
      for (int k = 0; k < train.length; k++) {
        train[k] = DyadicSum.of(errors[k]);
      }
      EpochEnd end =
          EpochEnd.measure(
              plan, 0, 1, blocks, train, state.users(), state.items(), grid, counts, threads);
      return EpochEnd.join(List.of(end), plan.training().statistics());
    }

    private static void note(Stripe[] stripes) {
      for (int k = 0; k < stripes.length; k++) {
        stripes[k] = BestColumns.noted(stripes[k]);
      }
    }
  }
}
