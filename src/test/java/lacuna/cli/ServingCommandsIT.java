// predict, recommend and similar on the model of a run: shown, written, read back; refusals.
package lacuna.cli;

import static lacuna.cli.InProcess.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lacuna.SparkForTests;
import lacuna.ml.MatrixFactorisation;
import lacuna.ml.MatrixFactorisationModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingCommandsIT {
  private static final String RATINGS = "data/sample/ratings.csv";
  private static final String TITLES = "data/sample/titles.csv";
  private static final SparkSession SESSION = SparkForTests.session();

  @TempDir private static Path runs;
  @TempDir private Path folder;
  private static String model;

  @BeforeAll
  static void train() {
    model = runs.resolve("out").toString();
    InProcess trained =
        run(
            "run",
            "--ratings",
            RATINGS,
            "--output",
            model,
            "--rank",
            "6",
            "--epochs",
            "5",
            "--methods",
            "sgd",
            "--test-fraction",
            "0",
            "--predict",
            "observed");
    assertThat(trained.exitCode()).isZero();
  }

  private InProcess ask(String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, "--model", model));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  private Dataset<Row> written(String table) {
    assertThat(folder.resolve("out/_SUCCESS")).exists();
    return SESSION.read().parquet(folder.resolve("out/" + table).toString());
  }

  private String output() {
    return folder.resolve("out").toString();
  }

  @Test
  void pairsArePredictedToTheBitsOfTheRun() throws IOException {
    Path pairs = Files.writeString(folder.resolve("pairs.csv"), pairs());
    InProcess asked = ask("predict", "--pairs", pairs.toString(), "--output", output());
    assertThat(asked.err()).isEmpty();
    assertThat(asked.exitCode()).isZero();
    Dataset<Row> predictions = written("predictions");
    assertThat(predictions.columns())
        .containsExactly("user", "item", "prediction", "raw_prediction", "prediction_sd", "status");
    Dataset<Row> known =
        SESSION
            .read()
            .parquet(model + "/predictions")
            .where("method = 'sgd'")
            .selectExpr("user", "item", "raw_prediction as raw", "prediction as clipped");
    Dataset<Row> both = predictions.join(known, new String[] {"user", "item"});
    assertThat(both.count()).isEqualTo(40);
    assertThat(both.where("raw <> raw_prediction or clipped <> prediction").count()).isZero();
    assertThat(predictions.where("status = 'cold_user'").count()).isEqualTo(1);
    assertThat(ask("predict", "--pairs", pairs.toString()).out())
        .anyMatch(line -> line.startsWith("and more"));
  }

  @Test
  void pairsNameItemsByIdOrByTitleAndAreReadAsRatingsAre() throws IOException {
    Path pairs =
        Files.write(
            folder.resolve("pairs.txt"),
            List.of("x|3|harbour, slow", "x|3|2", "x|zzz|Harbour", "x|3", "x|4|Harbour, Slow"));
    List<String> options =
        List.of("--pairs", pairs.toString(), "--separator", "|", "--user-column", "2");
    List<String> more = new ArrayList<>(options);
    more.addAll(List.of("--item-column", "3", "--titles", TITLES, "--output", output()));
    refused(3, "line 4: too few columns", ask("predict", more.toArray(String[]::new)));
    more.addAll(List.of("--bad-records", "quarantine"));
    InProcess asked = ask("predict", more.toArray(String[]::new));
    assertThat(asked.err())
        .containsExactly(
            "warning: 1 record left out, the first in "
                + pairs
                + ", line 4: too few columns, 2 where 3 are needed");
    List<Row> rows = written("predictions").collectAsList();
    assertThat(rows)
        .extracting(row -> row.get(0) + "/" + row.get(1) + " " + row.getAs("status"))
        .containsExactly("3/2 ok", "3/2 ok", "zzz/Harbour cold", "4/2 ok");
    assertThat(rows).extracting(row -> row.getAs("title")).contains("Harbour, Slow");
    assertThat(rows.get(0).get(2)).isEqualTo(rows.get(1).get(2));
  }

  private static String pairs() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(RATINGS))) {
      StringBuilder pairs = new StringBuilder("item,user\n");
      lines
          .skip(1)
          .limit(40)
          .map(line -> line.split(","))
          .forEach(fields -> pairs.append(fields[1] + "," + fields[0] + "\n"));
      return pairs.append("5,nobody\n").toString();
    }
  }

  @Test
  void oneCellIsShownByIdAndByTitleAndWholeRowsAreWritten() {
    InProcess byId = ask("predict", "--user", "3", "--item", "2", "--titles", TITLES);
    assertThat(byId.exitCode()).isZero();
    String line = byId.out().get(byId.out().size() - 1);
    assertThat(line).startsWith("user 3, item 2 \"Harbour, Slow\": ");
    InProcess byTitle = ask("predict", "--user", "3", "--item", "harbour, SL", "--titles", TITLES);
    assertThat(byTitle.out().get(byTitle.out().size() - 1)).isEqualTo(line);
    assertThat(ask("predict", "--user", "zzz", "--item", "2").out())
        .anyMatch(text -> text.endsWith(", cold_user"));
    assertThat(ask("predict", "--user", "3", "--titles", TITLES).out())
        .anyMatch(text -> text.contains("prediction"))
        .allMatch(text -> text.length() <= Console.WIDTH);
    assertThat(ask("predict", "--complete", "--titles", TITLES, "--output", output()).exitCode())
        .isZero();
    Dataset<Row> all = written("predictions");
    assertThat(all.count()).isEqualTo(200 * 120);
    assertThat(all.where("user = '3' and item = '2'").first().<String>getAs("title"))
        .isEqualTo("Harbour, Slow");
  }

  @Test
  void recommendationsOfAllUsersLeaveOutWhatTheyRated() throws IOException {
    InProcess all =
        ask(
            "recommend",
            "--all-users",
            "--top",
            "3",
            "--ratings",
            RATINGS,
            "--titles",
            TITLES,
            "--output",
            output());
    assertThat(all.err()).isEmpty();
    assertThat(all.exitCode()).isZero();
    Dataset<Row> lists = written("recommendations");
    assertThat(lists.columns())
        .containsExactly("user", "rank", "item", "prediction", "raw_prediction", "title");
    Dataset<Row> rated = SESSION.read().option("header", "true").csv(RATINGS);
    assertThat(lists.join(rated, new String[] {"user", "item"}).count()).isZero();
    assertThat(lists.where("title is null").count()).isZero();
    for (StructField field : lists.drop("title").schema().fields()) {
      assertThat(field.getComment().isDefined()).isTrue();
    }
    InProcess one =
        ask("recommend", "--user", "3", "--top", "3", "--ratings", RATINGS, "--titles", TITLES);
    List<Row> expected = lists.where("user = '3'").orderBy("rank").collectAsList();
    for (Row row : expected) {
      assertThat(one.out())
          .anyMatch(
              line ->
                  line.contains(row.<String>getAs("title"))
                      && line.contains(" " + row.<String>getAs("item") + " "));
    }
    assertThat(ask("recommend", "--item", "2", "--top", "4").exitCode()).isZero();
    InProcess otherwise =
        ask(
            "recommend",
            "--user",
            "3",
            "--top",
            "3",
            "--ratings",
            turned().toString(),
            "--user-column",
            "3",
            "--item-column",
            "1",
            "--rating-column",
            "2",
            "--separator",
            "|",
            "--no-header",
            "--titles",
            TITLES);
    assertThat(otherwise.out().subList(otherwise.out().size() - 4, otherwise.out().size()))
        .isEqualTo(one.out().subList(one.out().size() - 4, one.out().size()));
  }

  /** The ratings with other columns in another order, and one of them twice. */
  private Path turned() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(RATINGS))) {
      List<String> turned =
          new ArrayList<>(
              lines
                  .skip(1)
                  .map(line -> line.split(","))
                  .map(fields -> fields[1] + "|" + fields[2] + "|" + fields[0])
                  .toList());
      turned.add(turned.get(0));
      return Files.write(folder.resolve("turned.txt"), turned);
    }
  }

  @Test
  void similarItemsAreShownAndWritten() {
    InProcess shown = ask("similar", "--item", "harbour, slow", "--top", "4", "--titles", TITLES);
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).contains("like item 2 \"Harbour, Slow\":");
    assertThat(ask("similar", "--item", "2", "--top", "4", "--output", output()).exitCode())
        .isZero();
    assertThat(written("similar").collectAsList())
        .hasSize(4)
        .allMatch(row -> row.getString(0).equals("2") && row.getFloat(3) <= 1.00001f);
  }

  @Test
  void itemsAreAlikeByThePosteriorOfASavedModelToo() throws IOException {
    Dataset<Row> ratings = SESSION.read().option("header", "true").csv(RATINGS);
    String saved = runs.resolve("bayes").toString();
    new MatrixFactorisation()
        .setRank(4)
        .setMaxIter(6)
        .setMethod("bayes")
        .fit(ratings.withColumn("rating", ratings.col("rating").cast("float")))
        .save(saved);
    InProcess shown = run("similar", "--model", saved, "--item", "2", "--by", "posterior");
    assertThat(shown.err()).isEmpty();
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).anyMatch(line -> line.contains("deviation"));
    assertThat(shown.out().get(shown.out().size() - 1).strip()).matches("10 .*\\d\\.\\d{4}");
  }

  @Test
  void theEstimatorAndTheCommandLearnTheSameBits() {
    Dataset<Row> ratings = SESSION.read().option("header", "true").csv(RATINGS);
    MatrixFactorisationModel same =
        new MatrixFactorisation()
            .setRank(6)
            .setMaxIter(5)
            .fit(ratings.withColumn("rating", ratings.col("rating").cast("float")));
    MatrixFactorisationModel ran = MatrixFactorisationModel.ofRun(SESSION, model);
    assertThat(same.factorHash()).isEqualTo(ran.factorHash());
    assertThat(same.predict(3, 2)).isEqualTo(ran.predict(3, 2));
  }

  @Test
  void mistakesAreToldInOneLine() throws IOException {
    refused(2, "--model is missing", run("predict", "--user", "3", "--item", "2"));
    refused(2, "none is given", ask("predict"));
    refused(2, "--complete makes", ask("predict", "--complete"));
    refused(2, "given 2", ask("recommend", "--user", "3", "--item", "2"));
    refused(2, "--top takes", ask("recommend", "--user", "3", "--top", "0"));
    refused(2, "give --output", ask("recommend", "--all-items"));
    refused(2, "--by posterior needs samples", ask("similar", "--item", "2", "--by", "posterior"));
    refused(3, "the model has no user 777", ask("recommend", "--user", "777"));
    refused(
        3, "none.csv is not there; name pairs by", ask("predict", "--pairs", folder + "/none.csv"));
    refused(2, "--user takes an id, given nothing", ask("predict", "--user", "", "--item", "2"));
    refused(2, "--item takes an id, given nothing", ask("similar", "--item", " "));
    refused(2, "--titles names items", ask("similar", "--user", "3", "--titles", TITLES));
    refused(3, "--titles FILE lets you ask by title", ask("recommend", "--item", "Harbour, Slow"));
    refused(2, "--header says how --pairs is read", ask("predict", "--user", "3", "--header"));
    refused(2, "--format says how --ratings", ask("recommend", "--user", "3", "--format", "json"));
    refused(3, "to an item of the model", ask("predict", "--user", "3", "--titles", ofOthers()));
    refused(3, "no model at", run("similar", "--model", folder.toString(), "--item", "2"));
    refused(
        3,
        "did you mean Harbour, Slow?",
        ask("similar", "--item", "Harbour Slow", "--titles", TITLES));
    assertThat(InProcess.isClean(folder.resolve("out"))).isTrue();
  }

  private String ofOthers() throws IOException {
    Path titles = folder.resolve("others.csv");
    return Files.writeString(titles, "item,title\nx1,One\nx2,Another\n").toString();
  }

  private static void refused(int code, String what, InProcess asked) {
    assertThat(asked.error()).contains(what);
    assertThat(asked.exitCode()).isEqualTo(code);
  }
}
