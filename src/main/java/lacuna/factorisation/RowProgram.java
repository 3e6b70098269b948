// One iteration of a solver of whole rows, written once for one task and for many workers.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.List;

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

  /** What is told of the iterations done, an entry for each. */
  List<EpochRecord> history(S state);

  /** Type of what is carried: a record that a checkpoint can hold. */
  Class<S> carried();

  /** Factors of a row, to reckon what a checkpoint takes. */
  int rank();
}
