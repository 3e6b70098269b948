// What an exercise obtained. Filled by an Experiment, judged by Published.
package lacuna.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lacuna.report.Figure;

/** Quantities by name, with words and figures for the page. For one thread. */
final class Findings {
  private final Map<String, Double> obtained = new LinkedHashMap<>();
  private final List<String> paragraphs = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();

  /** Adds a quantity. */
  Findings add(String quantity, double value) {
    if (obtained.put(quantity, value) != null) {
      throw new IllegalArgumentException(quantity + " was obtained twice");
    }
    return this;
  }

  /** Adds a matrix, an entry at a time: {@code name[1,1]} is its first. */
  Findings add(String name, double[][] matrix) {
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[row].length; column++) {
        add(name + "[" + (row + 1) + "," + (column + 1) + "]", matrix[row][column]);
      }
    }
    return this;
  }

  /** Adds a paragraph that explains. */
  Findings say(String paragraph) {
    paragraphs.add(paragraph);
    return this;
  }

  /** Adds a figure. */
  Findings show(Figure figure) {
    figures.add(figure);
    return this;
  }

  Map<String, Double> obtained() {
    return obtained;
  }

  List<String> paragraphs() {
    return List.copyOf(paragraphs);
  }

  List<Figure> figures() {
    return List.copyOf(figures);
  }
}
