// The distribution that one side's rows are drawn from: a sampled value, replaced in each sweep.
package lacuna.factorisation.bayes;

import java.io.Serializable;
import lacuna.kernels.Cholesky;

/**
 * Rows of a side are N(μ + Bᵀx, Λ⁻¹). B itself stands in a column of the other side's stripes; what
 * is here of it is what its prior needs. Arrays are shared and not to be written to.
 *
 * @param mean μ, K entries
 * @param factor lower Cholesky factor L of Λ, {@code K x K}
 * @param inverse L⁻¹, likewise
 * @param sidePrecision λ_B; rows of B are N(0, (λ_B Λ)⁻¹)
 * @param sideSquares lower triangle of BᵀB, {@code K x K}
 * @param sideRows rows of B; 0 while there is none
 */
record SideLaw(
    double[] mean,
    double[] factor,
    double[] inverse,
    double sidePrecision,
    double[] sideSquares,
    double sideRows)
    implements Serializable {
  /** μ = 0, Λ = I, B = 0. */
  static SideLaw start(int rank) {
    double[] identity = new double[rank * rank];
    for (int k = 0; k < rank; k++) {
      identity[k * rank + k] = 1;
    }
    return new SideLaw(new double[rank], identity, identity, 1, new double[rank * rank], 0);
  }

  /** With another μ and Λ. */
  SideLaw with(double[] otherMean, double[] precision) {
    int rank = otherMean.length;
    double[] lower = precision.clone();
    if (!Cholesky.factor(lower, rank, rank)) {
      throw new ArithmeticException("the precision of the rows is not positive definite");
    }
    return new SideLaw(
        otherMean,
        lower,
        Cholesky.inverse(lower, rank, rank),
        sidePrecision,
        sideSquares,
        sideRows);
  }

  /** With another BᵀB, of so many rows. */
  SideLaw withSide(double[] squares, double rows) {
    return new SideLaw(mean, factor, inverse, sidePrecision, squares, rows);
  }

  /** With another μ. */
  SideLaw withMean(double[] otherMean) {
    return new SideLaw(otherMean, factor, inverse, sidePrecision, sideSquares, sideRows);
  }

  /** With another λ_B. */
  SideLaw withSidePrecision(double precision) {
    return new SideLaw(mean, factor, inverse, precision, sideSquares, sideRows);
  }

  int rank() {
    return mean.length;
  }

  /** Lower triangle of Λ. */
  double[] precision() {
    int rank = rank();
    double[] product = new double[rank * rank];
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k <= j; k++) {
          sum += factor[i * rank + k] * factor[j * rank + k];
        }
        product[i * rank + j] = sum;
      }
    }
    return product;
  }

  /** tr(Λ BᵀB). */
  double sideTrace() {
    int rank = rank();
    double[] precision = precision();
    double trace = 0;
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j <= i; j++) {
        double term = precision[i * rank + j] * sideSquares[i * rank + j];
        trace += i == j ? term : 2 * term;
      }
    }
    return trace;
  }

  /** Draws from N(0, Λ⁻¹). */
  void noise(Draws draws, double[] scratch, double[] out) {
    for (int k = 0; k < rank(); k++) {
      scratch[k] = draws.normal();
    }
    Cholesky.transposedTimes(inverse, rank(), scratch, out);
  }
}
