// A worker's share of one side, as a pass sees it.
package lacuna.factorisation;

import java.util.function.IntConsumer;
import lacuna.blocks.ParallelLoop;
import lacuna.blocks.RowBlock;
import lacuna.blocks.Stripe;

/**
 * The stripes of one side that a worker holds, with their ratings row by row, and one column of the
 * other side. The array of stripes is replaced in place by {@link #put}.
 *
 * @param ratings training ratings of each stripe
 * @param own the stripes
 * @param other the column asked for, by stripe of the whole other side; null where none was
 * @param blocks the worker's rating blocks of all roles; null on the items' side and where there
 *     are none
 * @param sampled predictions added up over samples, see {@link SampledBlock}; null likewise
 * @param threads threads to use
 */
public record SideRows(
    RowBlock[] ratings,
    Stripe[] own,
    float[][] other,
    WorkerBlocks blocks,
    SampledBlock[] sampled,
    int threads) {
  /** Runs a body for the number of each stripe, several at a time. */
  public void eachStripe(IntConsumer body) {
    ParallelLoop.run(own.length, threads, body);
  }

  /** A column of the k-th stripe, which may be written to; null when there is none. */
  public float[] column(int k, String name) {
    return own[k].column(name);
  }

  /** A column of the k-th stripe, made of zeros where there is none of that width yet. */
  public float[] columnOf(int k, String name, int width) {
    float[] values = own[k].column(name);
    if (values == null || values.length != own[k].rows() * width) {
      values = new float[Math.multiplyExact(own[k].rows(), width)];
      put(k, name, values);
    }
    return values;
  }

  /** Adds or replaces a column of the k-th stripe. */
  public void put(int k, String name, float[] values) {
    own[k] = own[k].with(name, values);
  }
}
