// The items as the first method sees them: a map, neighbours, singular values.
package lacuna.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import lacuna.evaluation.ComparisonResult;
import lacuna.ratings.Ids;
import lacuna.report.Chart.Axis;
import lacuna.report.Chart.Series;
import lacuna.report.Figure.Table;

/** Figures from ItemSpace. */
final class ItemFigures {
  private ItemFigures() {}

  static Section of(
      ComparisonResult result, Optional<ItemSpace> space, UnaryOperator<String> titles) {
    if (space.isEmpty()) {
      return new Section("The items", List.of(), List.of());
    }
    Ids items = result.ratings().table().items();
    ItemSpace of = space.get();
    return new Section(
        "The items",
        List.of(
            "A factor by itself means nothing: any invertible matrix between users and items gives"
                + " the same predictions. Places here are along the two directions in which the"
                + " model's predictions differ most, which no such matrix changes."),
        List.of(map(result, of, items, titles), nearest(of, items, titles), values(result, of)));
  }

  private static Figure map(
      ComparisonResult result, ItemSpace space, Ids items, UnaryOperator<String> titles) {
    List<String> labels = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    double[] x = new double[space.shown().length];
    double[] y = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = space.places()[k][0];
      y[k] = space.places()[k][1];
      labels.add(titles.apply(items.get(space.shown()[k])));
      rows.add(List.of(labels.get(k), Texts.error(x[k]), Texts.error(y[k])));
    }
    return new Figure(
        "map",
        "A map of the most rated items",
        "Each dot is one of the "
            + Texts.count(x.length)
            + " most rated items, its title shown on hover. Items near each other are liked by the"
            + " same users, once the averages of "
            + (result.settings().biases() ? "both are taken out." : "neither are taken out."),
        Chart.dots(
            Axis.of("first direction"),
            Axis.of("second direction"),
            List.of(new Series("items", x, y, labels, false))),
        Table.of(List.of("item", "first direction", "second direction"), rows));
  }

  private static Figure nearest(ItemSpace space, Ids items, UnaryOperator<String> titles) {
    List<List<String>> rows = new ArrayList<>();
    for (int q = 0; q < space.neighbours().length; q++) {
      int[] near = space.neighbours()[q];
      for (int k = 1; k < near.length; k++) {
        rows.add(
            List.of(
                k == 1 ? titles.apply(items.get(near[0])) : "",
                titles.apply(items.get(near[k])),
                Texts.fixed(space.likeness()[q][k - 1], 2)));
      }
    }
    return new Figure(
        "nearest",
        "Neighbours of the best known",
        "The items whose predictions go most alike over all users, by the cosine of the two.",
        null,
        new Table(List.of("item", "near to it", "cosine"), rows, false));
  }

  private static Figure values(ComparisonResult result, ItemSpace space) {
    int size = space.singularValues().length;
    double[] numbers = IntStream.rangeClosed(1, size).asDoubleStream().toArray();
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      rows.add(
          List.of(
              Integer.toString(k + 1),
              Texts.error(space.singularValues()[k]),
              Texts.error(space.energies()[k])));
    }
    return new Figure(
        "singular-values",
        "Singular values beside the energies of factors",
        "Singular values of the users' times the items' factors of "
            + result.primary().method()
            + ", and the length of each factor's two columns, each sorted. Where the two agree,"
            + " factors are directions of their own; where energies are flat, the same is spread"
            + " over all of them.",
        Chart.lines(
            Axis.of("number"),
            Axis.log("size, in units of the ratings"),
            List.of(
                Series.of("singular values", numbers, positive(space.singularValues())),
                Series.of("energies", numbers, positive(space.energies())))),
        Table.of(List.of("number", "singular value", "energy"), rows));
  }

  /** A logarithm has no place for zero, nor for what rounding leaves of it. */
  private static double[] positive(double[] values) {
    double least = 1e-6 * values[0];
    return java.util.Arrays.stream(values)
        .map(value -> value > least ? value : Double.NaN)
        .toArray();
  }
}
