// The table that a run is for: how each method did.
package lacuna.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.MethodResult;
import lacuna.evaluation.RmseDifference;
import lacuna.evaluation.Score;
import lacuna.report.Figure.Table;

/** Methods by row. */
final class ComparisonFigures {
  private ComparisonFigures() {}

  static Figure table(ComparisonResult result) {
    String primary = result.primary().method();
    List<List<String>> rows = new ArrayList<>();
    for (MethodResult method : result.methods()) {
      rows.add(row(method));
    }
    String judged =
        result.primary().test().isPresent()
            ? "Errors on the held-out ratings, which decided nothing."
            : "Nothing was held out: errors on the ratings that were learnt from.";
    return new Figure(
        "comparison",
        "All methods on the same ratings",
        judged
            + " The interval is that of a method's RMSE above that of "
            + primary
            + ", 95 %, with users as what varies. Own is the share of predictions that are the"
            + " method's own; for the others bias speaks.",
        null,
        Table.of(
            List.of(
                "method", "RMSE", "above " + primary, "MAE", "SSE", "ratings", "own", "seconds"),
            rows));
  }

  /** How settled the chains of methods that sample are; empty where there is none. */
  static List<Figure> convergence(ComparisonResult result) {
    List<List<String>> rows = new ArrayList<>();
    for (MethodResult method : result.methods()) {
      method
          .convergence()
          .forEach(
              (trace, value) -> rows.add(List.of(method.method(), trace, Texts.fixed(value, 2))));
    }
    return rows.isEmpty()
        ? List.of()
        : List.of(
            new Figure(
                "rhat",
                "How settled the chain is",
                "Split chains' R-hat of what is traced from sweep to sweep after the burn-in: 1 where"
                    + " both halves look alike. The predictions' running mean, which is what is"
                    + " scored, settles before the traces do.",
                null,
                Table.of(List.of("method", "trace", "R-hat"), rows)));
  }

  private static List<String> row(MethodResult method) {
    Optional<Score> score = RunReport.judged(method);
    if (score.isEmpty()) {
      String status = method.status().name().toLowerCase(Locale.ROOT);
      return List.of(
          method.method(),
          status,
          method.note().isEmpty() ? "–" : method.note(),
          "–",
          "–",
          "–",
          "–",
          Texts.fixed(method.seconds(), 1));
    }
    Score of = score.get();
    return List.of(
        method.method(),
        Texts.error(of.errors().rmse()),
        method.difference().map(ComparisonFigures::difference).orElse("–"),
        Texts.error(of.errors().mae()),
        Texts.fixed(of.errors().sse(), 2),
        Texts.count(of.errors().count()),
        Texts.percent(of.coverage()),
        Texts.fixed(method.seconds(), 1));
  }

  private static String difference(RmseDifference difference) {
    return signed(difference.value())
        + " ["
        + signed(difference.low())
        + ", "
        + signed(difference.high())
        + "]";
  }

  private static String signed(double value) {
    return (value > 0 ? "+" : "") + Texts.fixed(value, 4);
  }
}
