// The page of the lab: each exercise with its table, its words and its pictures.
package lacuna.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lacuna.lab.Exercise.Quantity;
import lacuna.lab.Exercise.Verdict;
import lacuna.report.Figure;
import lacuna.report.Figure.Table;
import lacuna.report.Page;
import lacuna.report.Section;

/** Turns exercises into a page. Pure. */
final class LabReport {
  private static final int DIGITS = 8;

  private LabReport() {}

  static Page page(List<Exercise> exercises) {
    List<Quantity> all =
        exercises.stream().flatMap(exercise -> exercise.quantities().stream()).toList();
    long compared = all.stream().filter(of -> of.verdict() != Verdict.MEASURED).count();
    long off = all.stream().filter(of -> of.verdict() == Verdict.OFF).count();
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "At a glance",
            List.of(),
            List.of(
                new Figure(
                    "exercises",
                    "The exercises",
                    "How many figures of each were published, and how many of them agree.",
                    null,
                    Table.of(
                        List.of("exercise", "published", "agree", "measured beside"),
                        exercises.stream().map(LabReport::summary).toList())))));
    for (int k = 0; k < exercises.size(); k++) {
      Exercise exercise = exercises.get(k);
      List<Figure> figures = new ArrayList<>();
      if (count(exercise, Verdict.MEASURED) < exercise.quantities().size()) {
        figures.add(compared(k, exercise));
      }
      if (count(exercise, Verdict.MEASURED) > 0) {
        figures.add(measured(k, exercise));
      }
      figures.addAll(exercise.figures());
      sections.add(new Section(heading(exercise), exercise.paragraphs(), figures));
    }
    return new Page(
        "Lacuna · the published exercises",
        off == 0
            ? "All " + compared + " published figures, obtained again"
            : off + " of " + compared + " published figures are off",
        List.of(
            "Exercises that others published, done by the solvers that a run uses. What was expected"
                + " stands in one file that no solver reads; a figure agrees when it is within half"
                + " a unit of the last printed digit, or within the tolerance that its line gives a"
                + " reason for."),
        sections,
        List.of());
  }

  /** The number and the title; parts of one exercise share its number. */
  private static String heading(Exercise exercise) {
    return exercise.name().split(" ")[0] + ". " + exercise.title();
  }

  private static List<String> summary(Exercise exercise) {
    long measured = count(exercise, Verdict.MEASURED);
    long agree = count(exercise, Verdict.AGREES);
    return List.of(
        heading(exercise),
        Long.toString(exercise.quantities().size() - measured),
        Long.toString(agree),
        Long.toString(measured));
  }

  private static long count(Exercise exercise, Verdict verdict) {
    return exercise.quantities().stream().filter(of -> of.verdict() == verdict).count();
  }

  private static Figure compared(int number, Exercise exercise) {
    List<List<String>> rows = new ArrayList<>();
    for (Quantity quantity : exercise.quantities()) {
      if (quantity.verdict() != Verdict.MEASURED) {
        boolean bound = !quantity.relation().equals("=");
        rows.add(
            List.of(
                quantity.name(),
                bound
                    ? quantity.relation() + " " + text(quantity.published(), DIGITS)
                    : printed(quantity),
                text(quantity.obtained(), DIGITS),
                bound ? "" : text(quantity.difference(), 2),
                bound ? "" : text(quantity.tolerance(), 2),
                quantity.verdict().name().toLowerCase(Locale.ROOT),
                quantity.source()));
      }
    }
    return new Figure(
        "table-" + number,
        "Published and obtained",
        "Difference is obtained less published.",
        null,
        Table.of(
            List.of(
                "quantity",
                "published",
                "obtained",
                "difference",
                "tolerance",
                "verdict",
                "source"),
            rows));
  }

  private static Figure measured(int number, Exercise exercise) {
    return new Figure(
        "measured-" + number,
        "Measured beside",
        "Nobody has published these.",
        null,
        Table.of(
            List.of("quantity", "obtained"),
            exercise.quantities().stream()
                .filter(of -> of.verdict() == Verdict.MEASURED)
                .map(of -> List.of(of.name(), text(of.obtained(), DIGITS)))
                .toList()));
  }

  /**
   * A figure as it was printed: with zeros at its end where its tolerance says that it had them.
   */
  private static String printed(Quantity quantity) {
    String text = text(quantity.published(), DIGITS);
    int point = text.indexOf('.');
    int decimals = (int) Math.round(-Math.log10(2 * quantity.tolerance()));
    boolean halfUnit = Math.abs(2 * quantity.tolerance() * Math.pow(10, decimals) - 1) < 0.01;
    int missing = point < 0 || !halfUnit ? 0 : decimals - (text.length() - point - 1);
    return text + "0".repeat(Math.max(0, missing));
  }

  /** A number to so many digits, as few as it has; a dash for none. */
  static String text(double value, int digits) {
    if (Double.isNaN(value)) {
      return "–";
    }
    double size = Math.abs(value);
    boolean small = size != 0 && size < 1e-4;
    String text =
        small
            ? String.format(Locale.ROOT, "%." + (digits - 1) + "e", value)
                .replaceFirst("\\.?0*e([+-])0?", "e$1")
            : new DecimalFormat(
                    "#,##0." + "#".repeat(16), DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(new BigDecimal(value).round(new MathContext(digits)));
    return text.replace('-', '−');
  }
}
