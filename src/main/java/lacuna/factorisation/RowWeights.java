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

  /**
   * What the next rating counts for.
   *
   * @param target of the rating
   * @param weight that it came with
   * @param h the other side's row is here
   * @param at its first entry
   * @return the whole weight, 0 or above
   */
  double of(float target, float weight, float[] h, int at);
}
