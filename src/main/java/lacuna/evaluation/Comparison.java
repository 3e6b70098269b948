// Trains methods on one split and judges them on the same ratings: the heart of a run.
package lacuna.evaluation;

import java.util.List;
import java.util.Optional;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Settings;

/** Runs all methods of a comparison; see the package for what makes it an honest one. */
public final class Comparison {
  private Comparison() {}

  /**
   * Trains and scores.
   *
   * @param ratings the ratings on their grid; stay the caller's to close
   * @param settings of all methods
   * @param methods names, the primary first; {@code mean} and {@code bias} come along by themselves
   * @param clip range that predictions are clipped to; empty for that of the training ratings
   * @param listener hears of progress
   * @throws lacuna.UsageException for an unknown method, or when the primary can't be tried with
   *     these settings
   */
  public static ComparisonResult run(
      BlockedRatings ratings,
      Settings settings,
      List<String> methods,
      Optional<Clip> clip,
      ComparisonListener listener) {
    throw new UnsupportedOperationException("not there yet");
  }
}
