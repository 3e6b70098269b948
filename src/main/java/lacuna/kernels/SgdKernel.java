// The contract of the innermost loops, between the solvers' tile schedule and the arithmetic.
package lacuna.kernels;

/**
 * Stochastic gradient updates and squared errors along a range of ratings. Every implementation
 * gives the same bits. Stateless: one kernel may serve any number of threads, as long as no two
 * calls at a time share a row that one of them updates.
 *
 * <p>Float arithmetic, in this order ({@code fma} rounds once, everything else after each
 * operation):
 *
 * <pre>
 * e = ((rating − mean) − b_u) − b_i − w·h          w·h summed as {@link Lanes} says; absent biases are 0
 * v = weight · e                                   (e where there are no weights)
 * constant step:  g = step · v
 *   w' = fma(g, h,  w · (1 − step · λ_u))          the user's row moves first
 *   h' = fma(g, w', h · (1 − step · λ_i))          the item's row uses the moved one
 *   b' = fma(biasStep, v, b · (1 − biasStep · λ_b))
 *   of the next rating, where it is of the same user and another item, entries go up to 64 and
 *   factors may be negative, w'·h₂ is taken lane by lane before the lanes join, as
 *   fma(g, h·h₂, (w·h₂) · (1 − step · λ_u))        so that it need not wait for w'
 * AdaGrad, one rate for each row (Chin, Zhuang, Juan, Lin: "A learning-rate schedule for stochastic
 * gradient methods to matrix factorization", 2015, the reduced per-coordinate schedule):
 *   d = fma(v, h, −(λ_u · w))                      along the row; for the item's row fma(v, w', −(λ_i · h))
 *   w' = fma(step / √squares, d, w);  squares' = fma(d·d, 1/stride, squares)   d·d summed as {@link Lanes} says
 *   b' = fma(biasStep / √biasSquares, c, b);  biasSquares' = fma(c, c, biasSquares);  c = fma(−λ_b, b, v)
 * nonnegative: factor entries are max(·, 0) after the move
 * </pre>
 */
public interface SgdKernel {
  /** A word for run records, such as {@code scalar}. */
  String name();

  /**
   * Updates the rows of ratings {@code [from, to)} in their order. A range cut in two between
   * ratings of different users gives the same bits.
   *
   * @param users rows that {@link TileRatings#user} counts
   * @param items rows that {@link TileRatings#item} counts, of the same stride
   * @return sums of the squared errors as met, before each update, as they are and times the
   *     ratings' weights, {@code v · e}; added in double in the order of the ratings
   * @throws IllegalArgumentException strides differ, or AdaGrad lacks its sums
   */
  Loss update(TileRatings ratings, int from, int to, Rows users, Rows items, SgdRule rule);

  /**
   * Returns the sum of squared errors of ratings {@code [from, to)} without updating, unweighted,
   * added in double in the order of the ratings.
   */
  double squaredErrors(TileRatings ratings, int from, int to, Rows users, Rows items, float mean);

  /**
   * Writes {@code ((mean + b_u) + b_i) + w·h} of rating {@code t} to {@code out[outFrom + t −
   * from]}, for {@code t} in {@code [from, to)}.
   */
  void predict(
      TileRatings ratings,
      int from,
      int to,
      Rows users,
      Rows items,
      float mean,
      float[] out,
      int outFrom);
}
