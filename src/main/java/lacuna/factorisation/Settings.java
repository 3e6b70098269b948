// Everything a solver may be told, as one immutable value.
package lacuna.factorisation;

import java.io.Serializable;
import lacuna.UsageException;
import lacuna.blocks.Grid;

/**
 * Settings of a factorisation. Made by {@link #builder}; {@link #toBuilder} changes a copy. Values
 * that depend on the scale of the ratings may be left open (NaN) and are then filled in by {@link
 * Scale}.
 *
 * @param rank number of factors, 1 to 1024
 * @param seed of every random number
 * @param biases whether predictions have μ and the biases b_u, b_i
 * @param nonnegative whether factors are kept at 0 or above
 * @param regularisation λ of each kind and how it counts
 * @param init where factors start
 * @param order of the updates
 * @param epochs most epochs of sgd
 * @param step step sizes of sgd
 * @param patience epochs without a better validation error after which training stops; 0 never
 *     stops early
 * @param refit whether the chosen number of epochs is trained once more on all training ratings
 * @param gradient settings of gd
 * @param alsIterations iterations of the alternating least squares
 * @param svd settings of the truncated SVD
 * @param bayes settings of the sampler
 * @param grid stripes to use instead of those of the rule, or null
 */
public record Settings(
    int rank,
    long seed,
    boolean biases,
    boolean nonnegative,
    Regularisation regularisation,
    Init init,
    Order order,
    int epochs,
    Step step,
    int patience,
    boolean refit,
    Gradient gradient,
    int alsIterations,
    Svd svd,
    Bayes bayes,
    Grid.Shape grid)
    implements Serializable {

  /** How λ enters: times the row's number of ratings (as in MLlib's ALS), or once for each row. */
  public enum Form {
    WEIGHTED,
    PLAIN
  }

  /** In which order tiles and ratings are met. */
  public enum Order {
    NESTED,
    SEQUENTIAL
  }

  /** How sgd's step changes from epoch to epoch. */
  public enum Schedule {
    LINEAR,
    CONSTANT,
    INVERSE,
    BOLD,
    ADAGRAD
  }

  /** Whether gd moves the items with the users' rows that have already moved. */
  public enum Update {
    ALTERNATING,
    SIMULTANEOUS
  }

  /** What stands in the cells of the SVD's matrix that nobody rated. */
  public enum Fill {
    BIAS,
    MEAN,
    ZERO
  }

  /** The distribution that factors start from. */
  public enum Distribution {
    UNIFORM,
    NORMAL,
    TORCH
  }

  /**
   * λ of the objective, in units of the ratings for factors and a pure number for biases.
   *
   * @param form how it counts
   * @param user of user factors, NaN for the default
   * @param item of item factors, NaN for the default
   * @param bias of both biases, NaN for the default
   */
  public record Regularisation(Form form, double user, double item, double bias)
      implements Serializable {
    public Regularisation {
      atLeastZero("--lambda-user", user);
      atLeastZero("--lambda-item", item);
      atLeastZero("--lambda-bias", bias);
    }
  }

  /**
   * Where factors start.
   *
   * @param distribution of the entries
   * @param torchSkip draws of the torch sequence that are passed over
   */
  public record Init(Distribution distribution, int torchSkip) implements Serializable {
    public Init {
      atLeast("--init torch:SKIP", torchSkip, 0);
    }
  }

  /**
   * Steps of sgd.
   *
   * @param schedule how the step changes
   * @param size first step for factors and biases alike, NaN for the default
   */
  public record Step(Schedule schedule, double size) implements Serializable {
    public Step {
      aboveZero("--step-size", size);
    }
  }

  /**
   * The full-gradient solver.
   *
   * @param epochs full gradient steps
   * @param stepSize fixed step, NaN to find a safe one
   * @param update order of the two sides
   */
  public record Gradient(int epochs, double stepSize, Update update) implements Serializable {
    public Gradient {
      atLeast("--gd-epochs", epochs, 1);
      aboveZero("--gd-step-size", stepSize);
    }
  }

  /**
   * The truncated SVD.
   *
   * @param maxCells cells of the filled matrix above which it is not tried
   * @param fill of cells without a rating
   */
  public record Svd(long maxCells, Fill fill) implements Serializable {}

  /** What the sampler knows of a row beside its ratings. */
  public enum SideInformation {
    /** Which of the other side's rows it has ratings with. */
    PATTERN,
    NONE
  }

  /**
   * The sampler.
   *
   * @param sweeps samples and burn-in together, at most
   * @param burnIn first sweeps, which are not sampled
   * @param side side information
   * @param every sweeps from one draw of the side information's weights to the next
   * @param tolerance relative residual that they are drawn to
   * @param kept samples that the model keeps for cells that nobody rated
   */
  public record Bayes(
      int sweeps, int burnIn, SideInformation side, int every, double tolerance, int kept)
      implements Serializable {
    public Bayes {
      atLeast("--bayes-sweeps", sweeps, 2);
      atLeast("--bayes-burn-in", burnIn, 0);
      atLeast("--bayes-side-every", every, 1);
      atLeast("--bayes-samples-kept", kept, 1);
      aboveZero("--bayes-tolerance", tolerance);
      if (burnIn > sweeps - 2) {
        throw new UsageException(
            "--bayes-burn-in takes a whole number up to two less than --bayes-sweeps, "
                + sweeps
                + ", given "
                + burnIn);
      }
    }
  }

  public Settings {
    if (rank < 1 || rank > MAX_RANK) {
      throw new UsageException(
          "--rank takes a whole number from 1 to " + MAX_RANK + ", given " + rank);
    }
    atLeast("--epochs", epochs, 1);
    atLeast("--patience", patience, 0);
    atLeast("--als-iterations", alsIterations, 1);
  }

  /** The highest rank; beyond it a factor row outgrows what a tile's cache budget is made for. */
  public static final int MAX_RANK = 1024;

  /** The defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from these settings. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new UsageException(
          option + " takes a whole number of at least " + least + ", given " + value);
    }
  }

  private static void atLeastZero(String option, double value) {
    if (value < 0 || Double.isInfinite(value)) {
      throw new UsageException(option + " takes a finite number of at least 0, given " + value);
    }
  }

  private static void aboveZero(String option, double value) {
    if (value <= 0 || Double.isInfinite(value)) {
      throw new UsageException(option + " takes a finite number above 0, given " + value);
    }
  }

  /** Changes one thing at a time; not safe for several threads. */
  public static final class Builder {
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
    private Bayes bayes = new Bayes(200, 80, SideInformation.PATTERN, 2, 1e-4, 8);
    private Grid.Shape grid;

    private Builder() {}

    private Builder(Settings from) {
      rank = from.rank;
      seed = from.seed;
      biases = from.biases;
      nonnegative = from.nonnegative;
      regularisation = from.regularisation;
      init = from.init;
      order = from.order;
      epochs = from.epochs;
      step = from.step;
      patience = from.patience;
      refit = from.refit;
      gradient = from.gradient;
      alsIterations = from.alsIterations;
      svd = from.svd;
      bayes = from.bayes;
      grid = from.grid;
    }

    /** Number of factors. */
    public Builder rank(int value) {
      rank = value;
      return this;
    }

    /** Seed of every random number. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Whether predictions have μ and biases. */
    public Builder biases(boolean value) {
      biases = value;
      return this;
    }

    /** Whether factors are kept at 0 or above. */
    public Builder nonnegative(boolean value) {
      nonnegative = value;
      return this;
    }

    /** λ and how it counts. */
    public Builder regularisation(Regularisation value) {
      regularisation = value;
      return this;
    }

    /** Where factors start. */
    public Builder init(Init value) {
      init = value;
      return this;
    }

    /** Order of the updates. */
    public Builder order(Order value) {
      order = value;
      return this;
    }

    /** Most epochs of sgd. */
    public Builder epochs(int value) {
      epochs = value;
      return this;
    }

    /** Steps of sgd. */
    public Builder step(Step value) {
      step = value;
      return this;
    }

    /** Epochs without a better validation error before training stops; 0 for never. */
    public Builder patience(int value) {
      patience = value;
      return this;
    }

    /** Whether to train once more on all training ratings. */
    public Builder refit(boolean value) {
      refit = value;
      return this;
    }

    /** The full-gradient solver's. */
    public Builder gradient(Gradient value) {
      gradient = value;
      return this;
    }

    /** Iterations of alternating least squares. */
    public Builder alsIterations(int value) {
      alsIterations = value;
      return this;
    }

    /** The SVD's. */
    public Builder svd(Svd value) {
      svd = value;
      return this;
    }

    /** The sampler's. */
    public Builder bayes(Bayes value) {
      bayes = value;
      return this;
    }

    /** Stripes to use instead of the rule's, or null. */
    public Builder grid(Grid.Shape value) {
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
}
