// Who is served badly, and what is missed: figures from ErrorSums.
package lacuna.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import lacuna.evaluation.Calibration;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.MethodResult;
import lacuna.evaluation.Methods;
import lacuna.ratings.Ids;
import lacuna.report.Chart.Axis;
import lacuna.report.Chart.Series;
import lacuna.report.Figure.Table;

/** Figures of errors, a series a method. */
final class ErrorFigures {
  /** Bins of fewer ratings are left out: their error is mostly chance. */
  private static final long LEAST = 10;

  private ErrorFigures() {}

  /** Error by what is known of the user and of the item. */
  static Section served(ComparisonResult result, ErrorSums sums) {
    List<String> methods = result.predictions().methods();
    return new Section(
        "Who is served well",
        sums.sample(),
        List.of(
            byCount("users", "user", methods, sums.byUser, sums.users),
            byCount("items", "item", methods, sums.byItem, sums.items)));
  }

  private static Figure byCount(
      String id, String side, List<String> methods, double[][] squares, long[] ratings) {
    List<Integer> bins = new ArrayList<>();
    for (int bin = 0; bin < Bins.COUNTS; bin++) {
      if (ratings[bin] > 0) {
        bins.add(bin);
      }
    }
    List<String> categories = bins.stream().map(Bins::countText).toList();
    double[] places = new double[bins.size()];
    java.util.Arrays.setAll(places, k -> k);
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < bins.size(); k++) {
      rows.add(new ArrayList<>(List.of(categories.get(k), Texts.count(ratings[bins.get(k)]))));
    }
    for (int m = 0; m < methods.size(); m++) {
      double[] rmse = new double[bins.size()];
      for (int k = 0; k < rmse.length; k++) {
        long count = ratings[bins.get(k)];
        double error = Math.sqrt(squares[m][bins.get(k)] / count);
        rows.get(k).add(Texts.error(error));
        rmse[k] = count < LEAST ? Double.NaN : error;
      }
      series.add(Series.of(methods.get(m), places, rmse));
    }
    List<String> headings = new ArrayList<>(List.of("training ratings", "judged on"));
    headings.addAll(methods);
    return new Figure(
        "served-" + id,
        "Error by how many ratings the " + side + " has",
        "RMSE over the number of ratings of the "
            + side
            + " that could be learnt from. Places with fewer than "
            + LEAST
            + " ratings to judge by are in the table alone.",
        new Chart(
            Chart.Kind.LINES,
            Axis.of("training ratings of the " + side),
            Axis.of("RMSE"),
            series,
            categories),
        Table.of(headings, rows));
  }

  /** Residuals, calibration, intervals, and the biggest misses. */
  static Section missed(ComparisonResult result, ErrorSums sums, UnaryOperator<String> titles) {
    List<String> methods = result.predictions().methods();
    List<Figure> figures = new ArrayList<>(List.of(residuals(methods, sums)));
    figures.add(calibration(methods, sums));
    if (result.methods().stream().anyMatch(method -> !method.calibration().isEmpty())) {
      figures.add(intervals(result.methods()));
    }
    figures.add(misses(result, sums, titles));
    return new Section("What is missed", sums.sample(), figures);
  }

  private static Figure residuals(List<String> methods, ErrorSums sums) {
    double[] places = new double[Bins.RESIDUALS];
    java.util.Arrays.setAll(places, sums.bins()::residual);
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int bin = 0; bin < places.length; bin++) {
      rows.add(new ArrayList<>(List.of(Texts.fixed(places[bin], 2))));
    }
    for (int m = 0; m < methods.size(); m++) {
      long all = java.util.Arrays.stream(sums.residuals[m]).sum();
      double[] share = new double[places.length];
      for (int bin = 0; bin < share.length; bin++) {
        share[bin] = (double) sums.residuals[m][bin] / all;
        rows.get(bin).add(Texts.percent(share[bin]));
      }
      if (!methods
          .get(m)
          .equals(Methods.MEAN)) { // one number for all: the ratings themselves, moved
        series.add(Series.of(methods.get(m), places, percent(share)));
      }
    }
    List<String> headings = new ArrayList<>(List.of("rating less prediction, about"));
    headings.addAll(methods);
    return new Figure(
        "residuals",
        "How far off, and to which side",
        "Share of ratings by rating less prediction. What stands right of zero was liked more than"
            + " predicted.",
        Chart.lines(Axis.of("rating less prediction"), Axis.of("percent of the ratings"), series),
        Table.of(headings, rows));
  }

  private static double[] percent(double[] shares) {
    return java.util.Arrays.stream(shares).map(share -> 100 * share).toArray();
  }

  private static Figure calibration(List<String> methods, ErrorSums sums) {
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    double[] ends = {sums.bins().least(), sums.bins().greatest()};
    series.add(Series.reference("as predicted", ends, ends));
    for (int m = 0; m < methods.size(); m++) {
      List<double[]> points = new ArrayList<>();
      for (int bin = 0; bin < Bins.RATINGS; bin++) {
        long count = sums.predicted[m][bin];
        if (count > 0) {
          double told = sums.told[m][bin] / count;
          double actual = sums.actual[m][bin] / count;
          rows.add(
              List.of(methods.get(m), Texts.error(told), Texts.error(actual), Texts.count(count)));
          if (count >= LEAST) {
            points.add(new double[] {told, actual});
          }
        }
      }
      series.add(
          Series.of(
              methods.get(m),
              points.stream().mapToDouble(point -> point[0]).toArray(),
              points.stream().mapToDouble(point -> point[1]).toArray()));
    }
    return new Figure(
        "calibration",
        "Predicted against actual",
        "Mean rating of the cells that were predicted alike. On the dashed line predictions come"
            + " true on average; a flatter curve promises too much, a steeper one too little.",
        Chart.lines(Axis.of("predicted"), Axis.of("actual, on average"), series),
        Table.of(List.of("method", "predicted", "actual", "ratings"), rows));
  }

  /** The counts of calibration/, which the comparison took by each method's own law. */
  private static Figure intervals(List<MethodResult> methods) {
    double[] ends = {60, 100};
    List<Series> series = new ArrayList<>(List.of(Series.reference("as told", ends, ends)));
    List<List<String>> rows = new ArrayList<>();
    for (MethodResult method : methods) {
      List<Calibration> held = method.calibration();
      for (Calibration of : held) {
        rows.add(
            List.of(
                method.method(),
                Texts.percent(of.level()),
                Texts.percent(of.share()),
                Texts.count(of.held()),
                Texts.count(of.count())));
      }
      if (!held.isEmpty()) {
        series.add(
            Series.of(
                method.method(),
                held.stream().mapToDouble(of -> 100 * of.level()).toArray(),
                held.stream().mapToDouble(of -> 100 * of.share()).toArray()));
      }
    }
    return new Figure(
        "intervals",
        "What intervals promised, and what happened",
        "Share of held-out ratings that fell into the interval about their prediction that was to"
            + " hold so many. Above the dashed line intervals are wider than they had to be.",
        Chart.lines(Axis.of("percent told"), Axis.of("percent held"), series),
        Table.of(List.of("method", "told", "held", "ratings held", "of"), rows));
  }

  private static Figure misses(
      ComparisonResult result, ErrorSums sums, UnaryOperator<String> titles) {
    Ids users = result.ratings().table().users();
    Ids items = result.ratings().table().items();
    List<List<String>> rows = new ArrayList<>();
    for (ErrorSums.Miss miss : sums.misses()) {
      rows.add(
          List.of(
              titles.apply(items.get(miss.item)),
              users.get(miss.user),
              Texts.rating(miss.rating),
              Texts.fixed(miss.prediction, 2)));
    }
    return new Figure(
        "misses",
        "The biggest misses of " + result.primary().method(),
        "Single ratings that are farthest from what was predicted.",
        null,
        Table.of(List.of("item", "user", "rating", "predicted"), rows));
  }
}
