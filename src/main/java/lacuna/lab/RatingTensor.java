// Exercise 4: full gradients on a tensor of ratings, the caller's or a made-up one of its form.
package lacuna.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lacuna.blocks.Axis;
import lacuna.blocks.Stripe;
import lacuna.evaluation.Clip;
import lacuna.evaluation.Comparison;
import lacuna.evaluation.ComparisonListener;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.MethodResult;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Gradient;
import lacuna.factorisation.Settings.Order;
import lacuna.factorisation.Settings.Update;
import lacuna.factorisation.Workers;
import lacuna.factorisation.gd.GdSolver;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import lacuna.ratings.SyntheticRatings;
import lacuna.ratings.SyntheticRatings.Plan;
import lacuna.ratings.Titles;
import lacuna.ratings.matrix.TorchWriter;
import lacuna.report.Figure;
import lacuna.report.Figure.Table;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/** Rank 5, 1000 epochs, step 1e-5; rows are films, columns are users, and 0 is no rating. */
final class RatingTensor implements Experiment {
  private static final int RANK = 5;
  private static final int EPOCHS = 1000;
  private static final double STEP = 1e-5;

  /** The film and the user's column that the exercise asks about. */
  private static final String ASKED = "A Beautiful Mind";

  private static final int ASKED_COLUMN = 4;

  @Override
  public String name() {
    return "4";
  }

  @Override
  public String title() {
    return "Full gradients on a tensor of ratings";
  }

  @Override
  public Findings run(Bench bench) {
    Findings findings = new Findings();
    findings.add("largest relative difference to a plain loop", againstPlainLoop(bench));
    Optional<String> brought = bench.request().tensor();
    String path = brought.orElseGet(() -> made(bench));
    RatingTable table =
        RatingsLoader.load(bench.spark(), RatingsRequest.of(path).missing("0").build());
    findings.add("observed cells", table.count());
    try {
      descend(bench, table, findings);
      compare(bench, table, findings);
    } finally {
      table.unpersist();
    }
    return findings.say(
        brought.isPresent()
            ? "The tensor is the one in " + path + "."
            : "The exercise's tensor has to be brought (--tensor, --titles). This one is made up, of"
                + " the same form: films by users with a tenth of the cells observed, saved as"
                + " torch.save would and read back.");
  }

  private static Settings settings() {
    return Textbook.settings(RANK, 0, 0)
        .order(Order.NESTED)
        .gradient(new Gradient(EPOCHS, STEP, Update.ALTERNATING))
        .build();
  }

  /** The exercise in small, by the solver and by the exercise's own lines. */
  private static double againstPlainLoop(Bench bench) {
    double[][] matrix = new double[40][120];
    new SyntheticRatings(new Plan(40, 120, 2400, 4, 0.8, 0, 0.5, 1))
        .forEach(0, 2400, (film, user, rating, time) -> matrix[film][user] = rating);
    for (double[] row : matrix) {
      for (int column = 0; column < row.length; column++) {
        row[column] = row[column] == 0 ? Double.NaN : row[column];
      }
    }
    Trained trained = bench.train(new GdSolver(), matrix, settings());
    float[] drawn =
        lacuna.factorisation.TorchUniform.values(0, 0, RANK * (matrix.length + matrix[0].length));
    double[][] u = new double[matrix.length][RANK];
    double[][] v = new double[matrix[0].length][RANK];
    for (int k = 0; k < drawn.length; k++) {
      double[] row = k < u.length * RANK ? u[k / RANK] : v[k / RANK - u.length];
      row[k % RANK] = drawn[k];
    }
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      plainEpoch(matrix, u, v);
    }
    double largest = 0;
    for (int film = 0; film < u.length; film++) {
      for (int k = 0; k < RANK; k++) {
        largest = Math.max(largest, Math.abs(trained.users()[film][k] / u[film][k] - 1));
      }
    }
    return largest;
  }

  /** {@code err = (A − U Vᵀ) ∘ M; U += lr err V; V += lr errᵀ U} with the U that has moved. */
  private static void plainEpoch(double[][] a, double[][] u, double[][] v) {
    double[][] error = Matrices.timesTransposed(u, v);
    double[][] moved = new double[u.length][];
    for (int r = 0; r < u.length; r++) {
      moved[r] = u[r].clone();
      for (int c = 0; c < v.length; c++) {
        error[r][c] = Double.isNaN(a[r][c]) ? 0 : a[r][c] - error[r][c];
        for (int k = 0; k < RANK; k++) {
          moved[r][k] += STEP * error[r][c] * v[c][k];
        }
      }
    }
    System.arraycopy(moved, 0, u, 0, u.length);
    for (int c = 0; c < v.length; c++) {
      for (int r = 0; r < u.length; r++) {
        for (int k = 0; k < RANK; k++) {
          v[c][k] += STEP * error[r][c] * u[r][k];
        }
      }
    }
  }

  /** Writes a made-up tensor and returns its path. */
  private static String made(Bench bench) {
    int films = bench.either(100, 1000);
    int users = bench.either(500, 10_000);
    int count = films * users / 10;
    float[] values = new float[films * users];
    new SyntheticRatings(new Plan(users, films, count, RANK, 0.8, 1, 0.5, 1))
        .forEach(0, count, (user, film, rating, time) -> values[film * users + user] = rating);
    Path path = new Path(bench.request().scratch(), "tensor.pt");
    try (OutputStream out = path.getFileSystem(hadoop(bench)).create(path, true)) {
      TorchWriter.write(values, films, users, out);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return path.toString();
  }

  private static Configuration hadoop(Bench bench) {
    return bench.spark().sparkContext().hadoopConfiguration();
  }

  private static BlockedRatings blocked(Bench bench, RatingTable table, Settings settings) {
    return BlockedRatings.of(
        JavaSparkContext.fromSparkContext(bench.spark().sparkContext()),
        table,
        settings,
        Workers.Request.NONE);
  }

  private static void descend(Bench bench, RatingTable table, Findings findings) {
    Settings settings = settings();
    try (BlockedRatings blocked = blocked(bench, table, settings);
        ComparisonResult result =
            Comparison.run(
                blocked,
                settings,
                List.of("gd"),
                Optional.of(Clip.NONE),
                ComparisonListener.NONE)) {
      findings.add("SSE over the observed cells, gd", sse(result.primary()));
      Titles titles =
          bench
              .request()
              .titles()
              .map(path -> Titles.read(hadoop(bench), path))
              .orElse(Titles.none());
      Factors factors = result.factors("gd");
      double[] user =
          row(
              factors.items().collect(),
              blocked.grid().items(),
              table.items().find("" + ASKED_COLUMN));
      List<Stripe> films = factors.users().collect();
      for (Map.Entry<String, String> film : asked(table, titles).entrySet()) {
        double[] place = row(films, blocked.grid().users(), table.users().find(film.getKey()));
        double prediction = 0;
        for (int k = 0; k < RANK; k++) {
          prediction += place[k] * user[k];
        }
        findings.add(
            "predicted rating of " + film.getValue() + " by user column " + ASKED_COLUMN,
            prediction);
      }
      if (titles.size() > 0) {
        findings.show(repeated(table, titles));
      }
    }
  }

  /** Rows of the film that is asked about, each with its title; the first row without titles. */
  private static Map<String, String> asked(RatingTable table, Titles titles) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (int film = 0; film < table.users().size(); film++) {
      String id = table.users().get(film);
      if (titles.of(id).filter(ASKED::equals).isPresent()) {
        rows.put(id, ASKED + " (row " + id + ")");
      }
    }
    if (rows.isEmpty()) {
      String first = table.users().get(0);
      rows.put(first, titles.of(first).orElse("the film in row " + first));
    }
    return rows;
  }

  private static double[] row(List<Stripe> side, Axis axis, int id) {
    double[] row = new double[RANK];
    if (id >= 0) {
      Stripe stripe = side.get(axis.stripeOf(id));
      int from = axis.rowOf(id) * stripe.width(Stripe.FACTORS);
      for (int k = 0; k < RANK; k++) {
        row[k] = stripe.column(Stripe.FACTORS)[from + k];
      }
    }
    return row;
  }

  /** Titles that several rows share: files that were cut at a comma have them. */
  private static Figure repeated(RatingTable table, Titles titles) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (int film = 0; film < table.users().size(); film++) {
      String id = table.users().get(film);
      titles.of(id).ifPresent(title -> rows.computeIfAbsent(title, t -> new ArrayList<>()).add(id));
    }
    List<List<String>> shown = new ArrayList<>();
    rows.forEach(
        (title, ids) -> {
          if (ids.size() > 1) {
            shown.add(List.of(title, String.join(", ", ids)));
          }
        });
    return new Figure(
        "exercise-4-titles",
        "Titles that more than one row has",
        "A title that was cut at its first comma may stand for several films; the row tells them"
            + " apart.",
        null,
        new Table(List.of("title", "rows"), shown, false));
  }

  private static void compare(Bench bench, RatingTable table, Findings findings) {
    Settings settings = Settings.builder().rank(RANK).biases(false).patience(0).build();
    List<String> methods = List.of("sgd", "als-plain");
    try (BlockedRatings blocked = blocked(bench, table, settings);
        ComparisonResult result =
            Comparison.run(
                blocked, settings, methods, Optional.of(Clip.NONE), ComparisonListener.NONE)) {
      for (MethodResult method : result.methods()) {
        if (methods.contains(method.method())) {
          findings.add(
              String.format(Locale.ROOT, "SSE over the observed cells, %s", method.method()),
              sse(method));
        }
      }
    }
  }

  private static double sse(MethodResult method) {
    return method.train().map(score -> score.errors().sse()).orElse(Double.NaN);
  }
}
