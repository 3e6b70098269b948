// The page of `tune`: every trial, how its error fell, and which settings mattered.
package lacuna.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import lacuna.factorisation.Settings;
import lacuna.report.Chart.Axis;
import lacuna.report.Chart.Series;
import lacuna.report.Figure.Table;
import lacuna.tuning.Trial;

/** Turns a search into a page. Pure. */
public final class TuningPage {
  /** Curves that can be told apart. */
  private static final int CURVES = 6;

  private TuningPage() {}

  /**
   * The page.
   *
   * @param trials in the order of their numbers; 0 has the settings to be held against
   * @param best one of them, which did not diverge
   * @param settings of the search, by the names of their options
   * @param versions what ran it, in one line
   */
  public static Page of(
      List<Trial> trials, Trial best, Map<String, Object> settings, String versions) {
    List<Trial> ranked =
        trials.stream()
            .sorted(Comparator.comparingDouble(Trial::error).thenComparingInt(Trial::number))
            .toList();
    return new Page(
        "Lacuna · a search of " + trials.size() + " trials",
        headline(trials.get(0), best),
        standfirst(trials, best),
        List.of(
            new Section("The trials", List.of(), List.of(table(ranked))),
            new Section("How they learnt", List.of(), List.of(curves(ranked, trials.get(0)))),
            new Section(
                "What mattered",
                List.of(
                    "Each dot is a trial, the others of its settings differ as well: a cloud without"
                        + " a slope means that the setting hardly counts within these bounds. Trials"
                        + " that were stopped early stand where they were stopped."),
                List.of(
                    cloud(trials, "rank", Axis.log("factors"), of -> of.rank()),
                    cloud(trials, "lambda", Axis.log("lambda"), of -> of.regularisation().user()),
                    cloud(
                        trials,
                        "lambda-bias",
                        Axis.log("lambda of biases"),
                        of -> of.regularisation().bias()),
                    cloud(trials, "step", Axis.log("first step"), of -> of.step().size()))),
            new Section("The search", List.of(), List.of(RecordFigures.settings(settings)))),
        List.of("Made by " + versions + "."));
  }

  private static String headline(Trial first, Trial best) {
    double gain = 1 - best.error() / first.error();
    return best.number() == 0 || !(gain > 0)
        ? "No trial was better than the defaults"
        : Double.isInfinite(first.error())
            ? "Trial " + best.number() + " learnt where the defaults diverged"
            : String.format(
                Locale.ROOT,
                "Trial %d is %.2f %% better than the defaults",
                best.number(),
                100 * gain);
  }

  private static List<String> standfirst(List<Trial> trials, Trial best) {
    return List.of(
        "The best has a validation RMSE of "
            + Texts.error(best.error())
            + " after epoch "
            + best.bestEpoch()
            + ", the defaults "
            + Texts.error(finite(trials.get(0).error()))
            + ". Of "
            + trials.size()
            + " trials "
            + none(count(trials, Trial.Status.STOPPED))
            + " were stopped when others were better, and "
            + none(count(trials, Trial.Status.DIVERGED))
            + " diverged.",
        "The best of many is always a little lucky: on ratings that had no say in the choice a part"
            + " of the gain is gone. No test rating was there to choose by.");
  }

  private static long count(List<Trial> trials, Trial.Status status) {
    return trials.stream().filter(trial -> trial.status() == status).count();
  }

  private static String none(long count) {
    return count == 0 ? "none" : Long.toString(count);
  }

  private static double finite(double error) {
    return Double.isFinite(error) ? error : Double.NaN;
  }

  private static String open(double value) {
    return Double.isNaN(value) ? "auto" : String.format(Locale.ROOT, "%.3g", value);
  }

  private static Figure table(List<Trial> ranked) {
    List<List<String>> rows = new ArrayList<>();
    for (Trial trial : ranked) {
      Settings settings = trial.settings();
      rows.add(
          List.of(
              Integer.toString(trial.number()),
              Texts.error(finite(trial.error())),
              Integer.toString(trial.bestEpoch()),
              trial.status().name().toLowerCase(Locale.ROOT),
              Integer.toString(settings.rank()),
              open(settings.regularisation().user()),
              open(settings.regularisation().bias()),
              open(settings.step().size()),
              settings.step().schedule().name().toLowerCase(Locale.ROOT),
              settings.biases() ? "yes" : "no",
              Texts.fixed(trial.seconds(), 2)));
    }
    return new Figure(
        "trials",
        "All trials, the best first",
        "Trial 0 has the settings that run would use. auto follows the ratings' spread.",
        null,
        Table.of(
            List.of(
                "trial",
                "validation RMSE",
                "epoch",
                "ended",
                "rank",
                "lambda",
                "of biases",
                "step",
                "schedule",
                "biases",
                "seconds"),
            rows));
  }

  private static Figure curves(List<Trial> ranked, Trial first) {
    List<Trial> shown = new ArrayList<>(ranked.stream().limit(CURVES).toList());
    if (!shown.contains(first)) {
      shown.add(first);
    }
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Trial trial : shown) {
      String name = trial.number() == 0 ? "the defaults" : "trial " + trial.number();
      double[] errors = trial.errors().stream().mapToDouble(TuningPage::finite).toArray();
      double[] epochs = IntStream.rangeClosed(1, errors.length).asDoubleStream().toArray();
      series.add(new Series(name, epochs, errors, null, trial.number() == 0));
      for (int epoch = 1; epoch <= errors.length; epoch++) {
        rows.add(List.of(name, Integer.toString(epoch), Texts.error(errors[epoch - 1])));
      }
    }
    return new Figure(
        "curves",
        "Validation error by epoch",
        "The best trials, and dashed the one with the defaults. A line that ends early was stopped,"
            + " or found nothing better for a while.",
        Chart.lines(Axis.of("epoch"), Axis.of("validation RMSE"), series),
        Table.of(List.of("trial", "epoch", "validation RMSE"), rows));
  }

  /** Error over one setting; a setting that was left to the data has no place on its axis. */
  private static Figure cloud(
      List<Trial> trials, String id, Axis axis, ToDoubleFunction<Settings> setting) {
    List<Trial> placed =
        trials.stream()
            .filter(trial -> setting.applyAsDouble(trial.settings()) > 0)
            .filter(trial -> Double.isFinite(trial.error()))
            .toList();
    List<String> labels =
        placed.stream()
            .map(trial -> "trial " + trial.number() + ": " + Texts.error(trial.error()))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    for (Trial trial : placed) {
      rows.add(
          List.of(
              Integer.toString(trial.number()),
              open(setting.applyAsDouble(trial.settings())),
              Texts.error(trial.error())));
    }
    return new Figure(
        "by-" + id,
        "By " + axis.title(),
        "Validation RMSE of each trial; which trial shows on hover.",
        Chart.dots(
            axis,
            Axis.of("validation RMSE"),
            List.of(
                new Series(
                    "trials",
                    placed.stream()
                        .mapToDouble(trial -> setting.applyAsDouble(trial.settings()))
                        .toArray(),
                    placed.stream().mapToDouble(Trial::error).toArray(),
                    labels,
                    false))),
        Table.of(List.of("trial", axis.title(), "validation RMSE"), rows));
  }
}
