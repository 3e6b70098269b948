// Epochs of a training with P workers: users move where they are, items by sums over the workers.
package lacuna.factorisation.gd;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lacuna.blocks.Grid;
import lacuna.blocks.Role;
import lacuna.blocks.Stripe;
import lacuna.factorisation.BestColumns;
import lacuna.factorisation.Counts;
import lacuna.factorisation.EpochEnd;
import lacuna.factorisation.EpochRunner;
import lacuna.factorisation.EpochTraining;
import lacuna.factorisation.Exchange;
import lacuna.factorisation.Exchange.ItemSum;
import lacuna.factorisation.Exchange.ItemSums;
import lacuna.factorisation.Gathered;
import lacuna.factorisation.Lineage;
import lacuna.factorisation.Progress;
import lacuna.factorisation.Progress.EpochSums;
import lacuna.factorisation.ShuffleExchange;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.WorkerState;
import lacuna.factorisation.WorkerTask;
import lacuna.factorisation.gd.GradientPass.Errors;
import lacuna.kernels.Kernels;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/**
 * A point of the descent is users by worker and items at home. One stage gathers all items at every
 * worker, measures the point and takes the step away from it: users at once, items as addends; the
 * next adds these up where the items are at home, which is the next point. The step is taken before
 * F of its start is known, since that nearly always falls; where it rises, it is taken again from
 * the point before with half the length.
 */
final class ReducedEpochs implements EpochRunner {
  private static final int STAGES_AN_EPOCH = 2;

  private final TrainingData data;
  private final GdPlan plan;
  private final Exchange exchange;
  private final Lineage lineage;
  private final List<JavaRDD<?>> moves = new ArrayList<>();
  private JavaRDD<WorkerState> point;
  private JavaRDD<WorkerState> best;
  private Departure departure;
  private double objective;

  /**
   * The step away from a point.
   *
   * @param left what the workers have then
   * @param multiplier of the step
   */
  private record Departure(JavaRDD<Left> left, double multiplier) {}

  /** What a worker has after its part of a step; of plain fields, as Spark's Kryo needs. */
  private static final class Left implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Users that have moved, and items at home that have not. */
    private final WorkerState state;

    private final ItemSums gradients;

    /** Measured before the step. */
    private final EpochEnd end;

    Left(WorkerState state, ItemSums gradients, EpochEnd end) {
      this.state = state;
      this.gradients = gradients;
      this.end = end;
    }
  }

  ReducedEpochs(TrainingData data, GdPlan plan, EpochTraining.StartingPoint from) {
    this.data = data;
    this.plan = plan;
    this.exchange =
        new ShuffleExchange(data.workers().count(), data.grid().value().items().stripes());
    // A step that is taken back leaves a cut aside, and the best epoch may come from an old one.
    this.lineage = new Lineage(data, false);
    this.point = from.states().map(state -> state.with(BestColumns::forgotten));
    this.best = best(from);
  }

  private JavaRDD<WorkerState> best(EpochTraining.StartingPoint from) {
    Progress progress = from.progress();
    if (!plan.training().keepBest() || progress.bestEpoch() == 0) {
      return null;
    }
    if (progress.lastIsBest()) {
      return point;
    }
    // Asked for at the end, when the checkpoint that it comes from may be gone.
    JavaRDD<WorkerState> noted =
        from.states()
            .map(state -> state.with(stripe -> BestColumns.result(stripe, true)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    noted.count();
    return noted;
  }

  @Override
  public Progress advance(Progress before, int most) {
    long start = System.nanoTime();
    if (departure == null) {
      departure = departure(point, before.multiplier());
      objective = measured(departure).objective();
    }
    for (int halvings = 0; ; halvings++) {
      double multiplier = departure.multiplier;
      JavaRDD<WorkerState> reached = arrival(departure);
      Departure onwards = departure(reached, plan.next(multiplier));
      lineage.passed(1).grew(onwards.left, STAGES_AN_EPOCH);
      EpochSums sums = measured(onwards);
      Lineage.release(moves);
      moves.clear();
      departure.left.unpersist(false);
      if (plan.accepts(objective, sums.objective(), halvings)) {
        Progress after =
            before
                .withMultiplier(multiplier)
                .after(sums, (System.nanoTime() - start) * 1e-9)
                .withMultiplier(plan.next(multiplier));
        arrive(reached, plan.training().keepBest() && after.lastIsBest());
        departure = onwards;
        objective = sums.objective();
        return after;
      }
      onwards.left.unpersist(false);
      reached.unpersist(false);
      departure = departure(point, multiplier * GdPlan.SHRINKAGE);
    }
  }

  private void arrive(JavaRDD<WorkerState> reached, boolean isBest) {
    if (point != best) {
      point.unpersist(false);
    }
    point = reached;
    if (isBest) {
      if (best != null) {
        best.unpersist(false);
      }
      best = reached;
    }
  }

  private Departure departure(JavaRDD<WorkerState> from, double multiplier) {
    GdPlan told = plan;
    Broadcast<Grid> grid = data.grid();
    Broadcast<Counts> counts = data.counts();
    int workers = data.workers().count();
    int threads = data.workers().threads();
    LongAccumulator processed = data.processed();
    JavaRDD<Stripe> items = exchange.gather(from);
    moves.add(items);
    JavaRDD<Left> left =
        data.blocks()
            .zipPartitions(
                from.zipPartitions(items, Gathered::join),
                (blocks, gathered) -> {
                  Gathered<WorkerState> all = gathered.next();
                  WorkerTask task =
                      WorkerTask.of(
                          all.own().worker(),
                          workers,
                          blocks,
                          grid.value(),
                          counts.value(),
                          threads);
                  processed.add(task.blocks().count(Role.TRAIN));
                  return List.of(leave(new GradientPass(told, task), all, multiplier)).iterator();
                })
            // Asked for its sums, for its users and for its gradients.
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new Departure(left, multiplier);
  }

  private static Left leave(GradientPass pass, Gathered<WorkerState> all, double multiplier) {
    Stripe[] users = all.own().users();
    Errors errors = pass.errors(users, all.items(), null);
    Stripe[] moved = pass.movedUsers(users, errors, multiplier);
    double[][] gradients =
        pass.itemGradients(pass.plan().alternating() ? moved : users, all.items(), errors);
    int worker = all.own().worker();
    return new Left(
        new WorkerState(worker, moved, all.own().items()),
        new ItemSums(worker, gradients),
        EpochEnd.measure(
            pass.task(),
            pass.plan().training(),
            Kernels.best(),
            users,
            all.items(),
            errors.train()));
  }

  private JavaRDD<WorkerState> arrival(Departure from) {
    Move move = plan.itemMove(from.multiplier);
    Broadcast<Grid> grid = data.grid();
    Broadcast<Counts> counts = data.counts();
    JavaRDD<ItemSum> reduced = exchange.reduce(from.left.map(left -> left.gradients));
    moves.add(reduced);
    return from.left
        .zipPartitions(
            reduced,
            (left, sums) -> {
              WorkerState state = left.next().state;
              Stripe[] items = state.items().clone();
              int first = items[0].index();
              while (sums.hasNext()) {
                ItemSum sum = sums.next();
                Stripe item = items[sum.stripe() - first];
                int[] ratings = counts.value().itemsOf(grid.value().items(), item);
                items[sum.stripe() - first] = move.moved(item, sum.values(), ratings);
              }
              return List.of(new WorkerState(state.worker(), state.users(), items)).iterator();
            })
        // Gathered from, and left again with half the step if need be.
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  private EpochSums measured(Departure from) {
    return EpochEnd.join(
        from.left.map(left -> left.end).collect(), plan.training().epochs().statistics());
  }

  @Override
  public JavaRDD<WorkerState> states() {
    if (best == null) {
      return point;
    }
    if (best == point) {
      return point.map(state -> state.with(BestColumns::noted));
    }
    return point.zipPartitions(
        best, (last, noted) -> List.of(withBest(last.next(), noted.next())).iterator());
  }

  private static WorkerState withBest(WorkerState last, WorkerState best) {
    Stripe[] users = new Stripe[last.users().length];
    Arrays.setAll(users, k -> BestColumns.noted(last.users()[k], best.users()[k]));
    Stripe[] items = new Stripe[last.items().length];
    Arrays.setAll(items, k -> BestColumns.noted(last.items()[k], best.items()[k]));
    return new WorkerState(last.worker(), users, items);
  }

  @Override
  public void close() {
    if (departure != null) {
      departure.left.unpersist(false);
    }
    point.unpersist(false);
    if (best != null && best != point) {
      best.unpersist(false);
    }
  }
}
