// Which rows of a tile's two stripes no training rating speaks of.
package lacuna.evaluation;

import java.util.BitSet;
import lacuna.blocks.Axis;

/**
 * Rows without training ratings.
 *
 * @param users rows of the user stripe
 * @param items rows of the item stripe
 */
record ColdRows(BitSet users, BitSet items) {
  /** The cold rows of one stripe. */
  static BitSet of(Axis axis, int stripe, int[] counts) {
    BitSet cold = new BitSet(axis.rows(stripe));
    for (int row = 0; row < axis.rows(stripe); row++) {
      if (counts[axis.idAt(stripe, row)] == 0) {
        cold.set(row);
      }
    }
    return cold;
  }

  /** The cold rows of every stripe of a side. */
  static BitSet[] of(Axis axis, int[] counts) {
    BitSet[] cold = new BitSet[axis.stripes()];
    for (int stripe = 0; stripe < cold.length; stripe++) {
      cold[stripe] = of(axis, stripe, counts);
    }
    return cold;
  }

  boolean any() {
    return !users.isEmpty() || !items.isEmpty();
  }

  boolean user(int row) {
    return users.get(row);
  }

  boolean item(int row) {
    return items.get(row);
  }
}
