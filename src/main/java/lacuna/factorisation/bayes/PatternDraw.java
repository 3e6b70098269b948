// Draws B, the weights of the rating pattern, by conjugate gradients for all columns at once.
package lacuna.factorisation.bayes;

import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.RowPasses;

/**
 * The Macau sampler (Simm and others 2017): B solves {@code (XᵀX + λ_B I) B = Xᵀ(P − μ + E₁) + √λ_B
 * E₂} with rows of E from N(0, Λ⁻¹), which makes it a draw from its conditional. X has 1/√n_u where
 * user u has rated an item, so that products with X and Xᵀ are passes over the ratings along either
 * side; B stands with the other side.
 *
 * <p>Conjugate gradients from zero with the diagonal as preconditioner (Saad 2003, algorithm 9.1),
 * each of the K columns with steps of its own, in float with inner products in double.
 *
 * @param side whose rows have the prior with B
 * @param rank K
 * @param tolerance on every column's residual relative to its right-hand side
 * @param mostSteps steps after which the solution is taken as it is
 */
record PatternDraw(Side side, int rank, double tolerance, int mostSteps) {
  /**
   * What was done.
   *
   * @param steps of conjugate gradients
   * @param residual the greatest relative one of all columns
   */
  record Outcome(int steps, double residual) {}

  private Side other() {
    return side == Side.USERS ? Side.ITEMS : Side.USERS;
  }

  /** Draws B into the other side's column {@link ShiftPass#BETA}. */
  Outcome run(RowPasses passes, SideLaw law, long seed, long turn) {
    passes.run(side, new NoisyRowsPass(law, seed, turn));
    double[] sums = passes.run(other(), new RightHandSidePass(law, seed, turn));
    double[] start = part(sums, 1);
    double[] product = part(sums, 0);
    double residual = start(start);
    int steps = 0;
    while (residual > tolerance && steps < mostSteps) {
      passes.run(side, new ProductPass(rank));
      double[] curvature = passes.run(other(), new CurvaturePass(rank, law.pattern().precision()));
      sums =
          passes.run(
              other(), new AdvancePass(rank, law.pattern().precision(), ratio(product, curvature)));
      double[] next = part(sums, 0);
      passes.run(other(), new DirectionPass(rank, ratio(next, product)));
      product = next;
      residual = residual(part(sums, 1), start);
      steps++;
    }
    return new Outcome(steps, residual);
  }

  private static double start(double[] squares) {
    for (double square : squares) {
      if (square > 0) {
        return 1;
      }
    }
    return 0;
  }

  private double[] part(double[] sums, int number) {
    return java.util.Arrays.copyOfRange(sums, number * rank, (number + 1) * rank);
  }

  private static double[] ratio(double[] above, double[] below) {
    double[] ratio = new double[above.length];
    for (int k = 0; k < ratio.length; k++) {
      ratio[k] = below[k] > 0 ? above[k] / below[k] : 0;
    }
    return ratio;
  }

  private static double residual(double[] squares, double[] start) {
    double greatest = 0;
    for (int k = 0; k < squares.length; k++) {
      greatest = Math.max(greatest, start[k] > 0 ? squares[k] / start[k] : 0);
    }
    return Math.sqrt(greatest);
  }
}
