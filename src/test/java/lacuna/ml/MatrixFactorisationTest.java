// The Estimator: the surface of ALS, pipelines of Spark, and what ALS has not.
package lacuna.ml;

import static lacuna.ml.SampleRatings.MODEL;
import static lacuna.ml.SampleRatings.RATINGS;
import static lacuna.ml.SampleRatings.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lacuna.ratings.InputException;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixFactorisationTest {
  @Test
  void whatCannotBeHadIsRefusedWithAReason() {
    assertThat(new MatrixFactorisation().getRegParam()).isNaN();
    assertThat(new MatrixFactorisation().setColdStartStrategy("Drop").getColdStartStrategy())
        .isEqualTo("drop");
    assertThatThrownBy(() -> new MatrixFactorisation().setImplicitPrefs(true))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("recommendation.ALS");
    MatrixFactorisation through = small();
    through.set(through.implicitPrefs(), true);
    assertThatThrownBy(() -> through.fit(RATINGS))
        .isInstanceOf(UnsupportedOperationException.class);
    for (Runnable wrong :
        List.<Runnable>of(
            () -> small().setRank(0),
            () -> small().setColdStartStrategy("guess"),
            () -> small().setCheckpointInterval(0),
            () -> small().setMethod("als"),
            () -> small().setValidationFraction(1))) {
      assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void adviceIsGivenInParams() {
    assertThatThrownBy(() -> small().setStepSchedule("constant").setStepSize(1e6).fit(RATINGS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("try stepSize 2.5e+05 or a larger regParam");
    assertThatThrownBy(() -> small().setWorkers(3).fit(RATINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("workers takes a power of two")
        .hasMessageNotContaining("--");
    assertThatThrownBy(() -> small().setDuplicates("error").fit(RATINGS.union(RATINGS)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("choose by duplicates")
        .hasMessageNotContaining("--");
  }

  @Test
  void everyEpochsOfTheIntervalTheStateGoesToTheCheckpointDirectory(@TempDir Path folder)
      throws IOException {
    SparkContext spark = RATINGS.sparkSession().sparkContext();
    Path never = folder.resolve("never");
    Path often = folder.resolve("often");
    try {
      spark.setCheckpointDir(never.toString());
      assertThat(small().setCheckpointInterval(-1).fit(RATINGS).factorHash())
          .isEqualTo(MODEL.factorHash());
      assertThat(cuts(never)).isZero();
      spark.setCheckpointDir(often.toString());
      assertThat(small().setCheckpointInterval(2).setWorkers(2).fit(RATINGS).factorHash())
          .isEqualTo(MODEL.factorHash());
      // Five epochs to search and five to learn: two cuts each, of which the older ones may go.
      assertThat(cuts(often)).isBetween(2L, 4L);
    } finally {
      spark.setCheckpointDir(null);
    }
  }

  private static long cuts(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> path.getFileName().toString().startsWith("rdd-")).count();
    }
  }

  @Test
  void everyParamIsExplainedAndCopied() {
    MatrixFactorisation estimator = small().setStepSize(0.03).setPatience(4);
    String explained = estimator.explainParams();
    for (Param<?> param : estimator.params()) {
      assertThat(explained).contains(param.name() + ": ");
      assertThat(param.doc()).isNotEmpty();
    }
    assertThat(explained).contains("stepSize").contains("current: 0.03");
    MatrixFactorisation copy = estimator.copy(new ParamMap().put(estimator.rank(), 3));
    assertThat(copy.getRank()).isEqualTo(3);
    assertThat(copy.getStepSize()).isEqualTo(0.03);
    assertThat(copy.uid()).isEqualTo(estimator.uid());
    assertThat(estimator.getRank()).isEqualTo(6);
  }

  @Test
  void theBitsDependOnRatingsAndSeedAlone() {
    Dataset<Row> others =
        RATINGS
            .repartition(5)
            .sortWithinPartitions(functions.rand(3))
            .select(
                functions.col("rating").cast(DataTypes.DoubleType).as("score"),
                functions.col("item").cast(DataTypes.LongType).as("film"),
                functions.col("user").cast(DataTypes.StringType).as("who"));
    MatrixFactorisationModel same =
        small()
            .setUserCol("who")
            .setItemCol("film")
            .setRatingCol("score")
            .setWorkers(2)
            .setThreads(2)
            .fit(others);
    assertThat(same.factorHash()).isEqualTo(MODEL.factorHash());
    assertThat(same.userFactors().schema().apply("id").dataType()).isEqualTo(DataTypes.StringType);
    assertThat(same.predict("3", 5)).isEqualTo(MODEL.predict(3, 5));
  }

  @Test
  void tuningOfSparkWorksOnIt() {
    MatrixFactorisation estimator = small().setValidationFraction(0);
    ParamMap[] grid =
        new ParamGridBuilder().addGrid(estimator.regParam(), new double[] {0.1, 1.5}).build();
    RegressionEvaluator rmse =
        new RegressionEvaluator().setLabelCol("rating").setPredictionCol("prediction");
    CrossValidatorModel best =
        new CrossValidator()
            .setEstimator(estimator)
            .setEstimatorParamMaps(grid)
            .setEvaluator(rmse)
            .setNumFolds(2)
            .fit(RATINGS);
    assertThat(best.avgMetrics()[0]).isLessThan(best.avgMetrics()[1]).isBetween(0.4, 0.9);
    assertThat(best.bestModel()).isInstanceOf(MatrixFactorisationModel.class);
    assertThat(
            new TrainValidationSplit()
                .setEstimator(estimator)
                .setEstimatorParamMaps(grid)
                .setEvaluator(rmse)
                .fit(RATINGS)
                .validationMetrics()[0])
        .isBetween(0.4, 0.9);
  }

  @Test
  void aColumnMayMarkTheValidationPartAndAnotherWeigh() {
    Dataset<Row> marked =
        RATINGS
            .withColumn("late", functions.expr("timestamp % 10 = 0"))
            .withColumn("w", functions.lit(2.0));
    long late = marked.where("late").count();
    MatrixFactorisationModel model =
        small().setValidationIndicatorCol("late").setRefit(false).setWeightCol("w").fit(marked);
    MatrixFactorisationSummary summary = model.summary().orElseThrow();
    assertThat(summary.validation()).isEqualTo(late);
    assertThat(summary.ratings()).isEqualTo(5000 - late);
    assertThat(summary.history().get(0).validationRmse()).isPositive();
    assertThatThrownBy(() -> small().setWeightCol("none").fit(marked))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weightCol is none");
  }

  @Test
  void ratingsThatAreAllTheSameAreRefused() {
    Dataset<Row> same = RATINGS.withColumn("rating", functions.lit(3.5f));
    assertThatThrownBy(() -> small().fit(same))
        .isInstanceOf(InputException.class)
        .hasMessageMatching("All \\d+ training ratings are 3.5: .*implicitPrefs of Spark's ALS");
  }

  @Test
  void otherMethodsLearnToo() {
    for (String method : List.of("gd", "als-plain", "bayes")) {
      int iterations = method.equals("bayes") ? 40 : 6;
      MatrixFactorisationModel model =
          small().setMethod(method).setMaxIter(iterations).fit(RATINGS);
      assertThat(error(model, RATINGS)).isBetween(0.05, 0.8);
      if (method.equals("bayes")) {
        assertThat(model.similarItems(9, 3, true).first().<Float>getAs("similarity_sd"))
            .isPositive();
        assertThatThrownBy(() -> small().continueFrom(model))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("8 samples of a posterior")
            .hasMessageContaining("foldInUsers");
        Dataset<Row> newcomers =
            RATINGS.where("user < 40").withColumn("user", functions.expr("user + 1000"));
        double folded = error(model.foldInUsers(newcomers, "rating"), newcomers);
        assertThat(folded).isLessThan(0.8 * error(model, newcomers));
      }
    }
  }

  private static double error(MatrixFactorisationModel model, Dataset<Row> ratings) {
    return model
        .transform(ratings)
        .selectExpr("avg(abs(rating - prediction))")
        .first()
        .getDouble(0);
  }
}
