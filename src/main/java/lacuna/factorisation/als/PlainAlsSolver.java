// Alternating least squares in closed form on Lacuna's own row solves: settings in, factors out.
package lacuna.factorisation.als;

import java.util.Arrays;
import lacuna.blocks.Stripe;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Progress.Outcome;
import lacuna.factorisation.RowTraining;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.Solver;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.WorkerState;
import lacuna.kernels.Lanes;
import org.apache.spark.api.java.JavaRDD;

/**
 * Minimises F (see the root package) by solving for all user rows with the items fixed, then for
 * all item rows with the users fixed (Zhou and others 2008 in the weighted form). A row's bias is
 * one of its unknowns. Each half is an exact minimum, so F never rises.
 *
 * <p>The factors depend on ratings, settings and seed alone.
 */
public final class PlainAlsSolver implements Solver {
  @Override
  public String method() {
    return "als-plain";
  }

  @Override
  public Solution solve(
      TrainingData data, Settings settings, TrainingTask task, TrainingListener listener) {
    if (settings.nonnegative()) {
      return Solution.skipped(
          method(), "it has no factors that are kept at 0 or above; leave out --nonnegative");
    }
    long start = System.nanoTime();
    AlsProgram program = AlsProgram.of(data, settings, task);
    try (RowTraining<AlsProgress> training =
        RowTraining.of(
            data, first(data, program), false, program, AlsProgress.START, task.checkpoints())) {
      AlsProgress progress =
          training.start(epoch -> listener.epochEnded(method(), epoch, program.iterations()));
      while (program.running(progress)) {
        data.spark().setJobDescription("als-plain: from iteration " + (progress.done() + 1));
        int heard = progress.done();
        progress = training.advance(progress);
        for (EpochRecord epoch : progress.history().subList(heard, progress.done())) {
          listener.epochEnded(method(), epoch, program.iterations());
        }
      }
      return solution(program, progress, training, start);
    } finally {
      data.spark().setJobDescription(null);
    }
  }

  private static JavaRDD<WorkerState> first(TrainingData data, AlsProgram program) {
    int rank = program.rank();
    int width = Lanes.stride(rank + 1);
    return WorkerState.first(
        data,
        program.initialisation(),
        (side, stripe, ratings) -> AlsProgram.joined(stripe, rank, width));
  }

  private Solution solution(
      AlsProgram program, AlsProgress progress, RowTraining<AlsProgress> training, long start) {
    boolean failed = progress.outcome() == Outcome.DIVERGED;
    Factors factors =
        failed || program.phase() == Phase.SEARCH ? null : factors(program, training.states());
    return new Solution(
        method(),
        failed ? Status.DIVERGED : Status.DONE,
        factors,
        progress.history(),
        progress.done(),
        (System.nanoTime() - start) * 1e-9,
        failed ? "a row's equations had no single solution; give a larger --lambda" : "");
  }

  private static Factors factors(AlsProgram program, JavaRDD<WorkerState> states) {
    int rank = program.rank();
    boolean biases = program.biases();
    return Factors.of(
        program.mean(),
        rank,
        biases,
        states.map(
            state ->
                new WorkerState(
                    state.worker(),
                    parted(state.users(), rank, biases),
                    parted(state.items(), rank, biases))));
  }

  private static Stripe[] parted(Stripe[] stripes, int rank, boolean biases) {
    return Arrays.stream(stripes)
        .map(stripe -> AlsProgram.parted(stripe, rank, biases))
        .toArray(Stripe[]::new);
  }
}
