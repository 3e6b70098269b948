// Draws the mean and precision of one side's rows, given the rows.
package lacuna.factorisation.bayes;

import lacuna.kernels.Cholesky;

/**
 * The conditional of (μ, Λ) under the Normal-Wishart prior μ₀ = 0, β₀ = 2, ν₀ = K, W₀ = I
 * (Salakhutdinov and Mnih 2008), with the rows of B, whose prior has Λ in it too, among the
 * evidence (Simm and others 2017).
 */
final class NormalWishart {
  static final double BETA = 2;

  private NormalWishart() {}

  /**
   * What the rows say.
   *
   * @param rows n
   * @param sum Σ d, K entries
   * @param squares lower triangle of Σ d dᵀ, {@code K x K}
   */
  record Evidence(double rows, double[] sum, double[] squares) {
    /** Of nothing: the prior. */
    static Evidence none(int rank) {
      return new Evidence(0, new double[rank], new double[rank * rank]);
    }
  }

  /**
   * Draws Λ and, at once after it, μ.
   *
   * @param before whose λ and BᵀB of both blocks count
   * @param sideInScale false leaves λ BᵀB out of the scale: a wrong sampler, for the test that has
   *     to find it
   */
  static SideLaw draw(SideLaw before, Evidence evidence, Draws draws, boolean sideInScale) {
    int rank = before.rank();
    double n = evidence.rows;
    double[] scale = new double[rank * rank];
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j <= i; j++) {
        // Σ(d − d̄)(d − d̄)ᵀ + β₀n/(β₀+n) d̄d̄ᵀ = Σddᵀ − (Σd)(Σd)ᵀ/(β₀+n)
        double about = evidence.sum[i] * evidence.sum[j] / (BETA + n);
        int at = i * rank + j;
        double side =
            before.pattern().precision() * before.pattern().squares()[at]
                + before.features().precision() * before.features().squares()[at];
        scale[at] = (i == j ? 1 : 0) + evidence.squares[at] - about + (sideInScale ? side : 0);
      }
    }
    double rows = n + before.pattern().rows() + before.features().rows();
    double[] precision = wishart(scale, rank, rank + rows, draws);
    SideLaw law = before.with(new double[rank], precision);
    double[] scratch = new double[rank];
    double[] mean = new double[rank];
    law.noise(draws, scratch, mean);
    for (int k = 0; k < rank; k++) {
      mean[k] = evidence.sum[k] / (BETA + n) + mean[k] / StrictMath.sqrt(BETA + n);
    }
    return law.withMean(mean);
  }

  /**
   * The lower triangle of a Wishart matrix with scale S⁻¹, by Bartlett's decomposition: S = C Cᵀ, Λ
   * = (C⁻ᵀA)(C⁻ᵀA)ᵀ.
   */
  private static double[] wishart(double[] inverseScale, int rank, double degrees, Draws draws) {
    double[] lower = inverseScale.clone();
    if (!Cholesky.factor(lower, rank, rank)) {
      throw new ArithmeticException("the scale of the Wishart draw is not positive definite");
    }
    double[] inverse = Cholesky.inverse(lower, rank, rank);
    double[] bartlett = new double[rank * rank];
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < i; j++) {
        bartlett[i * rank + j] = draws.normal();
      }
      bartlett[i * rank + i] = StrictMath.sqrt(2 * draws.gamma((degrees - i) / 2));
    }
    double[] root = new double[rank * rank];
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < rank; j++) {
        for (int k = Math.max(i, j); k < rank; k++) {
          root[i * rank + j] += inverse[k * rank + i] * bartlett[k * rank + j];
        }
      }
    }
    double[] product = new double[rank * rank];
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j <= i; j++) {
        for (int k = 0; k < rank; k++) {
          product[i * rank + j] += root[i * rank + k] * root[j * rank + k];
        }
      }
    }
    return product;
  }
}
