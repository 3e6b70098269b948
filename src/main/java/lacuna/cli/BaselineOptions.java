// Options of the methods that sgd is compared with. Part of `run`.
package lacuna.cli;

import lacuna.factorisation.Settings.Fill;
import lacuna.factorisation.Settings.Svd;
import lacuna.factorisation.SettingsBuilder;
import picocli.CommandLine.Option;

/** How als and svd are run. */
final class BaselineOptions {
  @Option(
      names = "--als-iterations",
      paramLabel = "N",
      defaultValue = "10",
      description = "Iterations of MLlib's ALS; 10 is its own default.")
  private int alsIterations;

  @Option(
      names = "--svd-max-cells",
      paramLabel = "N",
      defaultValue = "1000000000",
      description = "Users times items above which svd is recorded as skipped, for its time.")
  private long svdMaxCells;

  @Option(
      names = "--svd-fill",
      paramLabel = "zero|mean|bias",
      defaultValue = "bias",
      description =
          "What svd has where nobody rated; biases are what is known best without factors.")
  private Fill svdFill;

  /** Adds what these options say to settings. */
  void complete(SettingsBuilder settings) {
    settings.alsIterations(alsIterations).svd(new Svd(svdMaxCells, svdFill));
  }
}
