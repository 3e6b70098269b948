// How the methods learnt: errors by epoch and by second.
package lacuna.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.MethodResult;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.report.Chart.Axis;
import lacuna.report.Chart.Series;
import lacuna.report.Figure.Table;

/** Curves of all methods that have epochs. */
final class LearningFigures {
  /** Points that a curve has at most, whatever the number of epochs. */
  private static final int POINTS = 200;

  private LearningFigures() {}

  /** One curve before it is drawn. */
  private record Curve(String name, boolean dashed, List<EpochRecord> epochs, double[] errors) {
    Series by(ToDoubleFunction<EpochRecord> place, boolean summed) {
      double[] x = new double[errors.length];
      double sum = 0;
      for (int k = 0; k < x.length; k++) {
        double at = place.applyAsDouble(epochs.get(k));
        sum += at;
        x[k] = summed ? sum : at;
      }
      return thinned(new Series(name, x, errors, null, dashed));
    }

    private static Series thinned(Series series) {
      int size = series.y().length;
      if (size <= POINTS) {
        return series;
      }
      double[] x = new double[POINTS];
      double[] y = new double[POINTS];
      for (int k = 0; k < POINTS; k++) {
        int from = (int) ((long) k * (size - 1) / (POINTS - 1));
        x[k] = series.x()[from];
        y[k] = series.y()[from];
      }
      return new Series(series.name(), x, y, null, series.dashed());
    }
  }

  static List<Figure> of(ComparisonResult result) {
    List<Curve> curves = new ArrayList<>();
    for (MethodResult method : result.methods()) {
      List<EpochRecord> last = epochs(method, Phase.FINAL);
      add(curves, method.method() + ", learning", true, last, EpochRecord::trainRmse);
      add(
          curves,
          method.method() + ", validation",
          false,
          epochs(method, Phase.SEARCH),
          EpochRecord::validationRmse);
      add(curves, method.method() + ", held out", false, last, EpochRecord::testRmse);
    }
    boolean sampled = result.methods().stream().anyMatch(method -> !method.calibration().isEmpty());
    Table table = table(curves);
    List<Curve> drawn = drawn(curves);
    List<Series> byEpoch =
        drawn.stream().map(curve -> curve.by(EpochRecord::epoch, false)).toList();
    List<Series> bySecond =
        drawn.stream().map(curve -> curve.by(EpochRecord::seconds, true)).toList();
    return List.of(
        new Figure(
            "learning-epochs",
            "Error by epoch",
            "Dashed: on the ratings that are learnt from. Dotted: on validation ratings, in the"
                + " search for the number of epochs. Solid: on held-out ratings, in the final"
                + " training. Methods that learn in one step are in the table."
                + (sampled
                    ? " What is sampled is judged, held out, by a single sample during the burn-in,"
                        + " and by the mean of all samples from there on."
                    : ""),
            Chart.lines(Axis.log("epoch"), Axis.of("RMSE"), byEpoch),
            table),
        new Figure(
            "learning-seconds",
            "Error by second",
            "The same over the seconds that the epochs took, each training from its own start."
                + " Reading and blocking are shared by all and left out.",
            Chart.lines(Axis.log("seconds"), Axis.of("RMSE"), bySecond),
            table));
  }

  /** Those that are more than a dot, or all dots where there is nothing else. */
  private static List<Curve> drawn(List<Curve> curves) {
    List<Curve> longer = curves.stream().filter(curve -> curve.errors.length > 1).toList();
    return longer.isEmpty() ? curves : longer;
  }

  private static List<EpochRecord> epochs(MethodResult method, Phase phase) {
    return method.history().stream().filter(epoch -> epoch.phase() == phase).toList();
  }

  private static void add(
      List<Curve> curves,
      String name,
      boolean dashed,
      List<EpochRecord> epochs,
      ToDoubleFunction<EpochRecord> error) {
    double[] errors = epochs.stream().mapToDouble(error).toArray();
    if (java.util.Arrays.stream(errors).anyMatch(Double::isFinite)) {
      curves.add(new Curve(name, dashed, epochs, errors));
    }
  }

  private static Table table(List<Curve> curves) {
    List<List<String>> rows = new ArrayList<>();
    for (Curve curve : curves) {
      double seconds = 0;
      for (int k = 0; k < curve.errors.length; k++) {
        seconds += curve.epochs.get(k).seconds();
        boolean shown =
            k < 10 || k == curve.errors.length - 1 || (k + 1) % (curve.errors.length / 10) == 0;
        if (shown) {
          rows.add(
              List.of(
                  curve.name,
                  Integer.toString(curve.epochs.get(k).epoch()),
                  Texts.fixed(seconds, 2),
                  Texts.error(curve.errors[k])));
        }
      }
    }
    return Table.of(List.of("curve", "epoch", "seconds", "RMSE"), rows);
  }
}
