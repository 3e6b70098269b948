// Exercise 8: choosing K by held-out error, what side information gains, and a map of the items.
package lacuna.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import lacuna.evaluation.Comparison;
import lacuna.evaluation.ComparisonListener;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.MethodResult;
import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Settings;
import lacuna.ratings.RatingTable;
import lacuna.report.Chart;
import lacuna.report.Chart.Axis;
import lacuna.report.Chart.Series;
import lacuna.report.Figure;

/** Runs sgd and bayes at every K on one split. */
final class ChoosingRank implements Experiment {
  /** K at which the sampler is run without side information too. */
  private static final int SIDE_RANK = 8;

  private static final int MAP_RANK = 2;

  /** Items on the map. */
  private static final int MOST_SHOWN = 300;

  private static final List<String> METHODS = List.of("sgd", "bayes");

  @Override
  public String name() {
    return "8 choosing K";
  }

  @Override
  public String title() {
    return "Choosing the number of factors";
  }

  /** RMSE by method: training, then held out. */
  private record Errors(double[] train, double[] test) {
    Errors(int size) {
      this(new double[size], new double[size]);
    }

    void set(int k, MethodResult method) {
      train[k] = method.train().orElseThrow().errors().rmse();
      test[k] = method.test().orElseThrow().errors().rmse();
    }
  }

  @Override
  public Findings run(Bench bench) {
    int[] ranks =
        bench.request().quick() ? new int[] {2, SIDE_RANK} : new int[] {1, 2, 4, 8, 16, 32, 64};
    List<Errors> errors = List.of(new Errors(ranks.length), new Errors(ranks.length));
    Findings findings = new Findings();
    RatingTable table = LectureRatings.load(bench);
    try {
      for (int k = 0; k < ranks.length; k++) {
        compare(
            bench,
            table,
            settings(bench, ranks[k], BayesSettings.Side.PATTERN),
            METHODS,
            k,
            errors,
            findings);
      }
      List<Errors> without = List.of(new Errors(1));
      compare(
          bench,
          table,
          settings(bench, SIDE_RANK, BayesSettings.Side.NONE),
          List.of("bayes"),
          0,
          without,
          findings);
      sides(findings, ranks, errors.get(1), without.get(0));
    } finally {
      table.unpersist();
    }
    return findings.show(curves(bench, ranks, errors));
  }

  private static Settings settings(Bench bench, int rank, BayesSettings.Side side) {
    int sweeps = bench.either(40, 200);
    return Settings.builder()
        .rank(rank)
        .bayes(
            new BayesSettings(
                sweeps, sweeps * 2 / 5, side, 2, 1e-4, 8, BayesSettings.Noise.STUDENT))
        .build();
  }

  private static void compare(
      Bench bench,
      RatingTable table,
      Settings settings,
      List<String> methods,
      int at,
      List<Errors> errors,
      Findings findings) {
    try (BlockedRatings blocked = bench.blocked(table, settings);
        ComparisonResult result =
            Comparison.run(blocked, settings, methods, Optional.empty(), ComparisonListener.NONE)) {
      for (int m = 0; m < methods.size(); m++) {
        errors.get(m).set(at, result.methods().get(m));
      }
      if (settings.rank() == MAP_RANK && methods == METHODS) {
        findings.show(map(bench, blocked, result));
      }
    }
  }

  private static void sides(Findings findings, int[] ranks, Errors with, Errors without) {
    for (int k = 0; k < ranks.length; k++) {
      if (ranks[k] == SIDE_RANK) {
        findings
            .add("held-out RMSE of bayes without side information", without.test[0])
            .add("held-out RMSE of bayes that knows who rated what", with.test[k])
            .add("gain from side information", without.test[0] - with.test[k]);
      }
    }
    findings.say(
        "Side information that is always there is which cells are rated at all: who chose to rate"
            + " what tells of taste before a single rating is read. More factors always lower the"
            + " training error of a fit; held out, a fit needs its λ and its early stop, while"
            + " averaging over samples needs neither and gains from factors or is unmoved by them.");
  }

  private static Figure curves(Bench bench, int[] ranks, List<Errors> errors) {
    double[] x = java.util.Arrays.stream(ranks).asDoubleStream().toArray();
    List<Series> series = new ArrayList<>();
    for (int m = 0; m < METHODS.size(); m++) {
      series.add(Series.of(METHODS.get(m) + ", held out", x, errors.get(m).test));
      series.add(Series.reference(METHODS.get(m) + ", training", x, errors.get(m).train));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < ranks.length; k++) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(ranks[k])));
      for (Series one : series) {
        row.add(Textbook.plain(one.y()[k]));
      }
      rows.add(row);
    }
    List<String> headings = new ArrayList<>(List.of("K"));
    series.forEach(one -> headings.add(one.name()));
    return new Figure(
        "exercise-8-rank",
        "Choosing K by what was held out",
        "RMSE over the number of factors on "
            + LectureRatings.named(bench)
            + ". Solid lines are of held-out ratings, dashed ones of those that were learnt from.",
        Chart.lines(Axis.log("K, number of factors"), Axis.of("RMSE"), series),
        Figure.Table.of(headings, rows));
  }

  private static int[] mostRated(int[] counts) {
    return IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingInt(id -> -counts[id]).thenComparingInt(id -> id))
        .limit(MOST_SHOWN)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Figure map(Bench bench, BlockedRatings blocked, ComparisonResult result) {
    UnaryOperator<String> titles = LectureRatings.titles(bench);
    double[][] items =
        Trained.rows(result.factors("sgd").items().collect(), blocked.grid().items(), MAP_RANK);
    int[] shown = mostRated(result.data().counts().value().items());
    double[] x = new double[shown.length];
    double[] y = new double[shown.length];
    List<String> labels = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < shown.length; k++) {
      x[k] = items[shown[k]][0];
      y[k] = items[shown[k]][1];
      labels.add(titles.apply(blocked.table().items().get(shown[k])));
      rows.add(List.of(labels.get(k), Textbook.plain(x[k]), Textbook.plain(y[k])));
    }
    return new Figure(
        "exercise-8-map",
        "The items in the plane of the first two factors",
        "Each dot is one of the most rated items of "
            + LectureRatings.named(bench)
            + ", where sgd with two factors puts it. Items near each other are liked by the same"
            + " users; the axes themselves mean nothing.",
        Chart.dots(
            Axis.of("factor 1"),
            Axis.of("factor 2"),
            List.of(new Series("items", x, y, labels, false))),
        Figure.Table.of(List.of("item", "factor 1", "factor 2"), rows));
  }
}
