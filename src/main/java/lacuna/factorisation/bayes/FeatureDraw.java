// Draws B of the features, by one dense system.
package lacuna.factorisation.bayes;

import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.RowPasses;
import lacuna.kernels.Cholesky;

/**
 * B given everything else, the pattern's part of it too: with A = XᵀX + λ_F I and D = P − μ less
 * what the pattern adds, columns mix by Λ⁻¹ and rows by A⁻¹ about A⁻¹XᵀD. With A = C Cᵀ that is
 * C⁻ᵀ(C⁻¹XᵀD + E), rows of E from N(0, Λ⁻¹).
 *
 * <p>Decision: a dense system, for the driver or whoever decides. Because: features are few, and
 * one factor of A serves all K columns. Costs: names³/3 for each draw.
 *
 * @param side whose features they are
 * @param gram lower triangle of XᵀX over rows with ratings, {@code names x names}
 */
record FeatureDraw(Side side, double[] gram) {
  /** The law with another B of the features; the rows' shifts follow it. */
  SideLaw run(RowPasses passes, SideLaw law, Draws draws) {
    int names = (int) Math.round(Math.sqrt(gram.length));
    int rank = law.rank();
    double[] moments = passes.run(side, new FeatureMomentsPass(law.mean(), names));
    double[] system = gram.clone();
    for (int n = 0; n < names; n++) {
      system[n * names + n] += law.features().precision();
    }
    if (!Cholesky.factor(system, names, names)) {
      throw new ArithmeticException("the precision of the features' weights is not positive");
    }
    double[] noise = new double[names * rank];
    double[] scratch = new double[rank];
    double[] drawn = new double[rank];
    for (int n = 0; n < names; n++) {
      law.noise(draws, scratch, drawn);
      System.arraycopy(drawn, 0, noise, n * rank, rank);
    }
    double[] weights = new double[names * rank];
    double[] column = new double[names];
    for (int k = 0; k < rank; k++) {
      for (int n = 0; n < names; n++) {
        column[n] = moments[n * rank + k];
      }
      Cholesky.solveLower(system, names, names, column);
      for (int n = 0; n < names; n++) {
        column[n] += noise[n * rank + k];
      }
      Cholesky.solveUpper(system, names, names, column);
      for (int n = 0; n < names; n++) {
        weights[n * rank + k] = column[n];
      }
    }
    passes.run(side, new FeatureShiftPass(rank, weights));
    return law.withFeatures(law.features().with(squares(weights, rank), names));
  }

  private static double[] squares(double[] weights, int rank) {
    double[] squares = new double[rank * rank];
    for (int at = 0; at < weights.length; at += rank) {
      for (int i = 0; i < rank; i++) {
        for (int j = 0; j <= i; j++) {
          squares[i * rank + j] += weights[at + i] * weights[at + j];
        }
      }
    }
    return squares;
  }
}
