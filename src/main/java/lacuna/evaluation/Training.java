// One method's training with nothing beside it: what a pipeline asks for.
package lacuna.evaluation;

import java.util.List;
import java.util.Map;
import lacuna.evaluation.MethodResult.Status;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Settings;
import lacuna.factorisation.TrainingData;

/**
 * A method that was trained as a comparison trains it, its search on the validation part included,
 * but without baselines and without scores. Holds blocks and factors on the executors until it is
 * closed. For the driver's thread alone.
 */
public final class Training implements AutoCloseable {
  private final Trainings.Outcome outcome;
  private final TrainingData data;
  private final Map<String, Double> timings;

  private Training(Trainings.Outcome outcome, TrainingData data, Map<String, Double> timings) {
    this.outcome = outcome;
    this.data = data;
    this.timings = timings;
  }

  /**
   * Trains.
   *
   * @param ratings the ratings on their grid; stay the caller's to close
   * @param method name of the method
   * @throws lacuna.UsageException for an unknown method
   */
  public static Training run(
      BlockedRatings ratings, Settings settings, String method, ComparisonListener listener) {
    Trainings trainings = new Trainings(ratings, settings, List.of(Methods.of(method)), listener);
    boolean alive = trainings.search();
    TrainingData data = trainings.fullBlocks();
    try {
      if (alive) {
        trainings.learn(data);
      }
      return new Training(
          trainings.outcomes().values().iterator().next(), data, trainings.timings());
    } catch (RuntimeException failed) {
      data.close();
      throw failed;
    }
  }

  /** How it ended. */
  public Status status() {
    return outcome.status();
  }

  /** The model; null unless the status is done. */
  public Factors factors() {
    return outcome.factors();
  }

  /** The blocks that it comes from. */
  public TrainingData data() {
    return data;
  }

  /** Its epochs, those of the search first. */
  public List<EpochRecord> history() {
    return outcome.history();
  }

  /** Epochs behind the model. */
  public int epochs() {
    return outcome.epochs();
  }

  /** One line on what was chosen or went wrong, or empty. */
  public String note() {
    return outcome.note();
  }

  /** Seconds of each step, in their order. */
  public Map<String, Double> timings() {
    return timings;
  }

  @Override
  public void close() {
    if (outcome.factors() != null) {
      outcome.factors().close();
    }
    data.close();
  }
}
