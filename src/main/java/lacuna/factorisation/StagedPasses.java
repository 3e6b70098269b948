// Passes over rows that are spread over P workers: a Spark stage each.
package lacuna.factorisation;

import java.util.ArrayList;
import java.util.List;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.RowTraining.Held;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Every worker runs a pass on its own stripes; a column of the other side that the pass reads comes
 * to all workers first.
 *
 * <p>Decision: the other side's column comes by the same exchange as the item stripes of sgd.
 * Because: it is Spark's own shuffle, fault tolerant, and never passes through the driver, as a
 * broadcast would. Costs: each worker holds one column of the whole other side, 4 x stride bytes a
 * row, while a pass runs.
 */
final class StagedPasses implements RowPasses {
  private final TrainingData data;
  private final JavaRDD<WorkerRows> rows;
  private final Lineage lineage;
  private JavaRDD<Held> held;

  StagedPasses(TrainingData data, JavaRDD<WorkerRows> rows, JavaRDD<Held> first) {
    this.data = data;
    this.rows = rows;
    this.held = first;
    this.lineage = new Lineage(data);
  }

  /** Says that an iteration begins. */
  StagedPasses iteration() {
    lineage.passed(1);
    return this;
  }

  @Override
  public double[] run(Side side, RowPass pass) {
    int threads = data.workers().threads();
    JavaRDD<Stripe> arriving = arriving(side, pass.reads());
    JavaRDD<Held> next =
        rows.zipPartitions(
                held.zipPartitions(arriving, Gathered::join),
                (own, arrived) ->
                    List.of(ran(side, pass, own.next(), arrived.next(), threads)).iterator())
            // The next pass takes it, and so does the exchange before that.
            .persist(StorageLevel.MEMORY_AND_DISK());
    lineage.grew(next, 1);
    double[] sums = joined(next.map(h -> h.sums).collect());
    Lineage.release(List.of(arriving));
    held.unpersist(false);
    held = next;
    return sums;
  }

  private JavaRDD<Stripe> arriving(Side side, String column) {
    if (column == null) {
      return held.flatMap(none -> new ArrayList<Stripe>().iterator());
    }
    JavaRDD<WorkerState> sending =
        held.map(
            h -> {
              Stripe[] from = side == Side.USERS ? h.state.items() : h.state.users();
              Stripe[] sent = new Stripe[from.length];
              for (int k = 0; k < sent.length; k++) {
                sent[k] =
                    Stripe.of(from[k].index(), from[k].rows()).with(column, from[k].column(column));
              }
              return new WorkerState(h.state.worker(), new Stripe[0], sent);
            });
    int stripes =
        side == Side.USERS
            ? data.grid().value().items().stripes()
            : data.grid().value().users().stripes();
    return new ShuffleExchange(data.workers().count(), stripes).gather(sending);
  }

  /**
   * Runs a pass on one worker.
   *
   * @param arrived the worker with the other side's stripes, none for a pass that reads none
   */
  private static Held ran(
      Side side, RowPass pass, WorkerRows rows, Gathered<Held> arrived, int threads) {
    Held own = arrived.own().copy();
    float[][] other =
        pass.reads() == null ? null : LocalPasses.column(arrived.items(), pass.reads());
    boolean users = side == Side.USERS;
    double[][] sums =
        pass.run(
            new SideRows(
                users ? rows.users() : rows.items(),
                users ? own.state.users() : own.state.items(),
                other,
                users ? rows.blocks() : null,
                users ? own.sampled : null,
                threads));
    return new Held(own.state, own.sampled, LocalPasses.joined(sums), own.carried);
  }

  private static double[] joined(List<double[]> byWorker) {
    return DyadicSum.ofArrays(byWorker.toArray(new double[0][]));
  }

  JavaRDD<Held> held() {
    return held;
  }
}
