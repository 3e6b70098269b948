// What a sample's errors say of the law of the noise.
package lacuna.factorisation.bayes;

import java.io.Serializable;
import lacuna.CounterRandom.Purpose;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.RatingBlock;
import lacuna.factorisation.RowSums.Target;

/**
 * One sum over the training ratings, of whichever step comes next:
 *
 * <ul>
 *   <li>for α: Σ τwε², each τ drawn from its conditional and forgotten; then α ~ Gamma(1 + n/2,
 *       rate 1 + Σ/2);
 *   <li>for ν: how much likelier another law makes the errors, with τ integrated out; then a
 *       Metropolis step there, see {@link Noise#proposed}.
 * </ul>
 *
 * <p>Decision: the two take turns, one a sweep, where the noise may have tails. Because: each needs
 * all errors under the law that the other has just drawn, and errors are there once a sweep. Costs:
 * α is drawn every other sweep.
 *
 * @param law of the noise as it is
 * @param other where a Metropolis step would go; null for α's turn
 * @param seed of the run
 * @param sweep number of this sweep
 */
record NoiseEvidence(Noise law, Noise other, long seed, int sweep) implements Serializable {
  /** The sum over one block, tile by tile. */
  double of(RatingBlock block, float[] predictions, Target target) {
    double[] tiles = new double[block.itemStripes()];
    Draws draws = new Draws();
    float[] ratings = block.ratings();
    for (int tile = 0; tile < tiles.length; tile++) {
      int from = block.tileStart(tile);
      int to = block.tileStart(tile + 1);
      float[] squares = new float[to - from];
      for (int t = from; t < to; t++) {
        float error = target.of(ratings[t]) - predictions[t];
        squares[t - from] = block.weight(t) * (error * error);
      }
      long key = (long) block.userStripe() << Integer.SIZE | tile;
      draws.of(seed, Purpose.GIBBS_WEIGHTS, -1 - sweep, key);
      tiles[tile] = other == null ? mixed(squares, draws) : gained(squares);
    }
    return DyadicSum.of(tiles);
  }

  private double mixed(float[] squares, Draws draws) {
    float[] taus = new float[squares.length];
    law.mixing().draw(draws, squares, taus, taus.length);
    double sum = 0;
    for (int n = 0; n < taus.length; n++) {
      sum += (double) taus[n] * squares[n];
    }
    return sum;
  }

  private double gained(float[] squares) {
    Noise.LogLikelihood here = new Noise.LogLikelihood(law);
    Noise.LogLikelihood there = new Noise.LogLikelihood(other);
    for (float square : squares) {
      here.add(square);
      there.add(square);
    }
    return there.value() - here.value();
  }

  /**
   * The law of the noise that is drawn.
   *
   * @param sum over all blocks
   * @param ratings so many of them
   */
  Noise draw(double sum, long ratings, Draws draws) {
    if (other == null) {
      return law.with(draws.gamma(1 + ratings / 2.0) / (1 + sum / 2));
    }
    return law.takes(other, sum, ratings, draws) ? other : law;
  }
}
