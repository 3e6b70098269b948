// What is known of one block of B, the weights of side information, without its rows.
package lacuna.factorisation.bayes;

import java.io.Serializable;

/**
 * The rows of a block of B are N(0, (λ Λ)⁻¹). The arrays are shared and not to be written to.
 *
 * @param precision λ: λ_B of the pattern, λ_F of the features
 * @param squares lower triangle of BᵀB, {@code K x K}
 * @param rows rows of B; 0 while there is none
 */
record SideWeights(double precision, double[] squares, double rows) implements Serializable {
  /** B = 0, λ = 1. */
  static SideWeights none(int rank) {
    return new SideWeights(1, new double[rank * rank], 0);
  }

  /** With another BᵀB, of so many rows. */
  SideWeights with(double[] otherSquares, double otherRows) {
    return new SideWeights(precision, otherSquares, otherRows);
  }

  /** With another λ. */
  SideWeights with(double otherPrecision) {
    return new SideWeights(otherPrecision, squares, rows);
  }

  /**
   * With λ drawn, whose prior is Gamma(½, rate ½).
   *
   * @param lambda lower triangle of Λ, {@code K x K}
   */
  SideWeights drawn(double[] lambda, int rank, Draws draws) {
    double shape = 0.5 + rows * rank / 2;
    return with(draws.gamma(shape) / (0.5 + trace(lambda, rank) / 2));
  }

  /** tr(Λ BᵀB). */
  private double trace(double[] lambda, int rank) {
    double trace = 0;
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j <= i; j++) {
        double term = lambda[i * rank + j] * squares[i * rank + j];
        trace += i == j ? term : 2 * term;
      }
    }
    return trace;
  }
}
