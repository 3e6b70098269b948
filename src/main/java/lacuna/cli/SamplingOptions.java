// Options of the sampler, bayes. Part of `run`.
package lacuna.cli;

import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.BayesSettings.Noise;
import lacuna.factorisation.BayesSettings.Side;
import lacuna.factorisation.SettingsBuilder;
import picocli.CommandLine.Option;

/** How long bayes samples, and what it knows beside the ratings. */
final class SamplingOptions {
  private static final String BURN_IN = "--bayes-burn-in";

  @Option(
      names = "--bayes-sweeps",
      paramLabel = "N",
      defaultValue = "500",
      description = "Sweeps of bayes, burn-in included; more of them still gain a little.")
  private int sweeps;

  @Option(
      names = BURN_IN,
      paramLabel = "N",
      defaultValue = "100",
      description =
          "First sweeps, whose samples are left out; at most half of the sweeps, unless given.")
  private int burnIn;

  @Option(
      names = "--side",
      paramLabel = "pattern|none",
      defaultValue = "pattern",
      description =
          "What bayes knows of a row beside its ratings: pattern is what it has ratings with.")
  private Side side;

  @Option(
      names = "--bayes-side-every",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Sweeps from one draw of the side information's weights to the next, for its cost.")
  private int every;

  @Option(
      names = "--bayes-tolerance",
      paramLabel = "R",
      defaultValue = "0.0001",
      description =
          "Relative residual of those weights; a smaller one takes longer and gains nothing.")
  private double tolerance;

  @Option(
      names = "--bayes-samples-kept",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "Samples in the model, for cells that nobody has rated; its size grows with them.")
  private int kept;

  @Option(
      names = "--bayes-noise",
      paramLabel = "student|normal",
      defaultValue = "student",
      description =
          "Law of ratings about their predictions; student has tails as heavy as they show, down to"
              + " none.")
  private Noise noise;

  /**
   * Adds what these options say to settings.
   *
   * @param given tells which options were given with a value other than the default
   */
  void complete(SettingsBuilder settings, Given given) {
    int first = given.has(BURN_IN) ? burnIn : Math.min(burnIn, sweeps / 2);
    settings.bayes(new BayesSettings(sweeps, first, side, every, tolerance, kept, noise));
  }
}
