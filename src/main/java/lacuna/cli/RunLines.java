// What there is to say of each phase of a run; pure.
package lacuna.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lacuna.blocks.Axis;
import lacuna.evaluation.MethodResult;
import lacuna.evaluation.QualityGate.Verdict;
import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.Workers;
import lacuna.ratings.BadRecord;
import lacuna.ratings.Features;
import lacuna.ratings.RatingStatistics;
import lacuna.ratings.RatingTable;
import lacuna.ratings.Understood;
import org.apache.spark.sql.SparkSession;

/** Sentences about a run. */
final class RunLines {
  private RunLines() {}

  /** What runs. */
  static String session(SparkSession spark) {
    return Versions.text() + ", " + spark.sparkContext().master();
  }

  /** What the input was taken for. */
  static String sources(RatingTable table) {
    return table.understood().sources().stream()
        .map(RunLines::source)
        .collect(Collectors.joining("; "));
  }

  static String source(Understood.Source source) {
    String details =
        source.details().entrySet().stream()
            .map(detail -> ", " + detail.getKey() + " " + detail.getValue())
            .collect(Collectors.joining());
    if (source.files() == 0) {
      return source.path() + ": " + source.format() + details;
    }
    return source.path()
        + " ("
        + (source.files() == 1 ? "" : Figures.count(source.files()) + " files, ")
        + Figures.bytes(source.bytes())
        + "): "
        + source.format()
        + details;
  }

  /** What was left out of an input because it can't be used; empty for nothing. */
  static Optional<String> leftOut(List<BadRecord> records) {
    return records.stream()
        .findFirst()
        .map(
            first ->
                Figures.count(records.size(), "record", "records")
                    + " left out, the first in "
                    + first.source()
                    + (first.line() == 0 ? "" : ", line " + first.line())
                    + ": "
                    + first.reason());
  }

  /** How many ratings there are, of whom, in which range. */
  static String ratings(RatingTable table) {
    RatingStatistics training = table.refitting();
    return Figures.count(table.count(), "rating", "ratings")
        + " of "
        + Figures.count(table.users().size(), "user", "users")
        + " and "
        + Figures.count(table.items().size(), "item", "items")
        + (training.constant()
            ? ", all of them " + Figures.plain(training.min())
            : ", from " + Figures.plain(training.min()) + " to " + Figures.plain(training.max()));
  }

  /** Which of them are for what. */
  static String split(RatingTable table) {
    return Figures.count(table.train())
        + " to train on, "
        + (table.validation() == 0 ? "none" : Figures.count(table.validation()))
        + " to validate, "
        + (table.test() == 0 ? "none" : Figures.count(table.test()))
        + " held out";
  }

  /** The grid and who works on it. */
  static String grid(BlockedRatings blocked) {
    Workers workers = blocked.workers();
    return grid(
        blocked.grid().users().stripes(),
        blocked.grid().items().stripes(),
        workers.count(),
        workers.threads());
  }

  static String grid(int users, int items, int workers, int threads) {
    return users
        + " x "
        + items
        + " tiles, "
        + Figures.count(workers, "worker", "workers")
        + " with "
        + Figures.count(threads, "thread", "threads");
  }

  /** What is known of one side beside its ratings. */
  static String features(
      Features features, Side of, BlockedRatings blocked, BayesSettings.Side side) {
    boolean users = of == Side.USERS;
    Axis axis = users ? blocked.grid().users() : blocked.grid().items();
    int cold = blocked.features().of(of).hasWithout(axis::count);
    return Figures.count(features.names().size(), "feature", "features")
        + " of "
        + (users
            ? Figures.count(features.size(), "user", "users")
            : Figures.count(features.size(), "item", "items"))
        + ", "
        + (cold == 0 ? "none" : Figures.count(cold))
        + " without training ratings ("
        + String.join("; ", features.columns())
        + "); --side "
        + side.name().toLowerCase(Locale.ROOT);
  }

  /** What came of a training. */
  static String training(String method, Phase phase, List<EpochRecord> epochs, String note) {
    String name = phase == Phase.SEARCH ? "search" : "final";
    return name
        + (epochs.isEmpty() ? "" : ": " + epochs(method, epochs) + errors(epochs))
        + (note.isEmpty() ? "" : "; " + note);
  }

  /** Methods that take one step only have no epochs to tell of. */
  private static String epochs(String method, List<EpochRecord> epochs) {
    int last = epochs.get(epochs.size() - 1).epoch();
    String word =
        method.startsWith("als") ? "iterations" : method.equals("bayes") ? "sweeps" : "epochs";
    return last > 1 ? last + " " + word + ", " : "";
  }

  /** The best epoch by the validation part; else the last one, which is the model. */
  private static String errors(List<EpochRecord> epochs) {
    EpochRecord last = epochs.get(epochs.size() - 1);
    String heldOut = Double.isNaN(last.testRmse()) ? "" : ", held out " + rmse(last.testRmse());
    return epochs.stream()
        .filter(epoch -> !Double.isNaN(epoch.validationRmse()))
        .min(Comparator.comparingDouble(EpochRecord::validationRmse))
        .map(
            best ->
                "best validation RMSE " + rmse(best.validationRmse()) + " in epoch " + best.epoch())
        .orElseGet(() -> "training RMSE " + rmse(last.trainRmse()) + heldOut);
  }

  /** What became of a condition: its sides with all their figures, which rounding might belie. */
  static String verdict(Verdict verdict) {
    return verdict.condition()
        + (verdict.met() ? " holds: " : " does not hold: ")
        + (Double.isNaN(verdict.value()) || Double.isNaN(verdict.bound())
            ? "there is no such figure"
            : Figures.plain(verdict.value()) + " against " + Figures.plain(verdict.bound()));
  }

  /** What a method's intervals hold; empty where it has none. */
  static Optional<String> calibration(MethodResult method) {
    if (method.calibration().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "intervals hold, of the held-out ratings, "
            + method.calibration().stream()
                .map(of -> percent(of.share()) + " at " + percent(of.level()))
                .collect(Collectors.joining(", ")));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String rmse(double value) {
    return Figures.error(value);
  }
}
