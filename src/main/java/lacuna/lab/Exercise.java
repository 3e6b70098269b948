// An exercise that has been done: the value that tables and the page are made of.
package lacuna.lab;

import java.util.List;
import lacuna.report.Figure;

/**
 * One exercise, or a part of one.
 *
 * @param name the exercise's number, and a word where it has several parts
 * @param title what it is about
 * @param quantities what was obtained beside what was published
 * @param paragraphs explanations
 * @param figures pictures for the page
 */
public record Exercise(
    String name,
    String title,
    List<Quantity> quantities,
    List<String> paragraphs,
    List<Figure> figures) {

  /** How a quantity compares. */
  public enum Verdict {
    /** It agrees with what was published. */
    AGREES,
    /** It does not. */
    OFF,
    /** Nothing was published to compare it with. */
    MEASURED
  }

  /**
   * One quantity.
   *
   * @param name what it is
   * @param relation how the published figure is meant: {@code =}, {@code <}, {@code >}; empty for
   *     none
   * @param published the figure as printed, NaN for none
   * @param obtained by Lacuna's solvers; NaN where it was not obtained at all
   * @param tolerance largest difference that agrees, NaN where the figure is a bound or missing
   * @param verdict how they compare
   * @param source where the figure was published, and why the tolerance is what it is
   */
  public record Quantity(
      String name,
      String relation,
      double published,
      double obtained,
      double tolerance,
      Verdict verdict,
      String source) {
    /** Obtained less published, NaN where nothing was. */
    public double difference() {
      return obtained - published;
    }
  }

  /** Whether every quantity that was published agrees. */
  public boolean agrees() {
    return quantities.stream().noneMatch(quantity -> quantity.verdict() == Verdict.OFF);
  }
}
