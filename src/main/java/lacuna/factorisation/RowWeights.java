// What a rating counts for in its row's sums, beside the weight that it came with.
package lacuna.factorisation;

import lacuna.blocks.RowBlock;

/**
 * Weighs the ratings of a row while they are added up, so that no weight is kept. Serves one
 * thread. A row of many ratings is weighed in spans, maybe by several of these side by side, and
 * maybe twice: the same span has to come out the same.
 */
public interface RowWeights {
  /**
   * Begins with a span of a row, whose ratings follow in order.
   *
   * @param span its number, from 0; all of a row but the last are of one length
   */
  void begin(RowBlock block, int row, int span);

  /** The row as it stands, as {@code stride} entries: {@link #weigh} is given products with it. */
  float[] row();

  /**
   * What the next ratings count for.
   *
   * @param targets of the ratings
   * @param products of the row and the other side's rows
   * @param weights that they came with; the whole weights, 0 or above, take their place
   * @param count so many of them
   */
  void weigh(float[] targets, float[] products, float[] weights, int count);
}
