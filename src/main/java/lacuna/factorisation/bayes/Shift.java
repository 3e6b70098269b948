// What side information adds to the prior means of the rows of one stripe.
package lacuna.factorisation.bayes;

import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * Bᵀx of each row, the pattern's part and the features' part in columns of their own, since each
 * part of B is drawn given the other.
 */
final class Shift {
  /**
   * The part of the rating pattern, {@code rows x stride}; of rows without ratings, what they are
   * given in its place, see {@link UnknownRows}.
   */
  static final String PATTERN = "patternShift";

  /** The part of the features, likewise. */
  static final String FEATURES = "featureShift";

  private final float[] pattern;
  private final float[] features;
  private final int rank;

  private Shift(float[] pattern, float[] features, int rank) {
    this.pattern = pattern;
    this.features = features;
    this.rank = rank;
  }

  /** All of it. */
  static Shift of(SideRows rows, int stripe, int rank) {
    return new Shift(rows.column(stripe, PATTERN), rows.column(stripe, FEATURES), rank);
  }

  /** Only the part that comes from the given column. */
  static Shift of(SideRows rows, int stripe, int rank, String part) {
    return new Shift(rows.column(stripe, part), null, rank);
  }

  /** Adds a multiple of a row's to K numbers. */
  void add(int row, double times, double[] out, int at) {
    add(pattern, row, times, out, at);
    add(features, row, times, out, at);
  }

  private void add(float[] part, int row, double times, double[] out, int at) {
    int from = row * Lanes.stride(rank);
    for (int k = 0; part != null && k < rank; k++) {
      out[at + k] += times * part[from + k];
    }
  }
}
