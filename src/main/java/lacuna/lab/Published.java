// The expected side of every comparison, from published.csv. Only Laboratory may ask it.
package lacuna.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lacuna.lab.Exercise.Quantity;
import lacuna.lab.Exercise.Verdict;

/**
 * Published figures by exercise. A line of the resource is {@code
 * exercise|quantity|relation|value|tolerance|pair|source}. Without a tolerance a figure has to
 * agree to half a unit of its last printed digit, which a computation in float32 may miss by a
 * thousandth of that. Quantities of one {@code pair} share a sign that is free, as columns of an
 * SVD do.
 */
final class Published {
  private static final String RESOURCE = "published.csv";
  private static final double SLACK = 1.001;

  /**
   * One published figure.
   *
   * @param relation {@code =}, {@code <} or {@code >}
   * @param value as printed
   * @param tolerance largest difference that agrees
   * @param pair name of the group that shares a free sign, empty for none
   * @param source where it comes from
   */
  private record Figure(
      String relation, double value, double tolerance, String pair, String source) {
    Verdict verdict(double obtained) {
      boolean agrees =
          switch (relation) {
            case "<" -> obtained < value;
            case ">" -> obtained > value;
            default -> Math.abs(obtained - value) <= tolerance;
          };
      return agrees ? Verdict.AGREES : Verdict.OFF;
    }
  }

  private final Map<String, Map<String, Figure>> byExercise = new LinkedHashMap<>();

  /** Reads the resource. */
  Published() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Published.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
      lines.lines().skip(1).filter(line -> !line.isBlank()).forEach(this::add);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void add(String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 7) {
      throw new IllegalStateException(RESOURCE + " has a line of " + cells.length + ": " + line);
    }
    BigDecimal value = new BigDecimal(cells[3]);
    double half = 0.5 * Math.pow(10, -value.scale()) * SLACK;
    boolean equal = cells[2].equals("=");
    double tolerance =
        !equal ? Double.NaN : cells[4].isEmpty() ? half : Double.parseDouble(cells[4]);
    Figure figure = new Figure(cells[2], value.doubleValue(), tolerance, cells[5], cells[6]);
    byExercise.computeIfAbsent(cells[0], name -> new LinkedHashMap<>()).put(cells[1], figure);
  }

  /**
   * Holds what was obtained against what was published. A published figure that was not obtained is
   * off.
   *
   * @param exercise its name
   * @param obtained quantities by name
   */
  List<Quantity> judge(String exercise, Map<String, Double> obtained) {
    Map<String, Figure> expected = byExercise.getOrDefault(exercise, Map.of());
    Map<String, Double> signs = signs(expected, obtained);
    Set<String> names = new LinkedHashSet<>(expected.keySet());
    names.addAll(obtained.keySet());
    List<Quantity> quantities = new ArrayList<>();
    for (String name : names) {
      Figure figure = expected.get(name);
      double value = obtained.getOrDefault(name, Double.NaN);
      if (figure == null) {
        quantities.add(new Quantity(name, "", Double.NaN, value, Double.NaN, Verdict.MEASURED, ""));
      } else {
        value *= signs.getOrDefault(figure.pair, 1.0);
        quantities.add(
            new Quantity(
                name,
                figure.relation,
                figure.value,
                value,
                figure.tolerance,
                figure.verdict(value),
                figure.source));
      }
    }
    return quantities;
  }

  /** The sign of each pair that brings it nearest to what was published. */
  private static Map<String, Double> signs(
      Map<String, Figure> expected, Map<String, Double> obtained) {
    Map<String, Double> products = new LinkedHashMap<>();
    expected.forEach(
        (name, figure) -> {
          if (!figure.pair.isEmpty()) {
            double product = figure.value * obtained.getOrDefault(name, 0.0);
            products.merge(figure.pair, product, Double::sum);
          }
        });
    products.replaceAll((pair, product) -> product < 0 ? -1.0 : 1.0);
    return products;
  }
}
