// One iteration of a solver of whole rows, written once for one task and for many workers.
package lacuna.factorisation;

import java.io.Serializable;

/**
 * A solver as a sequence of iterations. Sent to the workers; holds nothing that changes.
 *
 * @param <S> what is carried from one iteration to the next beside the rows: an immutable value
 */
public interface RowProgram<S extends Serializable> extends Serializable {
  /** Runs an iteration and returns what is carried on. */
  S next(RowPasses passes, S before);

  /** Whether another iteration follows. */
  boolean running(S state);
}
