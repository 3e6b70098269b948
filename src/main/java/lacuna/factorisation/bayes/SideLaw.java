// The distribution that one side's rows are drawn from: a sampled value, replaced in each sweep.
package lacuna.factorisation.bayes;

import java.io.Serializable;
import lacuna.kernels.Cholesky;

/**
 * Rows of a side are N(μ + Bᵀx, Λ⁻¹). B itself is not here: that of the pattern stands in a column
 * of the other side's stripes, and that of the features is forgotten once the rows' shifts are
 * made. What is here of it is what its prior needs. Arrays are shared and not to be written to.
 *
 * @param mean μ, K entries
 * @param factor lower Cholesky factor L of Λ, {@code K x K}
 * @param inverse L⁻¹, likewise
 * @param pattern of the pattern's B
 * @param features of the features' B
 * @param unknown lower Cholesky factor of the covariance that rows without ratings have instead,
 *     see {@link UnknownRows}; empty where they have none of their own
 */
record SideLaw(
    double[] mean,
    double[] factor,
    double[] inverse,
    SideWeights pattern,
    SideWeights features,
    double[] unknown)
    implements Serializable {
  /** μ = 0, Λ = I, B = 0. */
  static SideLaw start(int rank) {
    double[] identity = new double[rank * rank];
    for (int k = 0; k < rank; k++) {
      identity[k * rank + k] = 1;
    }
    SideWeights none = SideWeights.none(rank);
    return new SideLaw(new double[rank], identity, identity, none, none, new double[0]);
  }

  /** With another μ and Λ. */
  SideLaw with(double[] otherMean, double[] precision) {
    int rank = otherMean.length;
    double[] lower = precision.clone();
    if (!Cholesky.factor(lower, rank, rank)) {
      throw new ArithmeticException("the precision of the rows is not positive definite");
    }
    return new SideLaw(
        otherMean, lower, Cholesky.inverse(lower, rank, rank), pattern, features, unknown);
  }

  /** With another block of the pattern. */
  SideLaw withPattern(SideWeights weights) {
    return new SideLaw(mean, factor, inverse, weights, features, unknown);
  }

  /** With another block of the features. */
  SideLaw withFeatures(SideWeights weights) {
    return new SideLaw(mean, factor, inverse, pattern, weights, unknown);
  }

  /** With another μ. */
  SideLaw withMean(double[] otherMean) {
    return new SideLaw(otherMean, factor, inverse, pattern, features, unknown);
  }

  /** With another covariance of rows without ratings. */
  SideLaw withUnknown(double[] otherUnknown) {
    return new SideLaw(mean, factor, inverse, pattern, features, otherUnknown);
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

  /** Draws from N(0, Λ⁻¹). */
  void noise(Draws draws, double[] scratch, double[] out) {
    for (int k = 0; k < rank(); k++) {
      scratch[k] = draws.normal();
    }
    Cholesky.transposedTimes(inverse, rank(), scratch, out);
  }
}
