// The history of a method that has no epochs: one line, measured at its end.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.List;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.Grid;
import lacuna.blocks.Role;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.kernels.Kernels;
import org.apache.spark.broadcast.Broadcast;

/** Exact squared errors of a model over a training's ratings, by role. */
public final class FinalErrors {
  private FinalErrors() {}

  /**
   * The record of a model's only line of history. Its objective and step size do not exist; nor do
   * the held-out errors of a model that has no prediction of its own for ids without training
   * ratings.
   *
   * @param cold whether it has one
   * @param epoch number of the line
   * @param seconds the model took
   */
  public static EpochRecord record(
      TrainingData data, Factors factors, boolean cold, Phase phase, int epoch, double seconds) {
    double[] sums = sums(data, factors);
    Statistics ratings = data.statistics();
    return new EpochRecord(
        phase,
        epoch,
        sums[Role.TRAIN.ordinal()],
        ratings.train(),
        cold ? Math.sqrt(sums[Role.VALIDATION.ordinal()] / ratings.validation()) : Double.NaN,
        cold ? Math.sqrt(sums[Role.TEST.ordinal()] / ratings.test()) : Double.NaN,
        Double.NaN,
        Double.NaN,
        seconds);
  }

  private static double[] sums(TrainingData data, Factors factors) {
    int workers = data.workers().count();
    Exchange exchange = new ShuffleExchange(workers, data.grid().value().items().stripes());
    Broadcast<Grid> grid = data.grid();
    Broadcast<Counts> counts = data.counts();
    int threads = data.workers().threads();
    int rank = factors.rank();
    float mean = (float) factors.mean();
    List<WorkerSums> all =
        data.blocks()
            .zipPartitions(
                factors.held().zipPartitions(exchange.gather(factors.held()), Gathered::join),
                (blocks, gathered) -> {
                  Gathered<WorkerState> own = gathered.next();
                  WorkerTask task =
                      WorkerTask.of(
                          own.own().worker(),
                          workers,
                          blocks,
                          grid.value(),
                          counts.value(),
                          threads);
                  return List.of(sums(task, own, rank, mean)).iterator();
                })
            .collect();
    double[] joined = new double[Role.values().length];
    for (Role role : Role.values()) {
      double[] byWorker = new double[workers];
      for (WorkerSums sums : all) {
        byWorker[sums.worker] = sums.byRole[role.ordinal()];
      }
      joined[role.ordinal()] = DyadicSum.of(byWorker);
    }
    return joined;
  }

  /** A worker's sums by role; of plain fields, as Spark's Kryo needs. */
  private static final class WorkerSums implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int worker;
    private final double[] byRole;

    WorkerSums(int worker, double[] byRole) {
      this.worker = worker;
      this.byRole = byRole;
    }
  }

  private static WorkerSums sums(WorkerTask task, Gathered<WorkerState> own, int rank, float mean) {
    HeldOutErrors errors =
        new HeldOutErrors(
            task.blocks(),
            Columns.rows(own.own().users(), rank),
            Columns.rows(own.items(), rank),
            mean,
            Kernels.best());
    double[] byRole = new double[Role.values().length];
    for (Role role : Role.values()) {
      byRole[role.ordinal()] = DyadicSum.of(errors.byStripe(role, task.threads()));
    }
    return new WorkerSums(task.worker(), byRole);
  }
}
