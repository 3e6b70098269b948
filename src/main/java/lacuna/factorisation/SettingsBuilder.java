// Collects settings one by one, from their defaults or from other settings.
package lacuna.factorisation;

import lacuna.blocks.Grid;
import lacuna.factorisation.Settings.Distribution;
import lacuna.factorisation.Settings.Fill;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Gradient;
import lacuna.factorisation.Settings.Init;
import lacuna.factorisation.Settings.Order;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;
import lacuna.factorisation.Settings.Svd;
import lacuna.factorisation.Settings.Update;

/** Changes one thing at a time; not safe for several threads. */
public final class SettingsBuilder {
  private int rank = 32;
  private long seed = 1;
  private boolean biases = true;
  private boolean nonnegative;
  private Regularisation regularisation =
      new Regularisation(Form.WEIGHTED, Double.NaN, Double.NaN, Double.NaN);
  private Init init = new Init(Distribution.UNIFORM, 0);
  private Order order = Order.NESTED;
  private int epochs = 30;
  private Step step = new Step(Schedule.LINEAR, Double.NaN);
  private int patience = 10;
  private boolean refit = true;
  private Gradient gradient = new Gradient(200, Double.NaN, Update.ALTERNATING);
  private int alsIterations = 10;
  private Svd svd = new Svd(1_000_000_000L, Fill.BIAS);
  private BayesSettings bayes =
      new BayesSettings(
          500, 100, BayesSettings.Side.PATTERN, 4, 1e-4, 8, BayesSettings.Noise.STUDENT);
  private Grid.Shape grid;

  SettingsBuilder() {}

  SettingsBuilder(Settings from) {
    rank = from.rank();
    seed = from.seed();
    biases = from.biases();
    nonnegative = from.nonnegative();
    regularisation = from.regularisation();
    init = from.init();
    order = from.order();
    epochs = from.epochs();
    step = from.step();
    patience = from.patience();
    refit = from.refit();
    gradient = from.gradient();
    alsIterations = from.alsIterations();
    svd = from.svd();
    bayes = from.bayes();
    grid = from.grid();
  }

  /** Number of factors. */
  public SettingsBuilder rank(int value) {
    rank = value;
    return this;
  }

  /** Seed of every random number. */
  public SettingsBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Whether predictions have μ and biases. */
  public SettingsBuilder biases(boolean value) {
    biases = value;
    return this;
  }

  /** Whether factors are kept at 0 or above. */
  public SettingsBuilder nonnegative(boolean value) {
    nonnegative = value;
    return this;
  }

  /** λ and how it counts. */
  public SettingsBuilder regularisation(Regularisation value) {
    regularisation = value;
    return this;
  }

  /** Where factors start. */
  public SettingsBuilder init(Init value) {
    init = value;
    return this;
  }

  /** Order of the updates. */
  public SettingsBuilder order(Order value) {
    order = value;
    return this;
  }

  /** Most epochs of sgd. */
  public SettingsBuilder epochs(int value) {
    epochs = value;
    return this;
  }

  /** Steps of sgd. */
  public SettingsBuilder step(Step value) {
    step = value;
    return this;
  }

  /** Epochs without a better validation error before training stops; 0 for never. */
  public SettingsBuilder patience(int value) {
    patience = value;
    return this;
  }

  /** Whether to train once more on all training ratings. */
  public SettingsBuilder refit(boolean value) {
    refit = value;
    return this;
  }

  /** The full-gradient solver's. */
  public SettingsBuilder gradient(Gradient value) {
    gradient = value;
    return this;
  }

  /** Iterations of alternating least squares. */
  public SettingsBuilder alsIterations(int value) {
    alsIterations = value;
    return this;
  }

  /** The SVD's. */
  public SettingsBuilder svd(Svd value) {
    svd = value;
    return this;
  }

  /** The sampler's. */
  public SettingsBuilder bayes(BayesSettings value) {
    bayes = value;
    return this;
  }

  /** Stripes to use instead of the rule's, or null. */
  public SettingsBuilder grid(Grid.Shape value) {
    grid = value;
    return this;
  }

  /**
   * The settings.
   *
   * @throws UsageException for a value that is out of its bounds
   */
  public Settings build() {
    return new Settings(
        rank,
        seed,
        biases,
        nonnegative,
        regularisation,
        init,
        order,
        epochs,
        step,
        patience,
        refit,
        gradient,
        alsIterations,
        svd,
        bayes,
        grid);
  }
}
