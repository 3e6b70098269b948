// Options of the model itself: its shape, its objective and where it starts. Part of `run`.
package lacuna.cli;

import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Init;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.SettingsBuilder;
import picocli.CommandLine.Option;

/** The factorisation that is learnt, whatever learns it. */
final class ModelOptions {
  @Option(
      names = "--rank",
      paramLabel = "K",
      defaultValue = "32",
      description =
          "Number of factors; beyond 32 the held-out error hardly moves, and time grows with it.")
  private int rank;

  @Option(
      names = "--biases",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether predictions have mean and biases, most of what can be predicted.")
  private boolean biases;

  @Option(
      names = "--nonnegative",
      defaultValue = "false",
      description =
          "Keeps factors at 0 or above, to be read as parts; off, for either sign fits better.")
  private boolean nonnegative;

  @Option(
      names = "--regularisation",
      paramLabel = "weighted|plain",
      defaultValue = "weighted",
      description =
          "Lambda at each rating, which holds all rows alike, as in MLlib's ALS; or once a row.")
  private Form regularisation;

  @Option(
      names = "--lambda",
      paramLabel = "L",
      defaultValue = Words.AUTO,
      converter = Words.OpenNumber.class,
      description =
          "Lambda of user and item factors; auto follows the spread of the training ratings.")
  private Double lambda;

  @Option(
      names = "--lambda-user",
      paramLabel = "L",
      defaultValue = Words.AUTO,
      converter = Words.OpenNumber.class,
      description = "Lambda of user factors; auto is that of --lambda.")
  private Double lambdaUser;

  @Option(
      names = "--lambda-item",
      paramLabel = "L",
      defaultValue = Words.AUTO,
      converter = Words.OpenNumber.class,
      description = "Lambda of item factors; auto is that of --lambda.")
  private Double lambdaItem;

  @Option(
      names = "--lambda-bias",
      paramLabel = "L",
      defaultValue = Words.AUTO,
      converter = Words.OpenNumber.class,
      description = "Lambda of biases; auto is 0.02, for they want less than factors do.")
  private Double lambdaBias;

  @Option(
      names = "--init",
      paramLabel = "uniform|normal|torch[:SKIP]",
      defaultValue = "uniform",
      converter = Words.Initial.class,
      description =
          "Where factors start: small random numbers, or those of torch.rand after SKIP draws.")
  private Init init;

  /** Adds what these options say to settings. */
  void complete(SettingsBuilder settings) {
    settings
        .rank(rank)
        .biases(biases)
        .nonnegative(nonnegative)
        .regularisation(
            new Regularisation(
                regularisation,
                orLambda(lambdaUser),
                orLambda(lambdaItem),
                Words.orNaN(lambdaBias)))
        .init(init);
  }

  private double orLambda(Double own) {
    return Words.orNaN(own == null ? lambda : own);
  }
}
