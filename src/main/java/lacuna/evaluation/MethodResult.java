// What became of one method of a comparison.
package lacuna.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lacuna.factorisation.EpochRecord;

/**
 * One method's row of the result.
 *
 * @param method its name
 * @param status how it ended
 * @param note one line on what was chosen or what went wrong, else empty
 * @param history its epochs, those of the search first
 * @param epochs epochs behind the model; 0 where it has none
 * @param seconds time in the solver, search included
 * @param train how it did on the ratings it was trained on; empty unless it is done
 * @param test how it did on the held-out ratings; empty unless it is done and there are any
 * @param validation how it did on validation ratings that were withheld from every method; empty
 *     unless there are any
 * @param difference of the held-out RMSE to the primary's; empty for the primary, and where there
 *     is nothing to compare
 * @param ranking how the lists that it recommends did; empty unless they were judged
 * @param factorHash 32 hex digits that name the model ({@link FactorHash}); empty unless done
 * @param calibration what its intervals hold; empty where it has none, or nothing is held out
 * @param convergence split chains' R-hat of what a sampler traces, by name; empty for other methods
 */
public record MethodResult(
    String method,
    Status status,
    String note,
    List<EpochRecord> history,
    int epochs,
    double seconds,
    Optional<Score> train,
    Optional<Score> test,
    Optional<Score> validation,
    Optional<RmseDifference> difference,
    Optional<RankingScore> ranking,
    Optional<String> factorHash,
    List<Calibration> calibration,
    Map<String, Double> convergence) {
  /** How a method ended. */
  public enum Status {
    /** With a model. */
    DONE,
    /** Its loss grew without bound or stopped being a number. */
    DIVERGED,
    /** It was not tried; the note says why. */
    SKIPPED,
    /** It threw; the note says what. */
    FAILED
  }

  public MethodResult {
    history = List.copyOf(history);
    calibration = List.copyOf(calibration);
  }
}
