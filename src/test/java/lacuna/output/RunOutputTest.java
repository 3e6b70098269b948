// What a run leaves behind, read back by plain Spark SQL: schemas, totals, ids, statuses, model.
package lacuna.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lacuna.SparkForTests;
import lacuna.blocks.Grid;
import lacuna.evaluation.Clip;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.MadeUpSolvers;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.ratings.InputException;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOutputTest {
  private static final Settings SETTINGS =
      Settings.builder().grid(new Grid.Shape(4, 4)).patience(0).build();

  private final SparkSession session = SparkForTests.session();
  private final double[][] rows = Problems.noisy(60, 40, 500, 6);

  @TempDir Path folder;

  private RatingTable table(double testFraction) {
    return Problems.table(Problems.split().validationFraction(0).testFraction(testFraction), rows);
  }

  /** Writes a comparison of made-up models; ends with the directory that it was published to. */
  private Path write(RatingTable table, Settings settings, int workers, Predict predict)
      throws IOException {
    Path output = folder.resolve("out put " + predict + "-" + workers);
    try (OutputDirectory directory =
            OutputDirectory.claim(
                session.sparkContext().hadoopConfiguration(), output.toString(), false, List.of());
        BlockedRatings blocked = Problems.blocked(table, settings, workers, 2);
        ComparisonResult result =
            MadeUpSolvers.compare(blocked, settings, Optional.of(new Clip(2.5f, 4.5f)))) {
      Map<String, Object> options = new HashMap<>();
      options.put("rank", 32);
      options.put("lambda", Double.NaN);
      RunOutput.write(
          session,
          directory,
          result,
          new RunOutput.Request(
              "run", options, predict, List.of(), Instant.EPOCH, Map.of("reading", 1.5)));
      directory.publish();
    }
    return output;
  }

  private Dataset<Row> read(Path output, String table) {
    return session.read().parquet(output.resolve(table).toString());
  }

  private static List<String> columns(StructType schema) {
    return Stream.of(schema.fields())
        .map(f -> f.name() + " " + f.dataType().simpleString())
        .toList();
  }

  @Test
  void schemasAreFixedAndEachColumnSaysWhatItIs() throws IOException {
    Path output = write(table(0.3), SETTINGS, 1, Predict.HELDOUT);
    assertThat(columns(read(output, "predictions").schema()))
        .containsExactly(
            "user string",
            "item string",
            "rating float",
            "prediction float",
            "raw_prediction float",
            "prediction_sd float",
            "split string",
            "status string",
            "method string");
    assertThat(columns(read(output, "squared_errors").schema()))
        .containsExactly(
            "method string",
            "split string",
            "count bigint",
            "sse double",
            "mse double",
            "rmse double",
            "mae double",
            "coverage double");
    assertThat(columns(read(output, "history").schema()))
        .containsExactly(
            "method string",
            "epoch int",
            "train_sse double",
            "train_rmse double",
            "validation_rmse double",
            "test_rmse double",
            "objective double",
            "step_size double",
            "seconds double",
            "ratings_per_second double",
            "phase string");
    for (String side : List.of("model/userFactors", "model/itemFactors")) {
      assertThat(columns(read(output, side).schema()))
          .containsExactly(
              "id string",
              "index int",
              "stripe int",
              "count bigint",
              "bias float",
              "features array<float>");
    }
    for (String table : List.of("predictions", "squared_errors", "history", "model/userFactors")) {
      for (StructField field : read(output, table).schema().fields()) {
        boolean partition = table.equals("predictions") && field.name().equals("method");
        assertThat(field.getComment().isDefined()).isEqualTo(!partition);
      }
    }
    for (String small : List.of("squared_errors", "history")) {
      try (Stream<Path> files = Files.list(output.resolve(small))) {
        assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).hasSize(1);
      }
    }
  }

  @Test
  void totalsFollowFromThePredictionsToNineDigits() throws IOException {
    RatingTable table = table(0.3);
    for (int workers : new int[] {1, 4}) {
      Path output = write(table, SETTINGS, workers, Predict.OBSERVED);
      read(output, "predictions").createOrReplaceTempView("written");
      Map<String, Row> recomputed = new HashMap<>();
      for (Row row :
          session
              .sql(
                  "select method, split, count(*) n,"
                      + " sum(pow(double(rating) - double(prediction), 2)) sse,"
                      + " avg(abs(double(rating) - double(prediction))) mae"
                      + " from written group by method, split")
              .collectAsList()) {
        recomputed.put(row.getString(0) + " " + row.getString(1), row);
      }
      List<Row> totals = read(output, "squared_errors").collectAsList();
      assertThat(totals).hasSize(8).hasSameSizeAs(recomputed.keySet());
      for (Row row : totals) {
        Row again = recomputed.get(row.getString(0) + " " + row.getString(1));
        double sse = row.getDouble(3);
        assertThat(row.getLong(2)).isEqualTo(again.getLong(2));
        assertThat(sse).isPositive().isCloseTo(again.getDouble(3), within(1e-9 * sse));
        assertThat(row.getDouble(4)).isEqualTo(sse / row.getLong(2));
        assertThat(row.getDouble(5)).isEqualTo(Math.sqrt(row.getDouble(4)));
        assertThat(row.getDouble(6)).isCloseTo(again.getDouble(4), within(1e-9));
      }
      assertThat(
              session
                  .sql(
                      "select * from written where prediction <> least(greatest(raw_prediction,"
                          + " float(2.5)), float(4.5)) or prediction_sd is not null")
                  .count())
          .isZero();
      assertThat(session.sql("select * from written where prediction <> raw_prediction").count())
          .isPositive();
    }
  }

  @Test
  void statusSaysWhoseIdHasNoTrainingRatingsAndBiasSpeaksThere() throws IOException {
    RatingTable table =
        Problems.table(
            Problems.split().validationFraction(0).testFraction(0.5).seed(2),
            Problems.noisy(90, 70, 250, 3));
    Path output = write(table, SETTINGS, 2, Predict.HELDOUT);
    read(output, "predictions").createOrReplaceTempView("written");
    read(output, "model/userFactors").createOrReplaceTempView("users");
    read(output, "model/itemFactors").createOrReplaceTempView("items");
    List<Row> statuses =
        session
            .sql(
                "select w.status, u.id is null, i.id is null, count(*) from written w left join"
                    + " users u on w.user = u.id left join items i on w.item = i.id"
                    + " group by 1, 2, 3 order by 1")
            .collectAsList();
    assertThat(statuses)
        .extracting(row -> row.getString(0) + " " + row.getBoolean(1) + " " + row.getBoolean(2))
        .containsExactly(
            "cold true true", "cold_item false true", "cold_user true false", "ok false false");
    String common =
        "select count(*) from written p join written b on p.user = b.user and p.item = b.item and"
            + " b.method = 'bias' where p.method = 'plain' and p.raw_prediction %s"
            + " b.raw_prediction and p.status %s 'ok'";
    assertThat(session.sql(String.format(common, "<>", "<>")).first().getLong(0)).isZero();
    assertThat(session.sql(String.format(common, "<>", "=")).first().getLong(0)).isPositive();
    double covered =
        session
            .sql("select avg(if(status = 'ok', 1, 0)) from written where method = 'plain'")
            .first()
            .getDouble(0);
    assertThat(
            read(output, "squared_errors")
                .where("method = 'plain' and split = 'test'")
                .first()
                .<Double>getAs("coverage"))
        .isCloseTo(covered, within(1e-12))
        .isLessThan(1);
  }

  @Test
  void completeHasEveryCellOnce() throws IOException {
    RatingTable table = table(0.3);
    for (int workers : new int[] {1, 2}) {
      Path output = write(table, SETTINGS, workers, Predict.COMPLETE);
      Dataset<Row> all = read(output, "predictions").where("method = 'own'");
      long cells = (long) table.users().size() * table.items().size();
      assertThat(all.count()).isEqualTo(cells);
      assertThat(all.select("user", "item").distinct().count()).isEqualTo(cells);
      assertThat(all.where("split = 'train' and rating is not null").count())
          .isEqualTo(table.train());
      assertThat(all.where("split = 'test' and rating is not null").count())
          .isEqualTo(table.test());
      assertThat(
              all.where("split is null and rating is null and raw_prediction is not null").count())
          .isEqualTo(cells - table.count());
      double sse =
          all.where("split = 'test'")
              .selectExpr("sum(pow(double(rating) - double(prediction), 2))")
              .first()
              .getDouble(0);
      assertThat(
              read(output, "squared_errors")
                  .where("method = 'own' and split = 'test'")
                  .first()
                  .<Double>getAs("sse"))
          .isCloseTo(sse, within(1e-9 * sse));
    }
  }

  @Test
  void withNothingHeldOutPredictionsHaveASchemaAndNoRows() throws IOException {
    Path output = write(table(0), SETTINGS, 1, Predict.HELDOUT);
    Dataset<Row> predictions = read(output, "predictions");
    assertThat(predictions.count()).isZero();
    assertThat(predictions.columns()).contains("user", "prediction", "method");
    assertThat(output.resolve("predictions/method=bias")).isDirectory();
    assertThat(read(output, "squared_errors").select("split").distinct().collectAsList())
        .containsExactly(RowFactory.create("train"));
  }

  @Test
  void idsOfTextComeBackLetterByLetter() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("user,item,rating");
    for (double[] row : rows) {
      lines.add(String.format("u\u00e9 %d,%07d,%.1f", (int) row[0], 120735 + (int) row[1], row[2]));
    }
    Path file = Files.write(folder.resolve("ratings.csv"), lines);
    RatingTable table =
        RatingsLoader.load(session, RatingsRequest.of(file.toString()).testFraction(0.2).build());
    Path output = write(table, SETTINGS, 1, Predict.OBSERVED);
    Dataset<Row> own = read(output, "predictions").where("method = 'own'");
    assertThat(own.where("item = '0120735'").count()).isPositive();
    assertThat(
            own.selectExpr("concat(user, ',', item, ',', cast(rating as decimal(9,1)))")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrderElementsOf(lines.subList(1, lines.size()));
    assertThat(read(output, "model/itemFactors").where("id = '0120735'").count()).isEqualTo(1);
  }

  @Test
  void idsOfParquetComeBackInTheirType() throws IOException {
    StructType schema =
        new StructType()
            .add("user", DataTypes.LongType)
            .add("item", DataTypes.IntegerType)
            .add("rating", DataTypes.DoubleType);
    List<Row> given = new ArrayList<>();
    for (double[] row : rows) {
      given.add(RowFactory.create(9_000_000_000L + (long) row[0], (int) row[1] - 20, row[2]));
    }
    Path file = folder.resolve("ratings.parquet");
    session.createDataFrame(given, schema).write().parquet(file.toString());
    RatingTable table =
        RatingsLoader.load(session, RatingsRequest.of(file.toString()).testFraction(0.2).build());
    Path output = write(table, SETTINGS, 2, Predict.OBSERVED);
    Dataset<Row> own = read(output, "predictions").where("method = 'own'");
    assertThat(columns(own.schema())).startsWith("user bigint", "item int");
    assertThat(own.select("user", "item").collectAsList())
        .containsExactlyInAnyOrderElementsOf(
            given.stream().map(row -> RowFactory.create(row.get(0), row.get(1))).toList());
    assertThat(columns(read(output, "model/userFactors").schema())).startsWith("id bigint");
  }

  @Test
  void modelReadBackPredictsTheSameBits() throws IOException {
    Path output = write(table(0.5), SETTINGS, 2, Predict.HELDOUT);
    for (String path : List.of(output.toString(), output.resolve("model").toString())) {
      Model model = ModelReader.read(session, path);
      assertThat(model.about().method()).isEqualTo("own");
      assertThat(model.about().clip()).isEqualTo(new Clip(2.5f, 4.5f));
      Map<String, Row> users = byId(model.userFactors());
      Map<String, Row> items = byId(model.itemFactors());
      List<Row> predictions = read(output, "predictions").where("method = 'own'").collectAsList();
      assertThat(predictions).isNotEmpty();
      for (Row row : predictions) {
        float raw = model.raw(users.get(row.getString(0)), items.get(row.getString(1)));
        assertThat(raw).isEqualTo(row.<Float>getAs("raw_prediction"));
        assertThat(model.about().clip().of(raw)).isEqualTo(row.<Float>getAs("prediction"));
      }
    }
    assertThatThrownBy(() -> ModelReader.read(session, folder.resolve("nothing").toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no model at");
  }

  private static Map<String, Row> byId(Dataset<Row> factors) {
    Map<String, Row> byId = new HashMap<>();
    factors.collectAsList().forEach(row -> byId.put(row.getString(0), row));
    return byId;
  }

  @Test
  void modelHasEveryTrainedIdOnceInTheOrderOfIds() throws IOException {
    RatingTable table = table(0.5);
    Path output = write(table, SETTINGS, 4, Predict.HELDOUT);
    List<Row> users = read(output, "model/userFactors").orderBy("index").collectAsList();
    List<Integer> ids = users.stream().map(row -> Integer.valueOf(row.getString(0))).toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(60);
    assertThat(users.get(3).getInt(1)).isEqualTo(3);
    assertThat(users.stream().mapToLong(row -> row.getLong(3)).sum()).isEqualTo(table.train());
    assertThat(users).allSatisfy(row -> assertThat(row.getList(5)).hasSize(5));
  }

  @Test
  void recordSaysWhatWasRunAndWhatCameOut() throws IOException {
    RatingTable table = table(0.3);
    Path output = write(table, SETTINGS, 2, Predict.HELDOUT);
    JsonNode record = new ObjectMapper().readTree(output.resolve("run.json").toFile());
    assertThat(record.at("/settings/rank").asInt()).isEqualTo(32);
    assertThat(record.at("/settings").has("lambda")).isTrue();
    assertThat(record.at("/settings/lambda").isNull()).isTrue();
    assertThat(record.at("/data/fingerprint").asText()).isEqualTo(table.understood().fingerprint());
    assertThat(record.at("/counts/train").asLong()).isEqualTo(table.train());
    assertThat(record.at("/grid/users").asInt()).isEqualTo(4);
    assertThat(record.at("/workers/count").asInt()).isEqualTo(2);
    assertThat(record.at("/timings/reading").asDouble()).isEqualTo(1.5);
    assertThat(record.at("/timings").has("scoring")).isTrue();
    assertThat(record.at("/timings").has("writing predictions")).isTrue();
    assertThat(record.at("/versions/spark").asText()).isEqualTo(session.version());
    assertThat(record.at("/kernel").asText()).isNotEmpty();
    assertThat(record.at("/factorHash").asText()).matches("[0-9a-f]{32}");
    JsonNode own = record.at("/methods/0");
    assertThat(own.get("method").asText()).isEqualTo("own");
    assertThat(own.get("status").asText()).isEqualTo("done");
    assertThat(own.get("differenceToPrimary").isNull()).isTrue();
    Row test = read(output, "squared_errors").where("method = 'own' and split = 'test'").first();
    assertThat(own.at("/test/sse").asDouble()).isEqualTo(test.<Double>getAs("sse"));
    assertThat(own.at("/test/count").asLong()).isEqualTo(test.<Long>getAs("count"));
    JsonNode mean = record.at("/methods/2");
    assertThat(mean.at("/differenceToPrimary/low").asDouble())
        .isLessThan(mean.at("/differenceToPrimary/high").asDouble());
  }
}
