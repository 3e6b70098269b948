// The comparison at the end of a run as lines of the console; pure.
package lacuna.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import lacuna.cli.TextTable.Align;
import lacuna.evaluation.MethodResult;
import lacuna.evaluation.MethodResult.Status;
import lacuna.evaluation.RmseDifference;
import lacuna.evaluation.Score;

/** A row for each method: how far its predictions were off, and how far from the primary's. */
final class ResultTable {
  private final List<MethodResult> methods;
  private final Function<MethodResult, Optional<Score>> part;
  private final int decimals;

  private ResultTable(List<MethodResult> methods, Function<MethodResult, Optional<Score>> part) {
    this.methods = methods;
    this.part = part;
    this.decimals = Figures.decimals(largest(score -> score.errors().rmse()));
  }

  /** The table over the held-out ratings, or over the training ratings where none are. */
  static List<String> of(List<MethodResult> methods) {
    boolean heldOut = methods.stream().anyMatch(method -> method.test().isPresent());
    List<String> lines = new ArrayList<>();
    if (!heldOut) {
      lines.add("Nothing was held out: these are errors of the ratings that were trained on.");
    }
    lines.addAll(
        new ResultTable(methods, heldOut ? MethodResult::test : MethodResult::train).lines());
    methods.stream()
        .filter(method -> method.status() != Status.DONE)
        .forEach(
            method ->
                lines.addAll(
                    PhaseLine.note(
                        method.method(), Words.of(method.status()) + ": " + method.note())));
    return lines;
  }

  private List<String> lines() {
    TextTable table =
        new TextTable(
            List.of(
                "method",
                "ratings",
                "SSE",
                "RMSE",
                "above " + methods.get(0).method() + " (95 % interval)",
                "MAE",
                "seconds"),
            List.of(
                Align.LEFT,
                Align.RIGHT,
                Align.RIGHT,
                Align.RIGHT,
                Align.LEFT,
                Align.RIGHT,
                Align.RIGHT));
    methods.forEach(method -> table.add(row(method)));
    return table.lines();
  }

  private List<String> row(MethodResult method) {
    Optional<Score> score = part.apply(method);
    String none = "";
    return List.of(
        method.method(),
        score.map(s -> Figures.count(s.errors().count())).orElse(Words.of(method.status())),
        score.map(s -> Figures.sum(s.errors().sse(), sseDecimals())).orElse(none),
        score.map(s -> Figures.error(s.errors().rmse(), decimals)).orElse(none),
        method.difference().map(this::difference).orElse(none),
        score.map(s -> Figures.error(s.errors().mae(), decimals)).orElse(none),
        Figures.seconds(method.seconds()));
  }

  private String difference(RmseDifference difference) {
    String value = Figures.difference(difference.value(), decimals);
    return Double.isNaN(difference.low()) // of a single user
        ? value
        : value
            + " ["
            + Figures.difference(difference.low(), decimals)
            + ", "
            + Figures.difference(difference.high(), decimals)
            + "]";
  }

  private int sseDecimals() {
    return Math.max(1, Figures.decimals(largest(score -> score.errors().sse())));
  }

  private double largest(ToDoubleFunction<Score> figure) {
    return methods.stream()
        .flatMap(method -> part.apply(method).stream())
        .mapToDouble(figure)
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }
}
