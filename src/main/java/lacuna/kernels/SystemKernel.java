// The contract of the solution of one row's system of equations.
package lacuna.kernels;

/**
 * Cholesky factorisation and triangular systems in double, without allocation: one for each row of
 * a side. Every implementation gives the bits of the plain loops, which take off the products of an
 * entry one after the other, as {@link Cholesky} does. Stateless and safe for any number of
 * threads.
 *
 * <p>Decision: the factor is written twice, by rows and by columns. Because: each of the steps then
 * runs along entries that follow each other. Costs: K² doubles for each thread, and K²/2 stores.
 */
public interface SystemKernel {
  /** A word for run records, such as {@code scalar}. */
  String name();

  /**
   * The upper factor R of a symmetric positive definite matrix, A = RᵀR.
   *
   * @param a {@code n x width} row-major, whose upper triangle has A, with zeros (or other numbers)
   *     in the columns from n on; its lower triangle and diagonal get Rᵀ
   * @param n rows
   * @param width length of a row in the arrays; a multiple of {@link Lanes#COUNT}
   * @param r gets R, row by row; undefined below its diagonal and from column n on
   * @return false when a pivot is not above zero; both arrays are then spoilt
   */
  boolean factor(double[] a, int n, int width, double[] r);

  /**
   * Solves Rᵀ x = b in place of b.
   *
   * @param r from {@link #factor}
   * @param b width entries
   */
  void solveLower(double[] r, int n, int width, double[] b);

  /**
   * Solves R x = b in place of b.
   *
   * @param a from {@link #factor}, with Rᵀ in its lower triangle
   * @param b n entries or more
   */
  void solveUpper(double[] a, int n, int width, double[] b);
}
