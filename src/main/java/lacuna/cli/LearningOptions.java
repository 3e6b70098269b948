// Options of the gradient methods. Part of `run`.
package lacuna.cli;

import lacuna.UsageException;
import lacuna.factorisation.Settings.Gradient;
import lacuna.factorisation.Settings.Order;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;
import lacuna.factorisation.Settings.Update;
import lacuna.factorisation.SettingsBuilder;
import picocli.CommandLine.Option;

/** How sgd and gd learn. */
final class LearningOptions {
  private static final String PATIENCE = "--patience";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "Most epochs of sgd, after which a linear step reaches 0; it often stops before.")
  private int epochs;

  @Option(
      names = "--step-size",
      paramLabel = "S",
      defaultValue = Words.AUTO,
      converter = Words.OpenNumber.class,
      description = "First step of sgd; auto suits the schedule and the spread of the ratings.")
  private Double stepSize;

  @Option(
      names = "--step-schedule",
      paramLabel = "constant|inverse|linear|bold|adagrad",
      defaultValue = "linear",
      description = "How the step of sgd changes; falling in a line came out best.")
  private Schedule schedule;

  @Option(
      names = PATIENCE,
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Epochs without a better validation error before sgd stops; 0 trains once, to the end.")
  private int patience;

  @Option(
      names = "--refit",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Trains the chosen epochs again on all training ratings, for what was withheld helps.")
  private boolean refit;

  @Option(
      names = "--order",
      paramLabel = "nested|sequential",
      defaultValue = "nested",
      description =
          "nested is the same for any number of threads; sequential is the textbook's, on one.")
  private Order order;

  @Option(
      names = "--gd-epochs",
      paramLabel = "N",
      defaultValue = "200",
      description = "Full-gradient steps of gd, which needs more of them than sgd needs epochs.")
  private int gdEpochs;

  @Option(
      names = "--gd-step-size",
      paramLabel = "S",
      defaultValue = Words.AUTO,
      converter = Words.OpenNumber.class,
      description = "Step of gd; auto finds a safe one, for one that suits sgd makes gd diverge.")
  private Double gdStepSize;

  @Option(
      names = "--gd-update",
      paramLabel = "alternating|simultaneous",
      defaultValue = "alternating",
      description =
          "Items move by users' rows that have moved, as in the textbook, or by the old ones.")
  private Update gdUpdate;

  /**
   * Adds what these options say to settings.
   *
   * @param given tells which options were given with a value other than the default
   * @throws UsageException if there is patience and nothing to be patient with
   */
  void complete(SettingsBuilder settings, SplitOptions split, Given given) {
    if (patience > 0 && split.withoutValidation() && given.has(PATIENCE)) {
      throw new UsageException(
          "--patience "
              + patience
              + " needs a validation part, and --validation-fraction is 0; give a share such as"
              + " 0.1, or --patience 0 for no early stop");
    }
    settings
        .epochs(epochs)
        .step(new Step(schedule, Words.orNaN(stepSize)))
        .patience(split.withoutValidation() && !given.has(PATIENCE) ? 0 : patience)
        .refit(refit)
        .order(order)
        .gradient(new Gradient(gdEpochs, Words.orNaN(gdStepSize), gdUpdate));
  }
}
