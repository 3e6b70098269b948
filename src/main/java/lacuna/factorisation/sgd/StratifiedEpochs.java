// Epochs of a training with P workers: P chained strata, between which item stripes move.
package lacuna.factorisation.sgd;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import lacuna.blocks.Grid;
import lacuna.blocks.NestedOrder;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Stripe;
import lacuna.factorisation.BestColumns;
import lacuna.factorisation.Columns;
import lacuna.factorisation.Counts;
import lacuna.factorisation.EpochEnd;
import lacuna.factorisation.EpochEnd.TrainErrors;
import lacuna.factorisation.EpochRunner;
import lacuna.factorisation.Exchange;
import lacuna.factorisation.Gathered;
import lacuna.factorisation.Lineage;
import lacuna.factorisation.Progress;
import lacuna.factorisation.ShuffleExchange;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.WorkerBlocks;
import lacuna.factorisation.WorkerState;
import lacuna.factorisation.WorkerTask;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/**
 * P workers run an epoch as P strata. In stratum s worker p has the item stripes of group {@code
 * strata[s][p]} at hand and runs the tiles of that block in nested order; then the item stripes
 * move on. Each stratum's output is persisted, since both the users, by a narrow dependency, and
 * the items, by the exchange, are taken from it.
 */
final class StratifiedEpochs implements EpochRunner {
  private final TrainingData data;
  private final SgdPlan plan;
  private final Exchange exchange;
  private final int workers;
  private final Lineage lineage;
  private final List<JavaRDD<Stripe>> moves = new ArrayList<>();
  private JavaRDD<Held> held;
  private boolean noteBest;

  /** A worker between two strata; of plain fields, as Spark's Kryo needs. */
  private static final class Held implements Serializable {
    private static final long serialVersionUID = 1L;
    private final WorkerState state;

    /** Squared errors as met in this epoch: {@code [user stripe of the worker][item group]}. */
    private final double[][] squared;

    /** Those times the ratings' weights. */
    private final double[][] weighted;

    Held(WorkerState state, double[][] squared, double[][] weighted) {
      this.state = state;
      this.squared = squared;
      this.weighted = weighted;
    }

    WorkerState state() {
      return state;
    }
  }

  StratifiedEpochs(TrainingData data, SgdPlan plan, JavaRDD<WorkerState> first) {
    this.data = data;
    this.plan = plan;
    this.workers = data.workers().count();
    this.exchange = new ShuffleExchange(workers, data.grid().value().items().stripes());
    this.lineage = new Lineage(data);
    this.held = first.map(state -> new Held(state, null, null));
  }

  @Override
  public Progress advance(Progress before, int most) {
    long start = System.nanoTime();
    Grid grid = data.grid().value();
    int epoch = before.epoch() + 1;
    NestedOrder order =
        new NestedOrder(
            grid.users().stripes(), grid.items().stripes(), plan.settings().seed(), epoch);
    int[][] strata = order.strata(workers);
    List<JavaRDD<Held>> passed = new ArrayList<>();
    JavaRDD<Held> last = held;
    for (int s = 0; s < workers; s++) {
      passed.add(last);
      last = stratum(last, order, strata[s], before.multiplier(), s == 0, s == 0 && noteBest);
    }
    lineage.passed(1).grew(last, workers);
    Progress after =
        before.after(
            EpochEnd.join(ends(last), plan.training().epochs().statistics()), seconds(start));
    Lineage.release(moves);
    moves.clear();
    passed.forEach(rdd -> rdd.unpersist(false));
    held = last;
    noteBest = plan.training().keepBest() && after.lastIsBest();
    return after;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  private JavaRDD<Held> stratum(
      JavaRDD<Held> before,
      NestedOrder order,
      int[] groups,
      double multiplier,
      boolean first,
      boolean noted) {
    StratumTask task =
        new StratumTask(
            plan,
            workers,
            data.workers().threads(),
            order,
            groups,
            multiplier,
            first,
            noted,
            data.processed());
    JavaRDD<Stripe> items = exchange.move(before.map(Held::state), groups);
    moves.add(items);
    return data.blocks()
        .zipPartitions(
            before.zipPartitions(items, Gathered::join),
            (blocks, arrived) -> List.of(task.run(blocks, arrived.next())).iterator())
        // Taken twice by the next stratum, and by what measures the epoch.
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** The body of a stratum's task. */
  private record StratumTask(
      SgdPlan plan,
      int workers,
      int threads,
      NestedOrder order,
      int[] groups,
      double multiplier,
      boolean first,
      boolean noted,
      LongAccumulator processed)
      implements Serializable {

    Held run(Iterator<RatingBlock> partition, Gathered<Held> arrived) {
      int worker = arrived.own().state.worker();
      // Spark holds what was handed in and may hand it to another attempt.
      WorkerState state =
          new WorkerState(worker, arrived.own().state.users(), arrived.items()).copy();
      if (noted) {
        Arrays.setAll(state.users(), k -> BestColumns.noted(state.users()[k]));
        Arrays.setAll(state.items(), k -> BestColumns.noted(state.items()[k]));
      }
      int userShare = order.userStripes() / workers;
      int itemShare = order.itemStripes() / workers;
      int firstItem = groups[worker] * itemShare;
      WorkerBlocks blocks = new WorkerBlocks(partition, worker * userShare, userShare);
      BlockPass pass =
          new BlockPass(
              blocks,
              Columns.rows(state.users(), plan.settings().rank()),
              Columns.rows(state.items(), plan.settings().rank()),
              firstItem,
              order.itemStripes(),
              plan.kernel().get(),
              threads);
      TrainErrors met =
          pass.run(
                  order.tiles(worker * userShare, userShare, firstItem, itemShare),
                  plan.rule(multiplier))
              .byUserStripe();
      processed.add(pass.ratings());
      return new Held(
          state,
          with(first ? null : arrived.own().squared, groups[worker], met.squared()),
          with(first ? null : arrived.own().weighted, groups[worker], met.weighted()));
    }

    /** The epoch's errors so far and those of another item group, by user stripe. */
    private double[][] with(double[][] before, int group, double[] met) {
      double[][] errors = new double[met.length][];
      for (int k = 0; k < met.length; k++) {
        errors[k] = before == null ? new double[workers] : before[k].clone();
        errors[k][group] = met[k];
      }
      return errors;
    }
  }

  /** Measures the epoch: one stage that sends every worker all items. */
  private List<EpochEnd> ends(JavaRDD<Held> last) {
    SgdPlan told = plan;
    int count = workers;
    int threads = data.workers().threads();
    Broadcast<Grid> grid = data.grid();
    Broadcast<Counts> counts = data.counts();
    JavaRDD<Stripe> gathered = exchange.gather(last.map(Held::state));
    moves.add(gathered);
    return data.blocks()
        .zipPartitions(
            last.zipPartitions(gathered, Gathered::join),
            (blocks, arrived) -> {
              Gathered<Held> all = arrived.next();
              Held held = all.own();
              WorkerTask task =
                  WorkerTask.of(
                      held.state.worker(), count, blocks, grid.value(), counts.value(), threads);
              TrainErrors train = new BlockPass.Met(held.squared, held.weighted).byUserStripe();
              return List.of(
                      EpochEnd.measure(
                          task,
                          told.training(),
                          told.kernel().get(),
                          held.state.users(),
                          all.items(),
                          train))
                  .iterator();
            })
        .collect();
  }

  @Override
  public JavaRDD<WorkerState> states() {
    // Items go home, so that a model's layout does not depend on the last epoch's strata.
    int[] home = new int[workers];
    Arrays.setAll(home, worker -> worker);
    boolean noted = noteBest;
    return held.zipPartitions(exchange.move(held.map(Held::state), home), Gathered::join)
        .map(
            arrived ->
                new WorkerState(
                    arrived.own().state.worker(),
                    noted(arrived.own().state.users(), noted),
                    noted(arrived.items(), noted)));
  }

  private static Stripe[] noted(Stripe[] stripes, boolean noted) {
    return noted ? Arrays.stream(stripes).map(BestColumns::noted).toArray(Stripe[]::new) : stripes;
  }

  @Override
  public void close() {
    held.unpersist(false);
  }
}
