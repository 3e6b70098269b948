// What a race is to be: made by the command, given to Race.
package lacuna.race;

import lacuna.UsageException;
import lacuna.factorisation.Settings;

/**
 * Settings of both methods.
 *
 * @param learning rank, epochs, λ, seed and iterations of ALS
 * @param testFraction share of the ratings to hold out, above 0 and below 1
 * @param repetitions how often each method trains, at least 1
 */
public record RaceSettings(Settings learning, double testFraction, int repetitions) {
  /** Checks the values. */
  public RaceSettings {
    if (repetitions < 1) {
      throw new UsageException(
          "--repetitions takes a whole number of at least 1, given " + repetitions);
    }
    if (!(testFraction > 0 && testFraction < 1)) {
      throw new UsageException(
          "--test-fraction is "
              + testFraction
              + "; a race needs held-out ratings: give a share above 0 and below 1");
    }
  }
}
