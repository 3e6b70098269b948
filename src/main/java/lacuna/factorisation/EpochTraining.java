// A training that runs in epochs, from the first to the model: what sgd and gd have in common.
package lacuna.factorisation;

import java.util.Arrays;
import java.util.function.Function;
import lacuna.blocks.Stripe;
import lacuna.checkpoints.TrainingCheckpoints;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Progress.Outcome;
import lacuna.factorisation.Solution.Status;
import org.apache.spark.api.java.JavaRDD;

/**
 * Drives a training's epochs and makes its solution. For the driver's thread alone.
 *
 * @param method the method's name
 * @param data the ratings
 * @param plan what does not change
 * @param checkpoints what it goes on from and where it keeps its state
 * @param startNanos when the solver was called
 */
public record EpochTraining(
    String method,
    TrainingData data,
    TrainingPlan plan,
    TrainingCheckpoints checkpoints,
    long startNanos) {

  /**
   * What a training's first epoch starts from.
   *
   * @param states the workers' states, item stripes at home
   * @param progress epochs that are done already
   */
  public record StartingPoint(JavaRDD<WorkerState> states, Progress progress) {}

  /**
   * Runs all epochs, from the newest checkpoint where there is one.
   *
   * @param first states before the first epoch
   * @param runners makes what runs the epochs; it is closed here
   * @param advice what to say of a training that diverged
   */
  public Solution run(
      JavaRDD<WorkerState> first,
      Function<StartingPoint, EpochRunner> runners,
      TrainingListener listener,
      Function<Progress, String> advice) {
    StartingPoint from = start(first);
    tell(listener, from.progress, 0);
    try (EpochRunner runner = runners.apply(from)) {
      Progress progress = from.progress;
      while (progress.running()) {
        int heard = progress.epoch();
        describe(heard + 1);
        progress = advanced(progress, runner);
        tell(listener, progress, heard);
        keep(progress, runner);
      }
      return solution(progress, runner, advice);
    } finally {
      data.spark().setJobDescription(null);
    }
  }

  private StartingPoint start(JavaRDD<WorkerState> first) {
    return checkpoints
        .newest(Progress.class)
        .map(
            saved ->
                new StartingPoint(
                    Lineage.settled(data.spark(), SavedStates.byWorker(saved.pieces(), data))
                        .map(SavedStates.Share::state),
                    saved.state()))
        .orElseGet(() -> new StartingPoint(first, Progress.start(plan.epochs())));
  }

  private void tell(TrainingListener listener, Progress progress, int heard) {
    for (EpochRecord epoch : progress.history().subList(heard, progress.epoch())) {
      listener.epochEnded(method, epoch, plan.epochs().epochs());
    }
  }

  private Progress advanced(Progress before, EpochRunner runner) {
    int most = checkpoints.epochsToNext(before.epoch());
    return checkpoints.run(
        before.epoch(), () -> runner.advance(before, most), () -> write(before, runner));
  }

  private void write(Progress progress, EpochRunner runner) {
    checkpoints.write(progress.epoch(), progress, SavedStates.pieces(runner.states()));
  }

  private void keep(Progress progress, EpochRunner runner) {
    long bytes = SavedStates.bytes(data, plan.settings().rank());
    if (progress.running() && checkpoints.isDue(progress.epoch(), bytes)) {
      write(progress, runner);
    }
  }

  private void describe(int epoch) {
    String phase = searching() ? "search" : "final";
    data.spark()
        .setJobDescription(
            method + " " + phase + ": from epoch " + epoch + " of " + plan.epochs().epochs());
  }

  private boolean searching() {
    return plan.epochs().phase() == Phase.SEARCH;
  }

  private Solution solution(
      Progress progress, EpochRunner runner, Function<Progress, String> advice) {
    boolean diverged = progress.outcome() == Outcome.DIVERGED;
    boolean best = plan.keepBest() && !diverged;
    int epochs = best || searching() ? best(progress) : progress.epoch();
    Factors factors =
        diverged || searching()
            ? null
            : factors(runner.states(), best && epochs < progress.epoch());
    return new Solution(
        method,
        diverged ? Status.DIVERGED : Status.DONE,
        factors,
        progress.history(),
        epochs,
        (System.nanoTime() - startNanos) * 1e-9,
        diverged ? advice.apply(progress) : "");
  }

  /** The best epoch by the validation part, the last one where there is none. */
  private static int best(Progress progress) {
    return progress.bestEpoch() > 0 ? progress.bestEpoch() : progress.epoch();
  }

  private Factors factors(JavaRDD<WorkerState> states, boolean best) {
    return Factors.of(
        plan.mean(),
        plan.settings().rank(),
        plan.settings().biases(),
        states.map(
            state ->
                new WorkerState(
                    state.worker(), results(state.users(), best), results(state.items(), best))));
  }

  private static Stripe[] results(Stripe[] stripes, boolean best) {
    return Arrays.stream(stripes)
        .map(stripe -> BestColumns.result(stripe, best))
        .toArray(Stripe[]::new);
  }
}
