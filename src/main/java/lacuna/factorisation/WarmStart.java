// Rows of an earlier model that a training begins with in place of random ones.
package lacuna.factorisation;

import java.io.Serializable;
import lacuna.blocks.Axis;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Initialisation.Side;
import lacuna.kernels.Lanes;

/**
 * Rows by id of this training's ratings. An id that the earlier model did not have starts at
 * random, and so does nothing else: the bits of a training depend on these rows as they do on the
 * seed. A class of plain fields, since it is broadcast.
 */
public final class WarmStart implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[][] users;
  private final float[] userBiases;
  private final float[][] items;
  private final float[] itemBiases;

  /**
   * Takes the arrays as they are.
   *
   * @param users factors by id, null for an unknown one
   * @param userBiases by id; of no account in a model without biases
   * @param items likewise
   * @param itemBiases likewise
   */
  public WarmStart(float[][] users, float[] userBiases, float[][] items, float[] itemBiases) {
    this.users = users;
    this.userBiases = userBiases;
    this.items = items;
    this.itemBiases = itemBiases;
  }

  /** A first stripe with the known rows in place; rows without ratings stay as they are. */
  Stripe over(Side side, Axis axis, int[] counts, Stripe first) {
    float[][] rows = side == Side.USERS ? users : items;
    float[] biases = side == Side.USERS ? userBiases : itemBiases;
    float[] factors = first.column(Stripe.FACTORS).clone();
    float[] bias = first.column(Stripe.BIAS) == null ? null : first.column(Stripe.BIAS).clone();
    for (int row = 0; row < first.rows(); row++) {
      int id = axis.idAt(first.index(), row);
      if (counts[id] > 0 && rows[id] != null) {
        System.arraycopy(
            rows[id], 0, factors, row * Lanes.stride(rows[id].length), rows[id].length);
        if (bias != null) {
          bias[row] = biases[id];
        }
      }
    }
    Stripe started = first.with(Stripe.FACTORS, factors);
    return bias == null ? started : started.with(Stripe.BIAS, bias);
  }
}
