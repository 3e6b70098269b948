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
    BayesSettings bayes,
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
      // Alike they come of the option that sets both.
      Bounds.atLeastZero(user == item ? "--lambda" : "--lambda-user", user);
      Bounds.atLeastZero("--lambda-item", item);
      Bounds.atLeastZero("--lambda-bias", bias);
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
      Bounds.atLeast("--init torch:SKIP", torchSkip, 0);
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
      Bounds.aboveZero("--step-size", size);
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
      Bounds.atLeast("--gd-epochs", epochs, 1);
      Bounds.aboveZero("--gd-step-size", stepSize);
    }
  }

  /**
   * The truncated SVD.
   *
   * @param maxCells cells of the filled matrix above which it is not tried
   * @param fill of cells without a rating
   */
  public record Svd(long maxCells, Fill fill) implements Serializable {}

  public Settings {
    if (rank < 1 || rank > MAX_RANK) {
      throw new UsageException(
          "--rank takes a whole number from 1 to " + MAX_RANK + ", given " + rank);
    }
    Bounds.atLeast("--epochs", epochs, 1);
    Bounds.atLeast("--patience", patience, 0);
    Bounds.atLeast("--als-iterations", alsIterations, 1);
  }

  /** The highest rank; beyond it a factor row outgrows what a tile's cache budget is made for. */
  public static final int MAX_RANK = 1024;

  /** The defaults. */
  public static SettingsBuilder builder() {
    return new SettingsBuilder();
  }

  /** A builder that starts from these settings. */
  public SettingsBuilder toBuilder() {
    return new SettingsBuilder(this);
  }
}
