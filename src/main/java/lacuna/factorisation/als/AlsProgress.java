// How far an alternating least squares training has come.
package lacuna.factorisation.als;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Progress.Outcome;

/**
 * The state between two iterations.
 *
 * @param outcome whether to go on
 * @param history an entry for each iteration so far
 */
record AlsProgress(Outcome outcome, List<EpochRecord> history) implements Serializable {
  static final AlsProgress START = new AlsProgress(Outcome.RUNNING, List.of());

  /** Iterations done. */
  int done() {
    return history.size();
  }

  AlsProgress after(EpochRecord iteration, Outcome now) {
    List<EpochRecord> longer = new ArrayList<>(history);
    longer.add(iteration);
    return new AlsProgress(now, longer);
  }
}
