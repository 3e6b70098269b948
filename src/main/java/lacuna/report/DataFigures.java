// The data: how ratings are spread over values, users, items and blocks.
package lacuna.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lacuna.blocks.Grid;
import lacuna.evaluation.ComparisonResult;
import lacuna.factorisation.Counts;
import lacuna.report.Chart.Axis;
import lacuna.report.Chart.Kind;
import lacuna.report.Chart.Series;
import lacuna.report.Figure.Table;

/** Figures from RatingSums and from the counts that every training has. */
final class DataFigures {
  /** Places along the number of ratings, evenly on a logarithmic axis. */
  private static final int PLACES = 40;

  private DataFigures() {}

  static Section of(ComparisonResult result, RatingSums sums, Bins bins) {
    return new Section(
        "The data",
        List.of(),
        List.of(histogram(sums, bins), degrees(result), blocks(result, sums)));
  }

  private static Figure histogram(RatingSums sums, Bins bins) {
    List<String> categories = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    if (sums.values.isEmpty()) {
      for (int bin = 0; bin < Bins.RATINGS; bin++) {
        categories.add(Texts.fixed(bins.rating(bin), 2));
        counts.add(sums.binned[bin]);
      }
    } else {
      sums.values.forEach(
          (value, count) -> {
            categories.add(Texts.rating(value));
            counts.add(count);
          });
    }
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < counts.size(); k++) {
      rows.add(List.of(categories.get(k), Texts.count(counts.get(k))));
    }
    return new Figure(
        "ratings",
        "What was given",
        sums.values.isEmpty()
            ? "Ratings by value, in bins named by their middles."
            : "Ratings by value, of all parts together.",
        Chart.bars(
            Axis.of("rating"),
            Axis.of("ratings"),
            categories,
            List.of(
                new Series(
                    "ratings",
                    null,
                    counts.stream().mapToDouble(Long::doubleValue).toArray(),
                    null,
                    false))),
        Table.of(List.of("rating", "ratings"), rows));
  }

  private static Figure degrees(ComparisonResult result) {
    Counts counts = result.data().counts().value();
    Series users = atLeast("users", counts.users());
    Series items = atLeast("items", counts.items());
    List<List<String>> rows = new ArrayList<>();
    for (Series side : List.of(users, items)) {
      for (int k = 0; k < side.y().length; k++) {
        rows.add(
            List.of(side.name(), Texts.count((long) side.x()[k]), Texts.count((long) side.y()[k])));
      }
    }
    return new Figure(
        "degrees",
        "A few have many, many have few",
        "How many users and items have at least so many training ratings.",
        Chart.lines(
            Axis.log("training ratings, at least"),
            Axis.log("users or items"),
            List.of(users, items)),
        Table.of(List.of("side", "at least", "of them"), rows));
  }

  private static Series atLeast(String name, int[] counts) {
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    int most = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
    List<double[]> points = new ArrayList<>();
    int before = 0;
    for (int k = 0; k < PLACES && most > 0; k++) {
      int least = (int) Math.round(Math.pow(most, (double) k / (PLACES - 1)));
      if (least > before) {
        int first = Arrays.binarySearch(sorted, least);
        first = first < 0 ? -first - 1 : first;
        while (first > 0 && sorted[first - 1] >= least) {
          first--;
        }
        points.add(new double[] {least, sorted.length - first});
        before = least;
      }
    }
    return Series.of(
        name,
        points.stream().mapToDouble(point -> point[0]).toArray(),
        points.stream().mapToDouble(point -> point[1]).toArray());
  }

  private static Figure blocks(ComparisonResult result, RatingSums sums) {
    Grid grid = result.ratings().grid();
    int users = sums.squares.length;
    int items = sums.squares[0].length;
    double[] x = new double[users * items];
    double[] y = new double[x.length];
    List<String> labels = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int u = 0; u < users; u++) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(u + 1)));
      for (int i = 0; i < items; i++) {
        x[u * items + i] = i + 1;
        y[u * items + i] = u + 1;
        labels.add(Long.toString(sums.squares[u][i]));
        row.add(Texts.count(sums.squares[u][i]));
      }
      rows.add(row);
    }
    List<String> headings = new ArrayList<>(List.of("users \\ items"));
    for (int i = 0; i < items; i++) {
      headings.add(Integer.toString(i + 1));
    }
    return new Figure(
        "blocks",
        "How evenly the work is cut",
        "Ratings by stripe of users and of items on the grid of "
            + grid.users().stripes()
            + " x "
            + grid.items().stripes()
            + (grid.users().stripes() > users || grid.items().stripes() > items
                ? ", several stripes to a square."
                : ".")
            + " Even shades mean that no worker waits for another.",
        new Chart(
            Kind.HEAT,
            Axis.of("stripe of items"),
            Axis.of("stripe of users"),
            List.of(new Series("ratings", x, y, labels, false)),
            List.of()),
        Table.of(headings, rows));
  }
}
