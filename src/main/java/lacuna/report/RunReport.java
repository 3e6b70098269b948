// The page of `run`: what was compared, how it was learnt, what is missed, and on which data.
package lacuna.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lacuna.evaluation.Clip;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.MethodResult;
import lacuna.evaluation.Methods;
import lacuna.evaluation.Score;
import lacuna.factorisation.Statistics;
import lacuna.output.OutputDirectory;
import lacuna.ratings.InputException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Writes report.html beside the tables of a run, from the comparison while it is open. */
public final class RunReport {
  private static final String FILE = "report.html";

  private final ComparisonResult result;
  private final Bins bins;
  private final ErrorSums errors;
  private final RatingSums ratings;
  private final Optional<ItemSpace> items;

  /**
   * Runs the jobs that sum up what the figures show.
   *
   * @param result a comparison whose first method has a model; open until the page is written
   */
  public RunReport(ComparisonResult result) {
    JavaSparkContext spark = result.data().spark();
    spark.setJobDescription("summing up for " + FILE);
    try {
      this.result = result;
      bins = bins(result);
      errors = ErrorSums.of(result, bins);
      ratings = RatingSums.of(result, bins);
      items = Optional.ofNullable(ItemSpace.of(result));
    } finally {
      spark.setJobDescription(null);
    }
  }

  /**
   * Writes the page below the directory's partial path, where run.json has to stand already.
   *
   * @param titles the title of an item, or its id
   */
  public void write(SparkSession session, OutputDirectory directory, UnaryOperator<String> titles) {
    Path at = directory.partial();
    try {
      FileSystem fs = at.getFileSystem(session.sparkContext().hadoopConfiguration());
      JsonNode record;
      try (InputStream in = fs.open(new Path(at, "run.json"))) {
        record = new ObjectMapper().readTree(in);
      }
      write(fs, at, page(record, titles).toHtml());
    } catch (IOException failed) {
      throw new InputException(
          "can't write to " + at + ": " + failed.getMessage() + "; give another --output", failed);
    }
  }

  private static void write(FileSystem fs, Path directory, String html) throws IOException {
    try (OutputStream out = fs.create(new Path(directory, FILE), true)) {
      out.write(html.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Writes any page below a directory's partial path. */
  public static void write(SparkSession session, OutputDirectory directory, Page page) {
    Path at = directory.partial();
    try {
      write(at.getFileSystem(session.sparkContext().hadoopConfiguration()), at, page.toHtml());
    } catch (IOException failed) {
      throw new InputException(
          "can't write to " + at + ": " + failed.getMessage() + "; give another --output", failed);
    }
  }

  private Page page(JsonNode record, UnaryOperator<String> titles) {
    List<Section> sections =
        List.of(
            new Section("The comparison", List.of(), List.of(ComparisonFigures.table(result))),
            new Section("Learning", List.of(), learning(result)),
            ErrorFigures.served(result, errors),
            ErrorFigures.missed(result, errors, titles),
            ItemFigures.of(result, items, titles),
            DataFigures.of(result, ratings, bins),
            new Section("The run", List.of(), RecordFigures.of(record)));
    return new Page(
        "Lacuna · a comparison of " + result.methods().size() + " methods",
        headline(result),
        standfirst(result),
        sections,
        List.of(
            "Made by Lacuna "
                + record.path("lacuna").asText()
                + " on "
                + record.path("finished").asText().replaceFirst("T.*", "")
                + ". The same ratings, settings and seed give the same factors, bit for bit: "
                + record.path("factorHash").asText("no hash")
                + "."));
  }

  private static List<Figure> learning(ComparisonResult result) {
    List<Figure> figures = new ArrayList<>(LearningFigures.of(result));
    figures.addAll(ComparisonFigures.convergence(result));
    return figures;
  }

  private static Bins bins(ComparisonResult result) {
    Clip clip = result.clip();
    Statistics training = result.data().statistics();
    return clip.none()
        ? new Bins(training.least(), training.greatest())
        : new Bins(clip.least(), clip.greatest());
  }

  /** What a method is judged by: the held-out ratings, else those it learnt from. */
  static Optional<Score> judged(MethodResult method) {
    return method.test().isPresent() ? method.test() : method.train();
  }

  private static double rmse(MethodResult method) {
    return judged(method).map(score -> score.errors().rmse()).orElse(Double.NaN);
  }

  private static MethodResult named(ComparisonResult result, String name) {
    return result.methods().stream()
        .filter(method -> method.method().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String headline(ComparisonResult result) {
    MethodResult primary = result.primary();
    String error = Texts.error(rmse(primary));
    return primary.test().isPresent()
        ? primary.method() + " is off by " + error + " on ratings it never saw"
        : primary.method() + " is off by " + error + " on ratings it learnt from";
  }

  private static List<String> standfirst(ComparisonResult result) {
    MethodResult primary = result.primary();
    List<String> texts = new ArrayList<>();
    long test = result.data().statistics().test();
    texts.add(
        "Of "
            + Texts.count(result.ratings().table().count())
            + " ratings of "
            + Texts.count(result.ratings().table().items().size())
            + " items by "
            + Texts.count(result.ratings().table().users().size())
            + " users, "
            + (test > 0
                ? Texts.count(test)
                    + " were kept from every method and decide nothing but this page."
                : "none were kept back, so that all errors here are of ratings that were learnt"
                    + " from, and flatter."));
    double bias = rmse(named(result, Methods.BIAS));
    double mean = rmse(named(result, Methods.MEAN));
    if (!primary.method().equals(Methods.BIAS) && bias > 0 && mean > 0) {
      texts.add(
          String.format(
              Locale.ROOT,
              "Root mean squared error: %s for %s, against %s for what is known from users' and"
                  + " items' averages alone, and %s for one number for all. Averages take away"
                  + " %s of the squared error of that number, and %s %s.",
              Texts.error(rmse(primary)),
              primary.method(),
              Texts.error(bias),
              Texts.error(mean),
              Texts.percent(1 - bias * bias / (mean * mean)),
              primary.method(),
              Texts.percent(1 - rmse(primary) * rmse(primary) / (mean * mean))));
    }
    return texts;
  }
}
