// One setting of a search with what came of it.
package lacuna.tuning;

import java.util.List;
import lacuna.factorisation.Settings;

/**
 * A trial. Its error after an epoch is the root of the mean squared validation error over all folds
 * together.
 *
 * @param number in the order of drawing; 0 has the settings that the others are held against
 * @param settings tried
 * @param status how it ended
 * @param errors after each epoch that all folds ran
 * @param seconds of training, over all folds
 */
public record Trial(
    int number, Settings settings, Status status, List<Double> errors, double seconds) {
  /** How a trial ended. */
  public enum Status {
    /** It ran all its epochs, or found no better one for a while. */
    DONE,
    /** Others were better at a rung. */
    STOPPED,
    /** Its loss grew without bound. */
    DIVERGED
  }

  public Trial {
    errors = List.copyOf(errors);
  }

  /** The epoch with the least error, 0 before any. */
  public int bestEpoch() {
    int best = 0;
    for (int epoch = 1; epoch <= errors.size(); epoch++) {
      if (best == 0 || errors.get(epoch - 1) < errors.get(best - 1)) {
        best = epoch;
      }
    }
    return best;
  }

  /** The error after the best epoch; infinite for one that diverged. */
  public double error() {
    return status == Status.DIVERGED || errors.isEmpty()
        ? Double.POSITIVE_INFINITY
        : errors.get(bestEpoch() - 1);
  }
}
