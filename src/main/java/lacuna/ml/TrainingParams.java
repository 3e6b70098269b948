// Parameters of training that ALS does not have.
package lacuna.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** What the options of the command {@code run} are called here. */
public interface TrainingParams extends AlsParams {
  /** What learns. */
  default Param<String> method() {
    return new Param<>(
        this,
        "method",
        "what learns: sgd, gd, als-plain or bayes",
        ParamValidators.inArray(new String[] {"sgd", "gd", "als-plain", "bayes"}));
  }

  default String getMethod() {
    return getOrDefault(method());
  }

  /** First step of sgd or gd; open it suits schedule and ratings. */
  default DoubleParam stepSize() {
    return new DoubleParam(
        this,
        "stepSize",
        "first step of sgd, or the step of gd; left open it suits schedule and ratings",
        ParamValidators.gt(0));
  }

  /** The value that was set; NaN while it is open. */
  default double getStepSize() {
    return isDefined(stepSize()) ? (Double) getOrDefault(stepSize()) : Double.NaN;
  }

  /** How sgd's step changes. */
  default Param<String> stepSchedule() {
    return new Param<>(
        this,
        "stepSchedule",
        "how the step of sgd changes: linear, constant, inverse, bold or adagrad",
        ParamValidators.inArray(new String[] {"linear", "constant", "inverse", "bold", "adagrad"}));
  }

  default String getStepSchedule() {
    return getOrDefault(stepSchedule());
  }

  /** Whether predictions have mean and biases. */
  default BooleanParam biases() {
    return new BooleanParam(this, "biases", "whether predictions have mean and biases");
  }

  default boolean getBiases() {
    return (Boolean) getOrDefault(biases());
  }

  /** How λ counts. */
  default Param<String> regularisation() {
    return new Param<>(
        this,
        "regularisation",
        "weighted counts lambda at each rating, as ALS does; plain once a row",
        ParamValidators.inArray(new String[] {"weighted", "plain"}));
  }

  default String getRegularisation() {
    return getOrDefault(regularisation());
  }

  /** λ of biases. */
  default DoubleParam biasRegParam() {
    return new DoubleParam(
        this, "biasRegParam", "lambda of biases; left open it is 0.02", ParamValidators.gtEq(0));
  }

  /** The value that was set; NaN while it is open. */
  default double getBiasRegParam() {
    return isDefined(biasRegParam()) ? (Double) getOrDefault(biasRegParam()) : Double.NaN;
  }

  /** Share of the ratings that the number of epochs is chosen by. */
  default DoubleParam validationFraction() {
    return new DoubleParam(
        this,
        "validationFraction",
        "share of the ratings that the number of epochs is chosen by",
        ParamValidators.inRange(0, 1, true, false));
  }

  default double getValidationFraction() {
    return (Double) getOrDefault(validationFraction());
  }

  /** Column that marks the validation part in place of a share. */
  default Param<String> validationIndicatorCol() {
    return new Param<>(
        this,
        "validationIndicatorCol",
        "column of truth values: true for ratings to choose by; in place of validationFraction");
  }

  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /** Epochs without a better validation error before training stops. */
  default IntParam patience() {
    return new IntParam(
        this,
        "patience",
        "epochs without a better validation error before training stops; 0 never stops early",
        ParamValidators.gtEq(0));
  }

  default int getPatience() {
    return (Integer) getOrDefault(patience());
  }

  /** Whether the chosen epochs are trained again on all ratings. */
  default BooleanParam refit() {
    return new BooleanParam(
        this, "refit", "whether the chosen epochs are trained again on all ratings");
  }

  default boolean getRefit() {
    return (Boolean) getOrDefault(refit());
  }

  /** Column of weights of squared errors. */
  default Param<String> weightCol() {
    return new Param<>(this, "weightCol", "column of weights of squared errors; empty for none");
  }

  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  /** What becomes of pairs that are rated twice. */
  default Param<String> duplicates() {
    return new Param<>(
        this,
        "duplicates",
        "a pair rated twice: mean, sum, or error",
        ParamValidators.inArray(new String[] {"mean", "sum", "error"}));
  }

  default String getDuplicates() {
    return getOrDefault(duplicates());
  }

  /** Range that predictions are clipped to. */
  default Param<String> range() {
    return new Param<>(
        this, "range", "range of predictions: auto for that of the ratings, MIN:MAX, or none");
  }

  default String getRange() {
    return getOrDefault(range());
  }

  /** Worker tasks; never changes a result. */
  default IntParam workers() {
    return new IntParam(
        this,
        "workers",
        "worker tasks, a power of two; 0 goes by executors; no effect on the result",
        ParamValidators.gtEq(0));
  }

  default int getWorkers() {
    return (Integer) getOrDefault(workers());
  }

  /** Threads of a worker; never changes a result. */
  default IntParam threads() {
    return new IntParam(
        this,
        "threads",
        "threads of a worker; 0 takes its share of the cores; no effect on the result",
        ParamValidators.gtEq(0));
  }

  default int getThreads() {
    return (Integer) getOrDefault(threads());
  }
}
