// The textbook's settings and pictures: what several exercises have in common.
package lacuna.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Distribution;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Init;
import lacuna.factorisation.Settings.Order;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.SettingsBuilder;
import lacuna.report.Chart;
import lacuna.report.Figure;
import lacuna.report.Figure.Table;

/** No mean, no biases, no λ, all cells in row-major order, factors from torch's sequence. */
final class Textbook {
  private static final int POINTS = 120;

  private Textbook() {}

  static SettingsBuilder settings(int rank, long seed, int skip) {
    return Settings.builder()
        .rank(rank)
        .seed(seed)
        .biases(false)
        .regularisation(new Regularisation(Form.WEIGHTED, 0, 0, 0))
        .init(new Init(Distribution.TORCH, skip))
        .order(Order.SEQUENTIAL)
        .patience(0);
  }

  /** Figures of a history, thinned to what a picture can show: epochs and a value of each. */
  static Chart.Series curve(
      String name,
      List<EpochRecord> history,
      java.util.function.ToDoubleFunction<EpochRecord> value) {
    List<EpochRecord> shown = new ArrayList<>();
    double next = 1;
    for (EpochRecord epoch : history) {
      if (epoch.epoch() >= next || epoch.epoch() == history.size()) {
        shown.add(epoch);
        next = Math.max(epoch.epoch() + 1.0, next * Math.pow(history.size(), 1.0 / POINTS));
      }
    }
    return Chart.Series.of(
        name,
        shown.stream().mapToDouble(EpochRecord::epoch).toArray(),
        shown.stream().mapToDouble(value).toArray());
  }

  /** A figure of curves with a table of every so many points. */
  static Figure curves(
      String id,
      String heading,
      String caption,
      Chart.Axis x,
      Chart.Axis y,
      List<Chart.Series> series) {
    List<List<String>> rows = new ArrayList<>();
    for (Chart.Series one : series) {
      for (int k = 0; k < one.y().length; k++) {
        if (k % 10 == 0 || k == one.y().length - 1) {
          rows.add(List.of(one.name(), plain(one.x()[k]), plain(one.y()[k])));
        }
      }
    }
    return new Figure(
        id,
        heading,
        caption,
        Chart.lines(x, y, series),
        Table.of(List.of("curve", x.title(), y.title()), rows));
  }

  /** A number with five figures. */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.5g", value);
  }
}
