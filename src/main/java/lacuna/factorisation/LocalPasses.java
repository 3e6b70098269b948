// Passes over rows that are all at hand: in one task, or in a test without Spark.
package lacuna.factorisation;

import java.util.Objects;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.RowBlock;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Initialisation.Side;

/**
 * All stripes of both sides in one JVM. The stripes' arrays are changed in place: hand in a task's
 * own copy.
 */
public final class LocalPasses implements RowPasses {
  private final SideRows users;
  private final SideRows items;

  /**
   * @param userRatings training ratings of all user stripes, row by row
   * @param itemRatings the same ratings by items
   * @param state all stripes, this object's to change
   * @param blocks rating blocks of all roles, or null
   * @param sampled sums over samples, this object's to change, or null
   */
  public LocalPasses(
      RowBlock[] userRatings,
      RowBlock[] itemRatings,
      WorkerState state,
      WorkerBlocks blocks,
      SampledBlock[] sampled,
      int threads) {
    this.users = new SideRows(userRatings, state.users(), null, blocks, sampled, threads);
    this.items = new SideRows(itemRatings, state.items(), null, null, null, threads);
  }

  @Override
  public double[] run(Side side, RowPass pass) {
    SideRows own = side == Side.USERS ? users : items;
    SideRows other = side == Side.USERS ? items : users;
    return joined(
        pass.run(
            new SideRows(
                own.ratings(),
                own.own(),
                pass.reads() == null ? null : column(other.own(), pass.reads()),
                own.blocks(),
                own.sampled(),
                own.threads())));
  }

  /** A column of several stripes, in their order. */
  static float[][] column(Stripe[] stripes, String name) {
    float[][] column = new float[stripes.length][];
    for (int k = 0; k < column.length; k++) {
      column[k] = Objects.requireNonNull(stripes[k].column(name), name);
    }
    return column;
  }

  static double[] joined(double[][] sums) {
    return sums == null ? null : DyadicSum.ofArrays(sums);
  }
}
