// The Estimator: the surface of ALS, pipelines of Spark, and what ALS has not.
package lacuna.ml;

import static lacuna.ml.SampleRatings.MODEL;
import static lacuna.ml.SampleRatings.RATINGS;
import static lacuna.ml.SampleRatings.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lacuna.ratings.InputException;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class MatrixFactorisationTest {
  private static Set<String> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !method.getName().contains("$"))
        .filter(method -> !method.getDeclaringClass().equals(Object.class))
        .map(Method::getName)
        .collect(Collectors.toSet());
  }

  @Test
  void everyPublicMethodOfAlsAndItsModelIsThere() {
    // What Scala makes of ALS's private parts; the trait's own checks of columns.
    Set<String> inner = Set.of("validateAndTransformSchema", "checkIntegers");
    assertThat(methods(MatrixFactorisation.class))
        .containsAll(
            methods(ALS.class).stream()
                .filter(name -> !inner.contains(name))
                .filter(name -> !name.contains("org$apache") && !name.contains("train"))
                .collect(Collectors.toSet()));
    assertThat(methods(MatrixFactorisationModel.class))
        .containsAll(
            methods(ALSModel.class).stream()
                .filter(name -> !inner.contains(name))
                .collect(Collectors.toSet()));
  }

  @Test
  void settersOfAlsTakeTheirValuesAndGettersGiveThem() {
    MatrixFactorisation estimator =
        new MatrixFactorisation()
            .setRank(7)
            .setMaxIter(3)
            .setRegParam(0.2)
            .setSeed(9)
            .setUserCol("u")
            .setItemCol("i")
            .setRatingCol("r")
            .setPredictionCol("p")
            .setColdStartStrategy("Drop")
            .setBlockSize(64)
            .setCheckpointInterval(-1)
            .setNonnegative(true)
            .setNumBlocks(4)
            .setNumUserBlocks(5)
            .setIntermediateStorageLevel("DISK_ONLY")
            .setFinalStorageLevel("DISK_ONLY")
            .setImplicitPrefs(false);
    assertThat(estimator.getRank()).isEqualTo(7);
    assertThat(estimator.getMaxIter()).isEqualTo(3);
    assertThat(estimator.getRegParam()).isEqualTo(0.2);
    assertThat(estimator.getSeed()).isEqualTo(9);
    assertThat(estimator.getUserCol() + estimator.getItemCol()).isEqualTo("ui");
    assertThat(estimator.getRatingCol() + estimator.getPredictionCol()).isEqualTo("rp");
    assertThat(estimator.getColdStartStrategy()).isEqualTo("drop");
    assertThat(estimator.getBlockSize()).isEqualTo(64);
    assertThat(estimator.getCheckpointInterval()).isEqualTo(-1);
    assertThat(estimator.getNonnegative()).isTrue();
    assertThat(estimator.getNumUserBlocks()).isEqualTo(5);
    assertThat(estimator.getNumItemBlocks()).isEqualTo(4);
    assertThat(estimator.getIntermediateStorageLevel()).isEqualTo("DISK_ONLY");
    assertThat(estimator.getFinalStorageLevel()).isEqualTo("DISK_ONLY");
    assertThat(estimator.getImplicitPrefs()).isFalse();
    assertThat(estimator.getAlpha()).isEqualTo(1);
    assertThat(new MatrixFactorisation().getRegParam()).isNaN();
    assertThatThrownBy(() -> new MatrixFactorisation().setImplicitPrefs(true))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("recommendation.ALS");
    assertThatThrownBy(() -> new MatrixFactorisation().setAlpha(2))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("alpha");
    MatrixFactorisation through = small();
    through.set(through.implicitPrefs(), true);
    assertThatThrownBy(() -> through.fit(RATINGS))
        .isInstanceOf(UnsupportedOperationException.class);
    for (Runnable wrong :
        List.<Runnable>of(
            () -> small().setRank(0),
            () -> small().setColdStartStrategy("guess"),
            () -> small().setMethod("als"),
            () -> small().setValidationFraction(1))) {
      assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
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
      MatrixFactorisationModel model = small().setMethod(method).setMaxIter(6).fit(RATINGS);
      assertThat(
              model
                  .transform(RATINGS)
                  .selectExpr("avg(abs(rating - prediction))")
                  .first()
                  .getDouble(0))
          .isBetween(0.05, 0.8);
      if (method.equals("bayes")) {
        assertThat(model.similarItems(9, 3, true).first().<Float>getAs("similarity_sd"))
            .isPositive();
        assertThatThrownBy(() -> small().continueFrom(model))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
