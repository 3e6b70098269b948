// The contract of the inner loops of solvers that solve for a whole row at once.
package lacuna.kernels;

/**
 * Sums over the ratings of one row. Every implementation gives the same bits: each entry is a chain
 * of fused multiply-adds (or additions) in the order of the rows, whatever is done side by side.
 * Stateless and safe for any number of threads.
 *
 * <p>The other side's rows of at most {@value #ROWS} ratings stand in <b>columns of eight</b>:
 * entry k of the t-th row at {@code k / 8 * COLUMN + t * 8 + k % 8}.
 *
 * <p>Decision: columns of eight, not rows one after the other. Because: the loop over ratings then
 * goes on by eight floats whatever the rank, which the compiler takes the bounds checks out of; row
 * by row it can't, as the stride is no constant, and the sums took 43 ns a rating at rank 32 in
 * place of 13. Costs: none, since rows are gathered anyway.
 */
public interface RowKernel {
  /** Most rows that are taken together. */
  int ROWS = 128;

  /** Floats of a column of eight. */
  int COLUMN = ROWS * Lanes.COUNT;

  /** A word for run records, such as {@code scalar}. */
  String name();

  /**
   * Copies rows of the other side into columns of eight.
   *
   * @param other rows of the other side by stripe, each {@code rows x stride}
   * @param places stripe in the upper, row in the lower 16 bits
   * @param from first place
   * @param count number of places, at most {@link #ROWS}
   * @param stride entries of a row; a multiple of {@link Lanes#COUNT}
   * @param h where the rows go
   */
  void gather(float[][] other, int[] places, int from, int count, int stride, float[] h);

  /**
   * Inner products of one row with each of the rows, in the order that {@link Lanes} says.
   *
   * @param own stride entries
   * @param h rows in columns of eight
   * @param out where the products go, from 0 on
   */
  void products(float[] own, float[] h, int count, int stride, float[] out);

  /**
   * Multiplies each of the rows by a factor of its own.
   *
   * @param h rows in columns of eight
   */
  void scale(float[] factors, int count, int stride, float[] h);

  /**
   * Writes the upper triangle of {@code Σ_t h_t h_tᵀ} and {@code Σ_t r_t h_t}.
   *
   * @param h rows in columns of eight
   * @param r count values
   * @param count number of rows
   * @param stride entries of a row
   * @param gram written: {@code stride x stride} row-major; entries below the diagonal are left
   *     undefined
   * @param moment written: stride entries
   */
  void gram(float[] h, float[] r, int count, int stride, float[] gram, float[] moment);

  /**
   * Adds an upper triangle of floats to one of doubles.
   *
   * @param gram {@code stride x stride} row-major
   * @param sum likewise; entries below the diagonal are left undefined
   */
  void add(float[] gram, int stride, double[] sum);

  /**
   * Adds rows times a matrix to other rows, {@code y_t += Mᵀ x_t}: each entry is a chain in the
   * order of M's rows.
   *
   * @param x rows one after the other
   * @param matrix M, {@code stride x stride} row-major
   * @param from first entry of the first row, in both arrays
   * @param rows number of rows
   * @param stride entries of a row
   * @param y likewise
   */
  void times(float[] x, float[] matrix, int from, int rows, int stride, float[] y);

  /**
   * Adds {@code Σ_t x_t y_tᵀ} to a matrix: each entry is a chain in the order of the rows.
   *
   * @param x rows one after the other
   * @param xFrom first entry of the first row
   * @param y likewise
   * @param yFrom likewise
   * @param rows number of rows
   * @param stride entries of a row
   * @param sum {@code stride x stride} row-major
   */
  void cross(float[] x, int xFrom, float[] y, int yFrom, int rows, int stride, float[] sum);

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
