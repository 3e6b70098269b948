// One step over all rows of a side, as solvers of whole rows write it.
package lacuna.factorisation;

import java.io.Serializable;

/**
 * A pass over the rows of one side. It changes columns of its own side's stripes and may look at
 * one column of the other side, whole. What it does to a row depends on that row, its ratings and
 * that column alone, so that it is the same for every number of workers and threads.
 */
public interface RowPass extends Serializable {
  /** The column of the other side that is needed whole; null for none. */
  String reads();

  /**
   * Runs on a worker's share of the side.
   *
   * @param rows the share; arrays of its own stripes are the pass's to write to
   * @return some sums for each of its stripes, in their order; null where there is nothing to sum
   */
  double[][] run(SideRows rows);
}
