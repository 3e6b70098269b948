// A model as workers have it: predicts cells.
package lacuna.serving;

import java.io.Serializable;
import lacuna.factorisation.Initialisation.Side;
import lacuna.kernels.ProductKernels;
import lacuna.output.ModelMetadata;

/**
 * Predicts {@code μ + b_u + b_i + w_u·h_i} of any cell, known or not. Immutable and safe for any
 * thread; a class of plain fields, since it is broadcast.
 */
public final class FactorModel implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Index of an id that the model has no row of. */
  public static final int UNKNOWN = -1;

  private static final String[] STATUS = {"ok", "cold_user", "cold_item", "cold"};

  private final float mean;
  private final float trainMean;
  private final boolean biases;
  private final boolean averages;
  private final float least;
  private final float greatest;
  private final int samples;
  private final double noiseVariance;
  private final int rank;
  private final ServedSide users;
  private final ServedSide items;
  private final float[] unknownUser;
  private final float[] unknownItem;
  private transient Panels userPanels;
  private transient Panels itemPanels;

  FactorModel(ModelMetadata about, ServedSide users, ServedSide items) {
    this.mean = (float) about.mean();
    this.trainMean = (float) about.trainMean();
    this.biases = about.biases();
    // LIBMF's programs take the ratings' mean where a row is missing.
    this.averages = !biases && !about.method().equals(LibmfModels.METHOD);
    this.least = about.clip().least();
    this.greatest = about.clip().greatest();
    this.samples = about.samples();
    this.noiseVariance = about.noiseVariance();
    this.rank = about.rank();
    this.users = users;
    this.items = items;
    this.unknownUser = averages ? users.average() : new float[users.stride()];
    this.unknownItem = averages ? items.average() : new float[items.stride()];
  }

  /** The users' rows. */
  public ServedSide users() {
    return users;
  }

  /** The items' rows. */
  public ServedSide items() {
    return items;
  }

  /** The rows of a side. */
  public ServedSide side(Side side) {
    return side == Side.USERS ? users : items;
  }

  /** The rows of a side packed for blocks of products: made once in each process. */
  synchronized Panels panels(Side side) {
    if (side == Side.USERS) {
      userPanels = userPanels == null ? Panels.of(users) : userPanels;
      return userPanels;
    }
    itemPanels = itemPanels == null ? Panels.of(items) : itemPanels;
    return itemPanels;
  }

  /** Number of factors of a row, over all samples. */
  public int rank() {
    return rank;
  }

  /** Samples that stand side by side in a row. */
  public int samples() {
    return samples;
  }

  /**
   * The unclipped prediction of a cell, to the bits of the run that learnt the model.
   *
   * @param user index of a user, {@link #UNKNOWN} for one without a row
   * @param item index of an item, likewise
   */
  public float raw(int user, int item) {
    if (!biases && (user < 0 || item < 0) && (!averages || user < 0 && item < 0)) {
      return trainMean;
    }
    int stride = users.stride();
    float base = base(Side.USERS, user) + (item < 0 ? 0 : items.bias(item));
    return base
        + ProductKernels.best()
            .dot(
                user < 0 ? unknownUser : users.factors(),
                Math.max(0, user) * stride,
                item < 0 ? unknownItem : items.factors(),
                Math.max(0, item) * stride,
                stride);
  }

  /** Where a row's predictions begin: μ and its bias. Kernels add the other side's to it. */
  float base(Side side, int index) {
    return mean + (index < 0 ? 0 : side(side).bias(index));
  }

  /** Writes the factors of a row, or what stands for an unknown one. */
  void copyRow(Side side, int index, float[] out, int at) {
    ServedSide rows = side(side);
    if (index < 0) {
      float[] unknown = side == Side.USERS ? unknownUser : unknownItem;
      System.arraycopy(unknown, 0, out, at, unknown.length);
    } else {
      System.arraycopy(rows.factors(), index * rows.stride(), out, at, rows.stride());
    }
  }

  /** The prediction within the range of the ratings. */
  public float clipped(float raw) {
    return raw < least ? least : raw > greatest ? greatest : raw;
  }

  /**
   * Who has no ratings, whether or not there is a row of it: {@code ok}, {@code cold_user}, {@code
   * cold_item} or {@code cold}.
   */
  public String status(int user, int item) {
    return STATUS[(cold(users, user) ? 1 : 0) + (cold(items, item) ? 2 : 0)];
  }

  private static boolean cold(ServedSide side, int index) {
    return index < 0 || side.unrated(index);
  }

  /**
   * Standard deviation of a cell's rating about its prediction: what the samples of a posterior
   * disagree on, and the noise of a rating on top. NaN for a model of fewer than two samples and
   * for ids without ratings, whose rows are the means of laws that are wider.
   */
  public float deviation(int user, int item) {
    if (samples < 2 || cold(users, user) || cold(items, item)) {
      return Float.NaN;
    }
    int each = rank / samples;
    double sum = 0;
    double squares = 0;
    int filled = 0;
    for (int s = 0; s < samples; s++) {
      int w = user * users.stride() + s * each;
      int h = item * items.stride() + s * each;
      double product = 0;
      boolean any = false;
      for (int k = 0; k < each; k++) {
        product += (double) users.factors()[w + k] * items.factors()[h + k];
        any |= users.factors()[w + k] != 0;
      }
      if (any) {
        filled++;
        sum += product;
        squares += product * product;
      }
    }
    // Rows are scaled so that the products of all samples add up to their mean.
    double variance = filled * squares - sum * sum;
    return filled < 2
        ? Float.NaN
        : (float) Math.sqrt(Math.max(0, variance * filled / (filled - 1)) + noiseVariance);
  }
}
