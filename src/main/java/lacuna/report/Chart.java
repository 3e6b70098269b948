// What a chart shows, apart from how it is drawn. Part of Figure; drawn in the browser by
// report.js.
package lacuna.report;

import java.util.Arrays;
import java.util.List;

/**
 * A chart of one or more series on common axes.
 *
 * @param kind how points are drawn
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series the numbers
 * @param categories texts of the horizontal axis where it has no numbers (BARS), else empty
 */
public record Chart(Kind kind, Axis x, Axis y, List<Series> series, List<String> categories) {
  /** How points are drawn. */
  public enum Kind {
    /** Joined by lines. */
    LINES,
    /** As columns, one group a category. */
    BARS,
    /** As dots, each with a label that is shown on hover. */
    DOTS,
    /** As a grid of squares, darker where there is more: x and y are places, labels values. */
    HEAT
  }

  /**
   * An axis.
   *
   * @param title with its unit
   * @param logarithmic whether equal ratios are equal distances
   */
  public record Axis(String title, boolean logarithmic) {
    /** An axis with equal distances for equal differences. */
    public static Axis of(String title) {
      return new Axis(title, false);
    }

    /** A logarithmic axis. */
    public static Axis log(String title) {
      return new Axis(title, true);
    }
  }

  /**
   * Points of one name.
   *
   * @param name for the legend
   * @param x places; null for bars, whose places are the categories
   * @param y values; NaN leaves a gap
   * @param labels a text a point, null for none
   * @param dashed whether it is a reference and no measurement
   */
  public record Series(String name, double[] x, double[] y, List<String> labels, boolean dashed) {
    public Series {
      if (x != null && x.length != y.length || labels != null && labels.size() != y.length) {
        throw new IllegalArgumentException("a series needs as many places and labels as values");
      }
    }

    /** A measured line. */
    public static Series of(String name, double[] x, double[] y) {
      return new Series(name, x, y, null, false);
    }

    /** A line to compare with. */
    public static Series reference(String name, double[] x, double[] y) {
      return new Series(name, x, y, null, true);
    }

    /** Whether there is anything to draw. */
    boolean empty() {
      return Arrays.stream(y).noneMatch(Double::isFinite);
    }
  }

  public Chart {
    series = List.copyOf(series);
    categories = List.copyOf(categories);
  }

  /** A chart of lines. */
  public static Chart lines(Axis x, Axis y, List<Series> series) {
    return new Chart(Kind.LINES, x, y, series, List.of());
  }

  /** A chart of dots. */
  public static Chart dots(Axis x, Axis y, List<Series> series) {
    return new Chart(Kind.DOTS, x, y, series, List.of());
  }

  /** A chart of columns. */
  public static Chart bars(Axis x, Axis y, List<String> categories, List<Series> series) {
    return new Chart(Kind.BARS, x, y, series, categories);
  }

  /** Whether there is anything to draw. */
  boolean empty() {
    return series.stream().allMatch(Series::empty);
  }
}
