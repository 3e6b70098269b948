// One line of a training's history.
package lacuna.factorisation;

import java.io.Serializable;

/**
 * One epoch (or iteration) of a method. Figures that do not exist are NaN.
 *
 * @param phase search (with the validation part held back) or final
 * @param epoch counted from 1
 * @param trainSse sum of squared errors over the training ratings; of sgd as met during the epoch,
 *     of others exact at its end
 * @param trainCount number of training ratings
 * @param validationRmse at the epoch's end
 * @param testRmse at the epoch's end; reported, never used
 * @param objective F of the epoch, with its regularisation at the epoch's end
 * @param stepSize of the factors in this epoch
 * @param seconds the epoch took
 */
public record EpochRecord(
    Phase phase,
    int epoch,
    double trainSse,
    long trainCount,
    double validationRmse,
    double testRmse,
    double objective,
    double stepSize,
    double seconds)
    implements Serializable {
  /** Which of the two trainings of a method an epoch belongs to. */
  public enum Phase {
    /** The validation part is held back to choose the number of epochs. */
    SEARCH,
    /** What the model comes from. */
    FINAL
  }

  /** Root of the mean squared training error. */
  public double trainRmse() {
    return Math.sqrt(trainSse / trainCount);
  }

  /** Training ratings an epoch's second. */
  public double ratingsPerSecond() {
    return trainCount / seconds;
  }
}
