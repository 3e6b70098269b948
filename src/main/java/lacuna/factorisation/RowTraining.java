// Runs a row program on Spark: several iterations in one task with one worker, pass by pass with
// many.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * A training of a {@link RowProgram}: holds rows and state between iterations. For the driver's
 * thread alone.
 *
 * <p>Decision: with one worker, a task runs several iterations and decides between them itself.
 * Because: a Spark job costs as much as a sweep over 100,000 ratings. Costs: the program must be
 * one that can be sent.
 *
 * @param <S> what the program carries
 */
public final class RowTraining<S extends Serializable> implements AutoCloseable {
  private static final double SECONDS_A_JOB = 0.5;
  private static final int MOST_ITERATIONS_A_JOB = 200;

  private final RowProgram<S> program;
  private final int threads;
  private final JavaRDD<WorkerRows> rows;
  private final StagedPasses staged;
  private JavaRDD<Held> held;
  private double pace = Double.POSITIVE_INFINITY;

  /** A worker between two jobs; no record, since it may cross processes. */
  static final class Held implements Serializable {
    private static final long serialVersionUID = 1L;

    final WorkerState state;
    final SampledBlock[] sampled;
    final double[] sums;
    final Frozen<? extends Serializable> carried;

    Held(
        WorkerState state,
        SampledBlock[] sampled,
        double[] sums,
        Frozen<? extends Serializable> carried) {
      this.state = state;
      this.sampled = sampled;
      this.sums = sums;
      this.carried = carried;
    }

    /** One whose arrays are its own: Spark may hand this one to another attempt. */
    Held copy() {
      SampledBlock[] copies = sampled == null ? null : new SampledBlock[sampled.length];
      for (int k = 0; sampled != null && k < copies.length; k++) {
        copies[k] = sampled[k].copy();
      }
      return new Held(state.copy(), copies, sums, carried);
    }
  }

  /**
   * @param first states before the first iteration
   * @param sampling whether predictions of samples are added up
   */
  public RowTraining(
      TrainingData data,
      JavaRDD<WorkerState> first,
      boolean sampling,
      RowProgram<S> program,
      S start) {
    this.program = program;
    this.threads = data.workers().threads();
    this.rows = WorkerRows.of(data);
    Frozen<S> frozen = Frozen.of(start);
    this.held =
        rows.zipPartitions(
            first,
            (own, states) -> {
              SampledBlock[] sampled = sampling ? own.next().unsampled() : null;
              return List.of(new Held(states.next(), sampled, null, frozen)).iterator();
            });
    this.staged = data.workers().count() == 1 ? null : new StagedPasses(data, rows, held);
  }

  /** Runs at least one iteration more; the state given must be the last one returned. */
  public S advance(S before) {
    return staged == null ? advanceHere(before) : program.next(staged, before);
  }

  private S advanceHere(S before) {
    long start = System.nanoTime();
    int iterations =
        (int) Math.max(1, Math.min(MOST_ITERATIONS_A_JOB, SECONDS_A_JOB / Math.max(pace, 1e-6)));
    RowProgram<S> told = program;
    int used = threads;
    JavaRDD<Held> next =
        rows.zipPartitions(
                held,
                (own, states) ->
                    List.of(iterated(told, own.next(), states.next().copy(), iterations, used))
                        .iterator())
            // The next job starts from it, and a job that asks for the model must not train again.
            .persist(StorageLevel.MEMORY_AND_DISK());
    Frozen<? extends Serializable> after = next.map(RowTraining::carried).collect().get(0);
    held.unpersist(false);
    held = next;
    pace = (System.nanoTime() - start) * 1e-9 / iterations;
    return thawed(after);
  }

  private static <S extends Serializable> Held iterated(
      RowProgram<S> program, WorkerRows rows, Held from, int iterations, int threads) {
    S carried = thawed(from.carried);
    LocalPasses passes =
        new LocalPasses(
            rows.users(), rows.items(), from.state, rows.blocks(), from.sampled, threads);
    for (int k = 0; k < iterations && program.running(carried); k++) {
      carried = program.next(passes, carried);
    }
    return new Held(from.state, from.sampled, null, Frozen.of(carried));
  }

  private static Frozen<? extends Serializable> carried(Held worker) {
    return worker.carried;
  }

  @SuppressWarnings("unchecked")
  private static <S> S thawed(Frozen<? extends Serializable> carried) {
    return (S) carried.thaw();
  }

  private JavaRDD<Held> current() {
    return staged == null ? held : staged.held();
  }

  /** The workers' states after the last iteration; item stripes are at home. */
  public JavaRDD<WorkerState> states() {
    return current().map(h -> h.state);
  }

  /** Sums over samples of every worker, one array for each. */
  public JavaRDD<SampledBlock[]> sampled() {
    return current().map(h -> h.sampled);
  }

  @Override
  public void close() {
    current().unpersist(false);
    rows.unpersist(false);
  }
}
