// What is asked of a solver in one of a method's two trainings.
package lacuna.factorisation;

import java.util.OptionalInt;
import lacuna.checkpoints.TrainingCheckpoints;
import lacuna.factorisation.EpochRecord.Phase;

/**
 * One training of a method.
 *
 * @param phase search or final
 * @param epochs fixed number of epochs that an earlier search chose; empty to train as the settings
 *     say
 * @param keepBest whether the model is that of the best validation epoch rather than of the last
 * @param checkpoints what the training goes on from and where it keeps its state
 */
public record TrainingTask(
    Phase phase, OptionalInt epochs, boolean keepBest, TrainingCheckpoints checkpoints) {
  /** Look for the best number of epochs; the model itself is thrown away. */
  public static TrainingTask search() {
    return new TrainingTask(Phase.SEARCH, OptionalInt.empty(), false, TrainingCheckpoints.NONE);
  }

  /** Train once more for a number of epochs that is already known. */
  public static TrainingTask refit(int epochs) {
    return new TrainingTask(Phase.FINAL, OptionalInt.of(epochs), false, TrainingCheckpoints.NONE);
  }

  /**
   * Train once as the settings say and keep the best epoch's factors where there is a validation
   * part.
   */
  public static TrainingTask only() {
    return new TrainingTask(Phase.FINAL, OptionalInt.empty(), true, TrainingCheckpoints.NONE);
  }

  /** The same with checkpoints. */
  public TrainingTask with(TrainingCheckpoints kept) {
    return new TrainingTask(phase, epochs, keepBest, kept);
  }
}
