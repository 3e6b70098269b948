// Params that ALS has not: each changes the model in the way that it says.
package lacuna.ml;

import static lacuna.ml.SampleRatings.MODEL;
import static lacuna.ml.SampleRatings.RATINGS;
import static lacuna.ml.SampleRatings.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import lacuna.factorisation.EpochRecord;
import lacuna.ratings.InputException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class TrainingParamsTest {
  private static List<Double> steps(MatrixFactorisationModel model) {
    return model.summary().orElseThrow().history().stream().map(EpochRecord::stepSize).toList();
  }

  /** An aggregate over the users' rows. */
  private static double ofUsers(MatrixFactorisationModel model, String aggregate) {
    return model.userFactors().selectExpr("cast(" + aggregate + " as double)").first().getDouble(0);
  }

  @Test
  void theScheduleIsThatOfTheSteps() {
    MatrixFactorisation once = small().setPatience(0);
    List<Double> constant = steps(once.setStepSize(0.02).setStepSchedule("constant").fit(RATINGS));
    assertThat(constant).hasSize(5).containsOnly(0.02);
    List<Double> linear = steps(once.setStepSchedule("linear").fit(RATINGS));
    assertThat(linear).hasSize(5).doesNotHaveDuplicates();
    assertThat(linear.get(4)).isLessThan(linear.get(0));
  }

  @Test
  void withoutBiasesThereIsNoMeanEither() {
    MatrixFactorisationModel without = small().setBiases(false).fit(RATINGS);
    assertThat(MODEL.mean()).isBetween(1.0, 5.0);
    assertThat(without.mean()).isZero();
    assertThat(MODEL.userFactors().where("bias is null").count()).isZero();
    assertThat(without.userFactors().where("bias is not null").count()).isZero();
    assertThat(without.factorHash()).isNotEqualTo(MODEL.factorHash());
  }

  @Test
  void plainRegularisationShrinksRowsOfManyRatingsLess() {
    String size = "avg(aggregate(features, 0d, (sum, x) -> sum + x * x))";
    double weighted = ofUsers(small().setRegParam(0.3).fit(RATINGS), size);
    double plain = ofUsers(small().setRegParam(0.3).setRegularisation("plain").fit(RATINGS), size);
    assertThat(plain).isGreaterThan(1.2 * weighted);
  }

  @Test
  void theLambdaOfBiasesShrinksBiases() {
    double little = ofUsers(small().setBiasRegParam(0).fit(RATINGS), "avg(abs(bias))");
    double much = ofUsers(small().setBiasRegParam(5).fit(RATINGS), "avg(abs(bias))");
    assertThat(much).isLessThan(0.5 * little);
  }

  @Test
  void pairsThatAreRatedTwiceAreAveragedAddedOrRefused() {
    Dataset<Row> twice = RATINGS.union(RATINGS.withColumn("rating", functions.expr("rating + 1")));
    double once = MODEL.mean();
    assertThat(small().setDuplicates("mean").fit(twice).mean()).isCloseTo(once + 0.5, offset(1e-5));
    assertThat(small().setDuplicates("sum").fit(twice).mean())
        .isCloseTo(2 * once + 1, offset(1e-5));
    assertThatThrownBy(() -> small().setDuplicates("error").fit(twice))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("rated more than once");
  }

  @Test
  void theRangeIsWhatPredictionsAreClippedTo() {
    Dataset<Row> narrow = small().setRange("3:3.5").fit(RATINGS).transform(RATINGS);
    assertThat(narrow.where("prediction < 3 or prediction > 3.5").count()).isZero();
    assertThat(narrow.where("prediction in (3, 3.5) and rawPrediction <> prediction").count())
        .isGreaterThan(100);
    Dataset<Row> open = small().setRange("none").fit(RATINGS).transform(RATINGS);
    assertThat(open.where("prediction <> rawPrediction").count()).isZero();
    assertThatThrownBy(() -> small().setRange("5:1").fit(RATINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "range takes MIN:MAX, two numbers such as 0.5:5 with MIN at most MAX, or none,"
                + " given 5:1");
  }
}
