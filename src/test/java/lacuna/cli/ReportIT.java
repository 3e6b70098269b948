// Pages of runs in a real browser: drawn, true to the tables, and harmless whatever ids contain.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lacuna.SparkForTests;
import lacuna.report.Chromium;
import lacuna.report.HostileTexts;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportIT {
  private static final List<String> HOSTILE = HostileTexts.ALL;

  @TempDir private static Path folder;
  private static Chromium browser;
  private static Path whole;

  /** The run that most tests look at: the sample, its best known items renamed. */
  @BeforeAll
  static void run() throws Exception {
    browser = Chromium.start();
    List<String> lines = Files.readAllLines(Path.of("data/sample/ratings.csv"));
    Map<String, Integer> counts = new HashMap<>();
    lines.subList(1, lines.size()).forEach(line -> counts.merge(item(line), 1, Integer::sum));
    List<String> known =
        counts.keySet().stream()
            .sorted((a, b) -> Integer.compare(counts.get(b), counts.get(a)))
            .limit(HOSTILE.size())
            .toList();
    List<String> renamed = new ArrayList<>(List.of(lines.get(0)));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      int at = known.indexOf(cells[1]);
      if (at >= 0) {
        cells[1] = '"' + HOSTILE.get(at).replace("\"", "\"\"") + '"';
      }
      renamed.add(String.join(",", cells));
    }
    Path ratings = Files.write(folder.resolve("ratings.csv"), renamed);
    whole = page("whole", ratings, "--methods", "sgd,svd,bayes", "--epochs", "6");
  }

  private static String item(String line) {
    return line.split(",")[1];
  }

  private static Path page(String name, Path ratings, String... options) {
    String output = folder.resolve(name).toString();
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "--ratings", ratings.toString(), "--output", output, "--rank", "4"));
    arguments.addAll(List.of(options));
    InProcess result = InProcess.run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as("%s", result.err()).isZero();
    return folder.resolve(name).resolve("report.html");
  }

  @AfterAll
  static void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  private static void open(Path page) throws Exception {
    browser.window(1200, 900, false);
    browser.open(page);
  }

  @Test
  void drawsEveryFigureAndLoadsNothing() throws Exception {
    open(whole);
    browser.assertDrawn(11);
    assertThat(Files.size(whole)).isLessThan(1_000_000);
  }

  /** Figures are sums in bins and a few that are named, so that sixty times as much adds little. */
  @Test
  void isHardlyLargerForManyMoreRatings() throws Exception {
    String many = folder.resolve("many").toString();
    InProcess made =
        InProcess.run(
            ("generate --users 4000 --items 3000 --count 300000 --rank 4 --noise 0.5 --skew 1"
                    + " --seed 1 --output "
                    + many)
                .split(" "));
    assertThat(made.exitCode()).as("%s", made.err()).isZero();
    Path page =
        page(
            "large",
            Path.of(many, "ratings"),
            "--methods",
            "sgd",
            "--epochs",
            "3",
            "--patience",
            "0");
    assertThat(Files.size(page)).isLessThan(Files.size(whole) + 60_000);
    open(page);
    browser.assertDrawn(9);
  }

  @Test
  void numbersAreThoseOfTheTables() throws Exception {
    open(whole);
    Map<String, Row> totals = new HashMap<>();
    SparkForTests.session()
        .read()
        .parquet(folder.resolve("whole/squared_errors").toString())
        .filter("split = 'test'")
        .collectAsList()
        .forEach(row -> totals.put(row.getAs("method"), row));
    List<List<String>> shown = browser.table("comparison");
    assertThat(shown).hasSize(5);
    for (List<String> row : shown) {
      Row total = totals.get(row.get(0));
      assertThat(row.get(1)).isEqualTo(fixed("%.4f", total.getAs("rmse")));
      assertThat(row.get(3)).isEqualTo(fixed("%.4f", total.getAs("mae")));
      assertThat(row.get(4)).isEqualTo(fixed("%,.2f", total.getAs("sse")));
      assertThat(row.get(5)).isEqualTo(fixed("%,d", total.getAs("count")));
    }
    assertThat(sum(browser.table("ratings"), 1)).isEqualTo(5000);
    long tested = totals.get("sgd").<Long>getAs("count");
    assertThat(sum(browser.table("served-users"), 1)).isEqualTo(tested);
    assertThat(sum(browser.table("served-items"), 1)).isEqualTo(tested);
    misses();
    intervals();
  }

  /** What the intervals held is what calibration/ says, to the rating. */
  private static void intervals() throws Exception {
    List<List<String>> written =
        SparkForTests.session()
            .read()
            .parquet(folder.resolve("whole/calibration").toString())
            .orderBy("method", "level")
            .collectAsList()
            .stream()
            .map(
                row -> {
                  long held = row.getAs("held");
                  long count = row.getAs("count");
                  return List.of(
                      row.<String>getAs("method"),
                      fixed("%.1f %%", 100 * row.<Double>getAs("level")),
                      fixed("%.1f %%", 100.0 * held / count),
                      fixed("%,d", held),
                      fixed("%,d", count));
                })
            .toList();
    assertThat(written).isNotEmpty();
    assertThat(browser.table("intervals")).isEqualTo(written);
  }

  /** The misses that are told are the largest of the predictions that are written. */
  private static void misses() throws Exception {
    List<Row> rows =
        SparkForTests.session()
            .read()
            .parquet(folder.resolve("whole/predictions").toString())
            .filter("method = 'sgd' and split = 'test'")
            .selectExpr("rating", "prediction")
            .orderBy(
                org.apache
                    .spark
                    .sql
                    .functions
                    .expr("abs(double(rating) - double(prediction))")
                    .desc())
            .limit(12)
            .collectAsList();
    List<List<String>> shown = browser.table("misses");
    for (int k = 0; k < rows.size(); k++) { // by size: some are equal
      double told =
          Double.parseDouble(shown.get(k).get(2)) - Double.parseDouble(shown.get(k).get(3));
      double written = (double) rows.get(k).getFloat(0) - rows.get(k).getFloat(1);
      assertThat(Math.abs(told)).isCloseTo(Math.abs(written), within(0.0051));
    }
  }

  private static String fixed(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static long sum(List<List<String>> rows, int column) {
    return rows.stream().mapToLong(row -> Long.parseLong(row.get(column).replace(",", ""))).sum();
  }

  @Test
  void showsTheTitleOfADotOnHover() throws Exception {
    open(whole);
    String told = browser.tooltip("map", 3);
    List<String> titles = browser.table("map").stream().map(row -> row.get(0)).toList();
    assertThat(titles).contains(HOSTILE.toArray(String[]::new));
    assertThat(told).isIn(titles).isEqualTo(titles.get(3));
  }

  @Test
  void idsOfAnyKindComeOutAsText() throws Exception {
    open(whole);
    HostileTexts.assertHarmless(browser);
    assertThat(
            browser.value(
                "JSON.parse(document.getElementById('data-map').textContent).series[0].labels"))
        .extracting(JsonNode::asText)
        .contains(HOSTILE.toArray(String[]::new));
  }

  @Test
  void fitsAPhoneAndTheDark() throws Exception {
    open(whole);
    String background = browser.value("getComputedStyle(document.body).backgroundColor").asText();
    browser.window(360, 740, true);
    browser.open(whole);
    assertThat(browser.value("document.documentElement.scrollWidth").asInt()).isLessThan(361);
    assertThat(browser.value("getComputedStyle(document.body).backgroundColor").asText())
        .isNotEqualTo(background);
    browser.assertDrawn(11);
  }

  @Test
  void saysSoWhereNothingWasHeldOutAMethodWasSkippedAndThereWasOneEpoch() throws Exception {
    String[] options = {"--test-fraction", "0", "--epochs", "1", "--patience", "0"};
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--methods", "sgd,svd", "--svd-max-cells", "1000"));
    open(page("bare", Path.of("data/sample/ratings.csv"), all.toArray(String[]::new)));
    browser.assertDrawn(9);
    assertThat(browser.value("document.querySelector('header').textContent").asText())
        .contains("learnt from");
    assertThat(browser.table("comparison").get(1).subList(0, 2)).containsExactly("svd", "skipped");
  }

  @Test
  void tellsOfAMethodThatDivergedAndOfAPrimaryWithoutFactors() throws Exception {
    open(
        page(
            "diverged",
            Path.of("data/sample/ratings.csv"),
            "--methods",
            "bias,sgd",
            "--step-size",
            "1e6"));
    browser.assertDrawn(6);
    assertThat(browser.table("comparison").get(1).subList(0, 2)).containsExactly("sgd", "diverged");
    assertThat(browser.value("document.getElementById('map')").isNull()).isTrue();
  }
}
