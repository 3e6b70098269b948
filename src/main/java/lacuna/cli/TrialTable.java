// The trials of a search as lines of the console; pure.
package lacuna.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import lacuna.cli.TextTable.Align;
import lacuna.factorisation.Settings;
import lacuna.tuning.Trial;

/** The best trials first, and the one that the others are held against. */
final class TrialTable {
  private static final int MOST = 10;

  private TrialTable() {}

  static List<String> of(List<Trial> trials) {
    TextTable table =
        new TextTable(
            List.of(
                "trial",
                "rank",
                "lambda",
                "bias",
                "step",
                "schedule",
                "biases",
                "epoch",
                "validation RMSE",
                "seconds"),
            List.of(
                Align.RIGHT,
                Align.RIGHT,
                Align.RIGHT,
                Align.RIGHT,
                Align.RIGHT,
                Align.LEFT,
                Align.LEFT,
                Align.RIGHT,
                Align.RIGHT,
                Align.RIGHT));
    List<Trial> sorted = trials.stream().sorted(Comparator.comparingDouble(Trial::error)).toList();
    List<Trial> shown = new ArrayList<>(sorted.subList(0, Math.min(MOST, sorted.size())));
    if (!shown.contains(trials.get(0))) {
      shown.add(trials.get(0));
    }
    shown.forEach(trial -> table.add(row(trial)));
    return table.lines();
  }

  /** How the best of them compares with the first one, which has the defaults. */
  static String sentence(List<Trial> trials, Trial best) {
    double before = trials.get(0).error();
    String error = " a validation RMSE of " + Figures.error(best.error());
    String said =
        best.number() == 0
            ? "Trial 0, the defaults, is the best, with" + error
            : "Trial "
                + best.number()
                + " has"
                + error
                + (Double.isInfinite(before)
                    ? "; the defaults diverged"
                    : String.format(
                        Locale.ROOT,
                        ", the defaults %s: %.2f %% less",
                        Figures.error(before),
                        100 * (1 - best.error() / before)));
    return said + ". The test part had no say.";
  }

  private static List<String> row(Trial trial) {
    Settings settings = trial.settings();
    boolean diverged = trial.status() == Trial.Status.DIVERGED;
    boolean stopped = trial.status() == Trial.Status.STOPPED;
    return List.of(
        Integer.toString(trial.number()),
        Integer.toString(settings.rank()),
        open(settings.regularisation().user()),
        open(settings.regularisation().bias()),
        open(settings.step().size()),
        Words.of(settings.step().schedule()),
        Boolean.toString(settings.biases()),
        Integer.toString(trial.bestEpoch()),
        diverged ? "diverged" : (stopped ? "stopped at " : "") + Figures.error(trial.error()),
        Figures.seconds(trial.seconds()));
  }

  private static String open(double value) {
    return Double.isNaN(value) ? Words.AUTO : Figures.plain(value);
  }
}
