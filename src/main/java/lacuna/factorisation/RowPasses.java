// The seam between solvers of whole rows and where their rows are: one task, or many workers.
package lacuna.factorisation;

import lacuna.factorisation.Initialisation.Side;

/**
 * Runs passes over the rows of both sides. A solver is then written once: as a sequence of passes
 * and of decisions on their sums.
 */
public interface RowPasses {
  /**
   * Runs a pass over all rows of a side.
   *
   * @return its sums joined as a tree over the side's stripes; null where it has none
   */
  double[] run(Side side, RowPass pass);
}
