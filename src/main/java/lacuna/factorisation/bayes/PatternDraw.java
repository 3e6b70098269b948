// Draws B, the weights of the rating pattern, by conjugate gradients for all columns at once.
package lacuna.factorisation.bayes;

import java.util.Arrays;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.RowPasses;

/**
 * The Macau sampler (Simm and others 2017): B solves {@code (XᵀX + λ_B I) B = Xᵀ(P − μ + E₁) + √λ_B
 * E₂} with rows of E from N(0, Λ⁻¹), which makes it a draw from its conditional. X has 1/√n_u where
 * user u has rated an item, so that products with X and Xᵀ are passes over the ratings along either
 * side; B stands with the other side.
 *
 * <p>Conjugate gradients from zero with the diagonal as preconditioner, for a block of K columns
 * (O'Leary 1980): each step goes to where the error of every column is least among all that the K
 * directions span. α = (PᵀQ)⁻¹PᵀR and β = −(PᵀQ)⁻¹QᵀZ with Q the directions' image, by {@link
 * DirectionSystem}. In float, with inner products of {@value GradientColumns#ROWS} rows at a time
 * joined in double.
 *
 * <p>Decision: one block, not K columns with steps of their own. Because: a step is two sums of
 * rows over all ratings, and half as many do: on 10 million generated ratings at rank 32, with λ_B
 * of 1, 11 and 12 steps to 1e-4 for 27 and 22, and 8 for 19 with λ_B of 10. Costs: three products
 * of K x K matrices with B and three of B with B in each step, a tenth to a quarter of its time.
 *
 * <p>Decision: rows of B times L, Λ = L Lᵀ, while it is drawn. Because: the columns' noise is then
 * independent and of one size, so that the directions are as far apart as can be. Costs: none, the
 * noise itself needs no L⁻¹ then.
 *
 * @param side whose rows have the prior with B
 * @param rank K
 * @param tolerance on the residual of every column of B L, relative to its right-hand side
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
    double[] start = squares(sums);
    double residual = start(start);
    int steps = 0;
    while (residual > tolerance && steps < mostSteps) {
      passes.run(side, new ProductPass(rank));
      double ridge = law.pattern().precision();
      DirectionSystem system =
          new DirectionSystem(passes.run(other(), new CurvaturePass(rank, ridge)), rank);
      double[] moved = passes.run(other(), new AdvancePass(rank, ridge, system.solve(sums)));
      double[] share = system.solve(moved);
      for (int k = 0; k < share.length; k++) {
        share[k] = -share[k];
      }
      sums = passes.run(other(), new DirectionPass(rank, share));
      residual = residual(squares(moved), start);
      steps++;
    }
    passes.run(other(), new UnwhitenPass(rank, law.inverse()));
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

  /** What follows the matrix. */
  private double[] squares(double[] sums) {
    return Arrays.copyOfRange(sums, rank * rank, sums.length);
  }

  private static double residual(double[] squares, double[] start) {
    double greatest = 0;
    for (int k = 0; k < squares.length; k++) {
      greatest = Math.max(greatest, start[k] > 0 ? squares[k] / start[k] : 0);
    }
    return Math.sqrt(greatest);
  }
}
