// The outcome of a training that has ended, as a checkpoint keeps it.
package lacuna.factorisation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lacuna.checkpoints.Piece;
import lacuna.checkpoints.TrainingCheckpoints;
import lacuna.checkpoints.TrainingCheckpoints.Saved;
import lacuna.factorisation.Solution.Status;
import org.apache.spark.api.java.JavaRDD;

/**
 * A solution without its model, which is beside it in pieces. A job that is taken up again does not
 * train once more what had ended.
 *
 * @param status how it ended
 * @param model the numbers of the model beside its stripes; null without one
 * @param history an entry for each epoch
 * @param epochs epochs behind the model
 * @param seconds time in the solver
 * @param note one line, or empty
 * @param convergence R-hat by name, or empty
 */
public record SavedSolution(
    Status status,
    Model model,
    List<EpochRecord> history,
    int epochs,
    double seconds,
    String note,
    Map<String, Double> convergence) {
  /**
   * A model's numbers, see {@link Factors}.
   *
   * @param sampled what turns its sums over samples into predictions; null where it has none
   */
  record Model(double mean, int rank, boolean biases, SampledPredictions.Units sampled) {}

  /** The solution that an earlier run came to, with its model. */
  public static Optional<Solution> read(
      String method, TrainingCheckpoints checkpoints, TrainingData data) {
    return checkpoints.finished(SavedSolution.class).map(saved -> solution(method, saved, data));
  }

  private static Solution solution(String method, Saved<SavedSolution> saved, TrainingData data) {
    SavedSolution kept = saved.state();
    return new Solution(
        method,
        kept.status,
        kept.model == null ? null : kept.factors(saved.pieces(), data),
        kept.history,
        kept.epochs,
        kept.seconds,
        kept.note,
        kept.convergence);
  }

  private Factors factors(JavaRDD<Piece> pieces, TrainingData data) {
    // Its files are there until the run has ended: no need to cut what it comes from.
    JavaRDD<SavedStates.Share> shares = SavedStates.byWorker(pieces, data);
    Factors factors =
        Factors.of(model.mean, model.rank, model.biases, shares.map(SavedStates.Share::state));
    return model.sampled == null
        ? factors
        : factors.with(
            SampledPredictions.of(shares.map(SavedStates.Share::sampled), model.sampled));
  }

  /** Says that a training came to a solution. */
  public static void write(TrainingCheckpoints checkpoints, Solution solution, TrainingData data) {
    Factors factors = solution.factors();
    Model model =
        factors == null
            ? null
            : new Model(
                factors.mean(),
                factors.rank(),
                factors.biases(),
                factors.sampled() == null ? null : factors.sampled().units());
    SavedSolution kept =
        new SavedSolution(
            solution.status(),
            model,
            solution.history(),
            solution.epochs(),
            solution.seconds(),
            solution.note(),
            solution.convergence());
    checkpoints.finish(
        solution.epochs(),
        kept,
        factors == null ? null : pieces(factors),
        factors == null ? 0 : SavedStates.bytes(data, factors.rank()));
  }

  private static JavaRDD<Piece> pieces(Factors factors) {
    JavaRDD<Piece> stripes = SavedStates.pieces(factors.held());
    return factors.sampled() == null
        ? stripes
        : stripes.zipPartitions(
            factors.sampled().workers(),
            (own, sampled) -> {
              List<Piece> all = new ArrayList<>();
              own.forEachRemaining(all::add);
              sampled.forEachRemaining(worker -> all.addAll(worker.pieces()));
              return all.iterator();
            });
  }
}
