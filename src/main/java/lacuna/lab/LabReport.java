// The page of the lab: each exercise with its table, its words and its pictures.
package lacuna.lab;

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
      List<Figure> figures = new ArrayList<>(List.of(table(k, exercise)));
      figures.addAll(exercise.figures());
      sections.add(
          new Section(exercise.name() + ". " + exercise.title(), exercise.paragraphs(), figures));
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

  private static List<String> summary(Exercise exercise) {
    long measured = count(exercise, Verdict.MEASURED);
    long agree = count(exercise, Verdict.AGREES);
    return List.of(
        exercise.name() + ". " + exercise.title(),
        Long.toString(exercise.quantities().size() - measured),
        Long.toString(agree),
        Long.toString(measured));
  }

  private static long count(Exercise exercise, Verdict verdict) {
    return exercise.quantities().stream().filter(of -> of.verdict() == verdict).count();
  }

  private static Figure table(int number, Exercise exercise) {
    List<List<String>> rows = new ArrayList<>();
    for (Quantity quantity : exercise.quantities()) {
      boolean none = Double.isNaN(quantity.published());
      boolean bound = !quantity.relation().equals("=");
      rows.add(
          List.of(
              quantity.name(),
              none ? "" : (bound ? quantity.relation() + " " : "") + plain(quantity.published()),
              plain(quantity.obtained()),
              bound ? "" : plain(quantity.difference()),
              bound ? "" : plain(quantity.tolerance()),
              quantity.verdict().name().toLowerCase(Locale.ROOT),
              quantity.source()));
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

  private static String plain(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.7g", value);
  }
}
