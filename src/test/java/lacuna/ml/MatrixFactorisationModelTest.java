// The Model: predictions, lists, tables, disk, new rows, and models of other programs.
package lacuna.ml;

import static lacuna.ml.SampleRatings.ALS_MODEL;
import static lacuna.ml.SampleRatings.MODEL;
import static lacuna.ml.SampleRatings.RATINGS;
import static lacuna.ml.SampleRatings.SESSION;
import static lacuna.ml.SampleRatings.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lacuna.ratings.InputException;
import lacuna.serving.ModelFiles;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixFactorisationModelTest {
  @TempDir private Path folder;

  @Test
  void transformAddsPredictionRawPredictionAndStatus() {
    Dataset<Row> cells =
        RATINGS
            .select("user", "item")
            .limit(50)
            .union(SESSION.sql("select 3, 999999 union all select 999999, 999999"));
    Dataset<Row> all = MODEL.transform(cells);
    assertThat(all.columns())
        .containsExactly("user", "item", "prediction", "rawPrediction", "status");
    assertThat(all.schema().treeString())
        .isEqualTo(MODEL.transformSchema(cells.schema()).treeString());
    for (Row row : all.collectAsList()) {
      assertThat(row.getFloat(2)).isEqualTo(MODEL.predict(row.get(0), row.get(1)));
      assertThat(row.getFloat(2)).isBetween(0.5f, 5f).isEqualTo(clip(row.getFloat(3)));
    }
    assertThat(all.groupBy("status").count().collectAsList())
        .extracting(row -> row.getString(0) + " " + row.getLong(1))
        .containsExactlyInAnyOrder("ok 50", "cold_item 1", "cold 1");
    double bias = MODEL.userFactors().where("id = 3").first().<Float>getAs("bias") + MODEL.mean();
    assertThat(all.where("status = 'cold_item'").first().getFloat(3))
        .isCloseTo((float) bias, offset(1e-6f));
    MatrixFactorisationModel plain =
        MODEL.copy(ParamMap.empty()).setRawPredictionCol("").setStatusCol("");
    assertThat(plain.setColdStartStrategy("drop").transform(cells).count()).isEqualTo(50);
    Dataset<Row> nan = plain.setColdStartStrategy("nan").transform(cells);
    assertThat(nan.columns()).containsExactly("user", "item", "prediction");
    assertThat(nan.where("isnan(prediction)").count()).isEqualTo(2);
    assertThat(MODEL.getColdStartStrategy()).isEqualTo("bias");
    assertThatThrownBy(() -> MODEL.transform(all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prediction is there already");
    assertThatThrownBy(() -> MODEL.transform(RATINGS.drop("item")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("itemCol is item, and there is no such column");
  }

  private static float clip(float raw) {
    return Math.max(0.5f, Math.min(5, raw));
  }

  @Test
  void aModelHasAlsModelsTablesAndTellsOfItsTraining() {
    Row user = MODEL.userFactors().where("id = 3").first();
    assertThat(MODEL.userFactors().columns()).startsWith("id", "features");
    assertThat(user.getList(1)).hasSize(6);
    assertThat(MODEL.itemFactors().count()).isEqualTo(120);
    assertThat(MODEL.rank()).isEqualTo(6);
    assertThat(MODEL.hasParent()).isTrue();
    assertThat(MODEL.toString()).contains("rank=6");
    assertThat(MODEL.estimatedSize()).isBetween(320L * 6 * 4, 320L * 100);
    MatrixFactorisationSummary summary = MODEL.summary().orElseThrow();
    assertThat(summary.method()).isEqualTo("sgd");
    assertThat(summary.history()).isNotEmpty();
    assertThat(summary.ratings()).isEqualTo(5000);
    assertThat(summary.timings()).containsKeys("reading", "train sgd");
    assertThat(summary.factorHash()).matches("[0-9a-f]{32}").isEqualTo(MODEL.factorHash());
  }

  @Test
  void recommendationsHaveAlsModelsShapeAndLeaveOutWhatWasSeen() {
    Dataset<Row> users = MODEL.recommendForAllUsers(4);
    assertThat(users.schema().simpleString())
        .isEqualTo("struct<user:int,recommendations:array<struct<item:int,rating:float>>>");
    assertThat(MODEL.recommendForAllItems(3).schema().simpleString())
        .isEqualTo("struct<item:int,recommendations:array<struct<user:int,rating:float>>>");
    assertThat(users.count()).isEqualTo(200);
    assertThat(MODEL.recommendForAllItems(3).count()).isEqualTo(120);
    Dataset<Row> blocks = MODEL.copy(ParamMap.empty()).setBlockSize(30).recommendForAllUsers(4);
    assertThat(blocks.javaRDD().getNumPartitions()).isEqualTo(7);
    assertThat(blocks.collectAsList()).containsExactlyInAnyOrderElementsOf(users.collectAsList());
    Dataset<Row> subset = SESSION.sql("select * from values (3), (5), (3), (777777) as t(user)");
    Map<Integer, Row> some = new HashMap<>();
    MODEL
        .recommendForUserSubset(subset, 4)
        .collectAsList()
        .forEach(row -> some.put(row.getInt(0), row));
    assertThat(some).containsOnlyKeys(3, 5);
    assertThat(some.get(3)).isEqualTo(users.where("user = 3").first());
    Dataset<Row> items = SESSION.sql("select 9 as item");
    assertThat(MODEL.recommendForItemSubset(items, 3).first())
        .isEqualTo(MODEL.recommendForAllItems(3).where("item = 9").first());
    assertThat(MODEL.recommendForItemSubset(items.where("item < 0"), 3).count()).isZero();
    Dataset<Row> fresh =
        MODEL
            .recommendForAllUsers(4, RATINGS)
            .selectExpr("user", "explode(recommendations.item) as item");
    assertThat(fresh.count())
        .isEqualTo(
            RATINGS
                .groupBy("user")
                .count()
                .selectExpr("sum(least(4, 120 - count))")
                .first()
                .getLong(0));
    assertThat(fresh.join(RATINGS, new String[] {"user", "item"}).count()).isZero();
    assertThat(
            MODEL
                .recommendForAllItems(2, RATINGS)
                .selectExpr("item", "explode(recommendations.user) as user")
                .join(RATINGS, new String[] {"user", "item"})
                .count())
        .isZero();
    assertThat(MODEL.similarItems(9, 5, false).collectAsList())
        .hasSize(5)
        .noneMatch(row -> row.getInt(2) == 9);
    assertThatThrownBy(() -> MODEL.similarUsers(999_999, 5, false))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> MODEL.similarItems(9, 5, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("train with method bayes");
    assertThatThrownBy(() -> MODEL.recommendForAllUsers(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("num takes a whole number");
  }

  @Test
  void estimatorModelAndPipelineComeBackFromDisk() throws Exception {
    String at = folder.resolve("saved").toString();
    MatrixFactorisation estimator = small().setRegParam(0.1).setColdStartStrategy("drop");
    estimator.save(at + "/estimator");
    MatrixFactorisation read = MatrixFactorisation.load(at + "/estimator");
    assertThat(read.uid()).isEqualTo(estimator.uid());
    assertThat(read.explainParams()).isEqualTo(estimator.explainParams());
    MODEL.write().overwrite().save(at + "/model");
    MODEL.write().overwrite().save(at + "/model");
    MatrixFactorisationModel model = MatrixFactorisationModel.load(at + "/model");
    assertThat(model.uid()).isEqualTo(MODEL.uid());
    assertThat(model.factorHash()).isEqualTo(MODEL.factorHash());
    assertThat(model.predict(3, 5)).isEqualTo(MODEL.predict(3, 5));
    assertThat(model.summary()).isEmpty();
    assertThat(MatrixFactorisationModel.ofRun(SESSION, at + "/model").predict(3, 5))
        .isEqualTo(MODEL.predict(3, 5));
    new Pipeline().setStages(new PipelineStage[] {small()}).save(at + "/unfitted");
    PipelineModel pipeline = Pipeline.load(at + "/unfitted").fit(RATINGS);
    pipeline.save(at + "/pipeline");
    Dataset<Row> cells = RATINGS.limit(20);
    assertThat(PipelineModel.load(at + "/pipeline").transform(cells).collectAsList())
        .isEqualTo(pipeline.transform(cells).collectAsList());
  }

  @Test
  void foldedUsersArePredictedAndTrainingGoesOnFromAModel() {
    Dataset<Row> newcomers =
        RATINGS.where("user < 5").withColumn("user", functions.expr("user + 1000"));
    MatrixFactorisationModel folded = MODEL.foldInUsers(newcomers, "rating");
    assertThat(folded.predict(3, 5)).isEqualTo(MODEL.predict(3, 5));
    assertThat(folded.userFactors().count()).isEqualTo(205);
    assertThat(
            MODEL
                .foldInUsers(newcomers.repartition(5), "rating")
                .userFactors()
                .orderBy("index")
                .collectAsList())
        .isEqualTo(folded.userFactors().orderBy("index").collectAsList())
        .startsWith(MODEL.userFactors().orderBy("index").collectAsList().toArray(Row[]::new));
    double near =
        folded
            .transform(newcomers)
            .selectExpr("sqrt(avg(pow(rating - prediction, 2)))")
            .first()
            .getDouble(0);
    assertThat(near).isLessThan(0.8);
    Dataset<Row> films =
        RATINGS.where("item < 3").withColumn("item", functions.expr("item + 1000"));
    assertThat(MODEL.foldInItems(films, "rating").itemFactors().count()).isEqualTo(123);
    Dataset<Row> more = RATINGS.where("user < 60").union(newcomers);
    MatrixFactorisation again = small().setMaxIter(2).setPatience(0).continueFrom(MODEL);
    MatrixFactorisationModel further = again.fit(more);
    MatrixFactorisation elsewhere = again.copy(ParamMap.empty()).setWorkers(2).setThreads(2);
    assertThat(elsewhere.fit(more.repartition(7)).factorHash()).isEqualTo(further.factorHash());
    assertThat(further.userFactors().count()).isEqualTo(205);
    Set<String> places = new HashSet<>();
    for (MatrixFactorisationModel model : List.of(MODEL, further)) {
      model
          .userFactors()
          .where("id < 1000")
          .select("id", "index")
          .collectAsList()
          .forEach(row -> places.add(row.getInt(0) + " " + row.getInt(1)));
    }
    assertThat(places).hasSize(200);
    // One epoch from good rows errs less than one from random ones.
    assertThat(further.summary().orElseThrow().history().get(0).trainSse())
        .isLessThan(
            small()
                .setMaxIter(2)
                .setPatience(0)
                .fit(more)
                .summary()
                .orElseThrow()
                .history()
                .get(0)
                .trainSse());
    assertThatThrownBy(() -> small().setRank(5).continueFrom(MODEL).fit(more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 6");
    assertThatThrownBy(() -> small().setMethod("bayes").continueFrom(MODEL).fit(more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("continueFrom is for sgd, gd and als-plain");
  }

  @Test
  void modelsOfAlsAndLibmfPredictTheSameHere() throws Exception {
    MatrixFactorisationModel taken = MatrixFactorisationModel.ofAls(ALS_MODEL, 0.1);
    String saved = folder.resolve("als").toString();
    ALS_MODEL.save(saved);
    assertThat(ModelFiles.open(SESSION, saved).factors().raw(1, 1))
        .isEqualTo(taken.served().factors().raw(1, 1));
    String text = folder.resolve("libmf.txt").toString();
    MODEL.writeLibmf(text);
    MatrixFactorisationModel read = MatrixFactorisationModel.ofLibmf(SESSION, text);
    List<Integer> ids =
        Stream.of(0, 17, 100)
            .map(index -> MODEL.userFactors().where("index = " + index).first().getInt(0))
            .toList();
    assertThat(clip(read.predict(17, 3)))
        .isCloseTo(
            MODEL.predict(ids.get(1), MODEL.itemFactors().where("index = 3").first().getInt(0)),
            offset(1e-4f));
  }
}
