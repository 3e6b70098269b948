// The contract of the solution of several rows' systems of equations side by side.
package lacuna.kernels;

/**
 * Cholesky factorisation, triangular systems and products in double for {@value #LANES} rows at a
 * time, without allocation. Every implementation gives the same bits, and a row's do not depend on
 * what stands beside it. Stateless and safe for any number of threads.
 *
 * <p>Numbers of the four <b>stand side by side</b>: entry k of the l-th vector at {@code k * LANES
 * + l}, entry (i, k) of the l-th matrix at {@code (i * n + k) * LANES + l}.
 *
 * <p>Decision: four systems, an entry of each in one vector. Because: nothing is then added across
 * a vector, no entries beside the triangle are worked on, and the divisions and roots of four
 * pivots take the time of one: at n = 32 a row's factor and both solutions took 2.3 µs by itself
 * and take 1.0. Four and not eight, as eight triangles don't fit in a core's first cache. Costs:
 * entries are put side by side one by one.
 */
public interface SystemBatchKernel {
  /** Systems side by side. */
  int LANES = 4;

  /** A word for run records, such as {@code scalar}. */
  String name();

  /**
   * Replaces symmetric positive definite matrices by their lower factors C, A = C Cᵀ, with the
   * inverse of each entry on the diagonal in its place.
   *
   * @param a lower triangles, {@code n x n}; what is above the diagonal does not matter, and is
   *     spoilt
   * @return a bit for each of the four whose pivots are not all above zero; its factor is spoilt
   */
  int factor(double[] a, int n);

  /**
   * Solves C x = b in place of b.
   *
   * @param a from {@link #factor}
   */
  void solveLower(double[] a, int n, double[] b);

  /**
   * Solves Cᵀ x = b in place of b.
   *
   * @param a from {@link #factor}
   */
  void solveUpper(double[] a, int n, double[] b);

  /**
   * {@code out = U x} for one upper triangle that all of them share.
   *
   * @param upper {@code n x n} row-major, not side by side; nothing below the diagonal is read
   */
  void upperTimes(double[] upper, int n, double[] x, double[] out);
}
