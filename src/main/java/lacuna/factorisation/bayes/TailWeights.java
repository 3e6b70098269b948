// Draws what each rating of a row counts for under noise with tails.
package lacuna.factorisation.bayes;

import lacuna.CounterRandom.Purpose;
import lacuna.blocks.RowBlock;
import lacuna.blocks.Stripe;
import lacuna.factorisation.RowWeights;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * τ of every rating of a row from its conditional given the row as it stands, just before the row
 * is drawn given τ; see {@link Noise}.
 *
 * <p>Decision: no τ is kept; each half-sweep draws its own. Because: a draw from a conditional can
 * be made as often as one likes, and is forgotten as soon as what depends on it has been drawn;
 * kept, it would take 8 bytes for every rating and have to move between the two sides. Costs: one
 * inner product and one gamma number more for each rating and half-sweep.
 */
final class TailWeights implements RowWeights {
  private final RowDrawPass pass;
  private final SideRows rows;
  private final Draws draws = new Draws();
  private final RowProducts products;
  private final float[] own;
  private final float[] next;
  private float[] squares = new float[0];
  private float[] taus = squares;
  private RowBlock block;
  private float[] factors;
  private int first;
  private final Noise.Mixing mixing;

  TailWeights(RowDrawPass pass, SideRows rows) {
    this.pass = pass;
    this.rows = rows;
    int rank = pass.law().rank();
    this.products = RowProducts.transposed(pass.law().factor(), rank);
    this.own = new float[Lanes.stride(rank)];
    this.next = new float[RowProducts.ROWS * own.length];
    this.mixing = pass.noise().mixing();
  }

  @Override
  public void begin(RowBlock of, int row, int span) {
    if (block != of) {
      block = of;
      factors = rows.column(of.stripe() - rows.ratings()[0].stripe(), Stripe.FACTORS);
      first = Integer.MAX_VALUE;
    }
    if (row < first || row >= first + RowProducts.ROWS) {
      // Those that follow are still as they were when it is their turn: only who is given a row
      // changes it.
      int count = Math.min(RowProducts.ROWS, block.rows() - row);
      products.write(factors, row * own.length, count, next, 0);
      first = row;
    }
    System.arraycopy(next, (row - first) * own.length, own, 0, own.length);
    long key = (long) block.key(row) << Integer.SIZE | span;
    draws.of(pass.seed(), Purpose.GIBBS_WEIGHTS, pass.turn(), key);
  }

  @Override
  public float[] row() {
    return own;
  }

  @Override
  public void weigh(float[] targets, float[] products, float[] weights, int count) {
    if (squares.length < count) {
      squares = new float[count];
      taus = new float[count];
    }
    for (int n = 0; n < count; n++) {
      float error = targets[n] - products[n];
      squares[n] = weights[n] * (error * error);
    }
    mixing.draw(draws, squares, taus, count);
    for (int n = 0; n < count; n++) {
      weights[n] *= taus[n];
    }
  }
}
