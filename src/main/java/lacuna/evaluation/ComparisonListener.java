// Who hears of a comparison's progress.
package lacuna.evaluation;

import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.TrainingListener;

/** Hears of a comparison's steps on the driver, in the order in which they happen. */
public interface ComparisonListener extends TrainingListener {
  /** Hears nothing. */
  ComparisonListener NONE = new ComparisonListener() {};

  /** A method begins one of its trainings. */
  default void trainingStarted(String method, Phase phase) {}

  @Override
  default void epochEnded(String method, EpochRecord record, int planned) {}

  /**
   * A method has ended one of its trainings.
   *
   * @param status how it ended
   * @param seconds it took
   * @param note one line, or empty
   */
  default void trainingEnded(
      String method, Phase phase, MethodResult.Status status, double seconds, String note) {}

  /**
   * A step around the trainings has ended.
   *
   * @param step what was done, such as {@code blocking} or {@code scoring}
   * @param seconds it took
   */
  default void stepEnded(String step, double seconds) {}

  /** Something that is not as asked for, in one line. */
  default void warned(String line) {}
}
