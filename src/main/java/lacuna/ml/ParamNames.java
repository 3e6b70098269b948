// The core's advice in the words of this door.
package lacuna.ml;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lacuna.UsageException;
import lacuna.ratings.InputException;

/**
 * Messages of the core name options of the command line. Who comes by this door is told of the
 * params that stand for them.
 */
final class ParamNames {
  private static final Pattern OPTION = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");

  private static final Map<String, String> PARAMS =
      Map.ofEntries(
          Map.entry("als-iterations", "maxIter"),
          Map.entry("bayes-sweeps", "maxIter"),
          Map.entry("checkpoint-interval", "checkpointInterval"),
          Map.entry("epochs", "maxIter"),
          Map.entry("gd-epochs", "maxIter"),
          Map.entry("gd-step-size", "stepSize"),
          Map.entry("item-column", "itemCol"),
          Map.entry("lambda", "regParam"),
          Map.entry("lambda-bias", "biasRegParam"),
          Map.entry("lambda-item", "regParam"),
          Map.entry("lambda-user", "regParam"),
          Map.entry("methods", "method"),
          Map.entry("rating-column", "ratingCol"),
          Map.entry("step-schedule", "stepSchedule"),
          Map.entry("step-size", "stepSize"),
          Map.entry("top", "num"),
          Map.entry("user-column", "userCol"),
          Map.entry("validation-fraction", "validationFraction"),
          Map.entry("weight-column", "weightCol"));

  private ParamNames() {}

  /** A text with params in place of options; those of one word are called the same here. */
  static String in(String text) {
    Matcher option = OPTION.matcher(text);
    return option.replaceAll(
        found -> PARAMS.getOrDefault(found.group(1), found.group(1)).replace("$", ""));
  }

  /**
   * What a caller is told of a mistake that the core found.
   *
   * @return an {@link IllegalArgumentException} for a param, an {@link InputException} for ratings,
   *     anything else as it is
   */
  static RuntimeException told(RuntimeException failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    if (failure instanceof UsageException) {
      return new IllegalArgumentException(in(message), failure);
    }
    if (failure instanceof InputException && !in(message).equals(message)) {
      return new InputException(in(message), failure);
    }
    return failure;
  }
}
