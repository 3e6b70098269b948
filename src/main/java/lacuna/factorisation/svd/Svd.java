// What the truncated SVD hands back: the end of this package's flow.
package lacuna.factorisation.svd;

/**
 * The leading part of a singular value decomposition: A ≈ U diag(s) Vᵀ, the best approximation of
 * its rank in the Frobenius norm (Eckart and Young 1936). The columns of U and of V are
 * orthonormal; of each pair the sign is such that the largest entry of V's column, by absolute
 * value and the first of equals, is positive.
 *
 * @param singularValues descending, none negative; their number is the rank
 * @param u users x rank, row-major
 * @param v items x rank, row-major
 * @param routine the routine that found it, {@code dgesdd} or {@code dsaupd}
 */
public record Svd(double[] singularValues, double[] u, double[] v, String routine) {
  /** Number of singular values: what was asked for, or the smaller side of the matrix. */
  public int rank() {
    return singularValues.length;
  }
}
