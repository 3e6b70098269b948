// The contract of the inner loops of solvers that solve for a whole row at once.
package lacuna.kernels;

/**
 * Sums over the ratings of one row. Every implementation gives the same bits: each entry is a chain
 * of fused multiply-adds (or additions) in the order of the rows, whatever is done side by side.
 * Stateless and safe for any number of threads.
 */
public interface RowKernel {
  /** A word for run records, such as {@code scalar}. */
  String name();

  /**
   * Writes the lower triangle of {@code Σ_t h_t h_tᵀ} and {@code Σ_t r_t h_t}.
   *
   * @param h {@code count x stride}, row-major; stride a multiple of {@link Lanes#COUNT}
   * @param r count values
   * @param count number of rows
   * @param stride entries of a row
   * @param gram written: {@code stride x stride} row-major; entries above the diagonal are left
   *     undefined
   * @param moment written: stride entries
   */
  void gram(float[] h, float[] r, int count, int stride, float[] gram, float[] moment);

  /**
   * Writes the sum of some rows of the other side.
   *
   * @param other rows of the other side by stripe, each {@code rows x stride}
   * @param places stripe in the upper, row in the lower 16 bits
   * @param from first place
   * @param to end of the places
   * @param stride entries of a row
   * @param out where the sum goes
   * @param outFrom its first entry
   */
  void sum(float[][] other, int[] places, int from, int to, int stride, float[] out, int outFrom);
}
