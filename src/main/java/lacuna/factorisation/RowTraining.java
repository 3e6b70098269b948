// Runs a row program on Spark: several iterations in one task with one worker, pass by pass with
// many.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lacuna.checkpoints.Piece;
import lacuna.checkpoints.TrainingCheckpoints;
import lacuna.checkpoints.TrainingCheckpoints.Saved;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

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
  private final TrainingCheckpoints checkpoints;
  private final TrainingData data;
  private final Lineage lineage;
  private final S start;
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

    /** All of it but what is carried, as pieces of a checkpoint. */
    List<Piece> pieces() {
      List<Piece> pieces = SavedStates.pieces(state);
      if (sampled != null) {
        Arrays.stream(sampled).map(SampledBlock::piece).forEach(pieces::add);
      }
      return pieces;
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

  private RowTraining(
      TrainingData data,
      RowProgram<S> program,
      JavaRDD<WorkerRows> rows,
      JavaRDD<Held> held,
      S start,
      TrainingCheckpoints checkpoints) {
    this.data = data;
    this.program = program;
    this.threads = data.workers().threads();
    this.rows = rows;
    this.held = held;
    this.start = start;
    this.checkpoints = checkpoints;
    this.lineage = new Lineage(data);
    this.staged = data.workers().count() == 1 ? null : new StagedPasses(data, rows, held);
  }

  /**
   * A training from its newest checkpoint, or from its beginning where there is none.
   *
   * @param first states before the first iteration
   * @param sampling whether predictions of samples are added up
   * @param start what is carried into the first iteration
   */
  public static <S extends Serializable> RowTraining<S> of(
      TrainingData data,
      JavaRDD<WorkerState> first,
      boolean sampling,
      RowProgram<S> program,
      S start,
      TrainingCheckpoints checkpoints) {
    JavaRDD<WorkerRows> rows = WorkerRows.of(data);
    Optional<Saved<S>> saved = checkpoints.newest(program.carried());
    S from = saved.map(Saved::state).orElse(start);
    Frozen<S> frozen = Frozen.of(from);
    JavaRDD<Held> held =
        saved.isPresent()
            ? rows.zipPartitions(
                Lineage.settled(data.spark(), SavedStates.byWorker(saved.get().pieces(), data)),
                (own, shares) ->
                    List.of(taken(own.next(), shares.next(), sampling, frozen)).iterator())
            : rows.zipPartitions(
                first,
                (own, states) -> {
                  SampledBlock[] sampled = sampling ? own.next().unsampled() : null;
                  return List.of(new Held(states.next(), sampled, null, frozen)).iterator();
                });
    return new RowTraining<>(data, program, rows, held, from, checkpoints);
  }

  private static Held taken(
      WorkerRows rows,
      SavedStates.Share share,
      boolean sampling,
      Frozen<? extends Serializable> carried) {
    SampledBlock[] sampled = sampling ? rows.unsampled() : null;
    if (sampling) {
      Arrays.setAll(sampled, k -> share.sampled(sampled[k]));
    }
    return new Held(share.state(), sampled, null, carried);
  }

  /**
   * What the first call of {@link #advance} starts from.
   *
   * @param heard is told of the iterations that a checkpoint already has
   */
  public S start(Consumer<EpochRecord> heard) {
    program.history(start).forEach(heard);
    return start;
  }

  /** Runs at least one iteration more; the state given must be the last one returned. */
  public S advance(S before) {
    int done = program.history(before).size();
    int most = checkpoints.epochsToNext(done);
    S after =
        staged == null
            ? checkpoints.run(done, () -> advanceHere(before, most), () -> write(done, before))
            // Not cancelled, however long it takes: each pass replaces the one before, so that
            // within an iteration its beginning is gone, and nothing but its end can be kept.
            : program.next(staged.iteration(), before);
    int reached = program.history(after).size();
    if (staged != null) {
      data.processed().add(data.statistics().train()); // its many passes are one iteration
    }
    if (program.running(after)
        && checkpoints.isDue(reached, 4 * SavedStates.bytes(data, program.rank()))) {
      write(reached, after);
    }
    return after;
  }

  private void write(int done, S state) {
    checkpoints.write(done, state, current().flatMap(h -> h.pieces().iterator()));
  }

  private S advanceHere(S before, int most) {
    long start = System.nanoTime();
    int paced =
        (int) Math.max(1, Math.min(MOST_ITERATIONS_A_JOB, SECONDS_A_JOB / Math.max(pace, 1e-6)));
    int iterations = Math.min(Math.min(most, paced), lineage.mostEpochs());
    RowProgram<S> told = program;
    int used = threads;
    LongAccumulator processed = data.processed();
    long ratings = data.statistics().train();
    JavaRDD<Held> next =
        rows.zipPartitions(
                held,
                (own, states) -> {
                  Held copy = states.next().copy();
                  Runnable each = () -> processed.add(ratings);
                  return List.of(iterated(told, own.next(), copy, iterations, used, each))
                      .iterator();
                })
            // The next job starts from it, and a job that asks for the model must not train again.
            .persist(StorageLevel.MEMORY_AND_DISK());
    lineage.passed(iterations).grew(next, 1);
    Frozen<? extends Serializable> after = next.map(RowTraining::carried).collect().get(0);
    held.unpersist(false);
    held = next;
    pace = (System.nanoTime() - start) * 1e-9 / iterations;
    return thawed(after);
  }

  private static <S extends Serializable> Held iterated(
      RowProgram<S> program,
      WorkerRows rows,
      Held from,
      int iterations,
      int threads,
      Runnable each) {
    S carried = thawed(from.carried);
    LocalPasses passes =
        new LocalPasses(
            rows.users(), rows.items(), from.state, rows.blocks(), from.sampled, threads);
    for (int k = 0; k < iterations && program.running(carried); k++) {
      carried = program.next(passes, carried);
      each.run();
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
