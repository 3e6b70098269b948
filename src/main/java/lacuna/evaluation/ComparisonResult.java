// What a comparison leaves behind: the methods' rows, and the models behind them while it is open.
package lacuna.evaluation;

import java.util.List;
import java.util.Map;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Settings;
import lacuna.factorisation.TrainingData;

/**
 * The outcome of a comparison. Holds the final blocks and all models on the executors until it is
 * closed; the rows themselves outlive that. For the driver's thread alone.
 */
public final class ComparisonResult implements AutoCloseable {
  private final BlockedRatings ratings;
  private final Settings settings;
  private final Clip clip;
  private final TrainingData data;
  private final SideBySide together;
  private final Map<String, Factors> models;
  private final List<MethodResult> methods;
  private final Map<String, Double> timings;

  ComparisonResult(
      BlockedRatings ratings,
      Settings settings,
      Clip clip,
      TrainingData data,
      SideBySide together,
      Map<String, Factors> models,
      List<MethodResult> methods,
      Map<String, Double> timings) {
    this.ratings = ratings;
    this.settings = settings;
    this.clip = clip;
    this.data = data;
    this.together = together;
    this.models = models;
    this.methods = List.copyOf(methods);
    this.timings = timings;
  }

  /** All methods: the primary first, then the others as asked for, then mean and bias. */
  public List<MethodResult> methods() {
    return methods;
  }

  /** The first method, whose factors are the model. */
  public MethodResult primary() {
    return methods.get(0);
  }

  /**
   * Whether the primary method diverged. There is then no model, no other method was scored, and
   * nothing can be written.
   */
  public boolean primaryDiverged() {
    return primary().status() == MethodResult.Status.DIVERGED;
  }

  /** The ratings that were compared on. */
  public BlockedRatings ratings() {
    return ratings;
  }

  /** The settings of all methods. */
  public Settings settings() {
    return settings;
  }

  /** The range that predictions were clipped to. */
  public Clip clip() {
    return clip;
  }

  /** The blocks that the models come from; null when the primary diverged in its search. */
  public TrainingData data() {
    return data;
  }

  /** The model of a method; null unless its status is done. */
  public Factors factors(String method) {
    return models.get(method);
  }

  /**
   * The predictions of all methods that have a model.
   *
   * @throws IllegalStateException when the primary has none
   */
  public Predictions predictions() {
    if (together == null) {
      throw new IllegalStateException(primary().method() + " diverged and predicts nothing");
    }
    return new Predictions(data, together);
  }

  /** Seconds of each step on the driver's clock, in the order of the steps. */
  public Map<String, Double> timings() {
    return timings;
  }

  @Override
  public void close() {
    if (together != null) {
      together.close();
    }
    models.values().forEach(Factors::close);
    if (data != null) {
      data.close();
    }
  }
}
