// MLlib's ALS as a method: its own predictions come back from the grid, lambda carries over.
package lacuna.factorisation.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import lacuna.SparkForTests;
import lacuna.blocks.Grid;
import lacuna.factorisation.Learnt;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.SettingsBuilder;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingTables;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class MllibAlsSolverTest {
  private static SettingsBuilder settings(Form form, double user, double item) {
    return Settings.builder()
        .rank(5)
        .alsIterations(4)
        .grid(new Grid.Shape(8, 8))
        .regularisation(new Regularisation(form, user, item, 0));
  }

  /** Ten iterations end close to each other whatever the order in which ratings came. */
  @Test
  void predictsWhatMllibItselfPredicts() {
    RatingTable table = Problems.table(Problems.noisy(120, 70, 3000, 1));
    Learnt learnt =
        Learnt.of(
            new MllibAlsSolver(),
            table,
            settings(Form.WEIGHTED, 0.1, 0.1).alsIterations(10).build(),
            2,
            1);
    List<Row> rows = new ArrayList<>();
    for (RatingColumns columns : table.columns().collect()) {
      for (int t = 0; t < columns.size(); t++) {
        rows.add(RowFactory.create(columns.user()[t], columns.item()[t], columns.rating()[t]));
      }
    }
    StructType schema =
        new StructType()
            .add("user", DataTypes.IntegerType)
            .add("item", DataTypes.IntegerType)
            .add("rating", DataTypes.FloatType);
    var ratings = SparkForTests.session().createDataFrame(rows, schema);
    List<Row> predicted =
        new ALS()
            .setRank(5)
            .setMaxIter(10)
            .setRegParam(0.1)
            .setSeed(1)
            .fit(ratings)
            .transform(ratings)
            .collectAsList();
    double sse = 0;
    for (Row row : predicted) {
      assertThat(learnt.predict(row.getInt(0), row.getInt(1)))
          .isCloseTo(row.getFloat(3), offset(0.01));
      sse += Math.pow(row.getFloat(2) - row.getFloat(3), 2);
    }
    assertThat(learnt.solution().history().get(0).trainSse()).isCloseTo(sse, offset(0.01 * sse));
    assertThat(learnt.solution().note()).isEmpty();
  }

  @Test
  void twoLambdasBecomeTheirMeanWithANote() {
    RatingTable table =
        Problems.table(RatingTables.request().weightColumn("w"), Problems.noisy(60, 40, 1000, 2));
    Learnt apart =
        Learnt.of(new MllibAlsSolver(), table, settings(Form.WEIGHTED, 0.1, 0.3).build(), 1, 1);
    Learnt same =
        Learnt.of(new MllibAlsSolver(), table, settings(Form.WEIGHTED, 0.2, 0.2).build(), 1, 1);
    assertThat(apart.solution().note()).contains("0.2").contains("weights");
    assertThat(apart.predict(3, 4)).isCloseTo(same.predict(3, 4), offset(1e-3));
  }

  /** In a full matrix of 12 x 12 every row has 12 ratings: plain 12 λ is weighted λ. */
  @Test
  void plainLambdaIsSharedOutOverTheRowsRatings() {
    double[][] full = new double[12][12];
    java.util.Random random = new java.util.Random(3);
    for (double[] row : full) {
      java.util.Arrays.setAll(row, k -> 3 + random.nextGaussian());
    }
    RatingTable table = Problems.table(Problems.cells(full, null));
    Learnt plain =
        Learnt.of(new MllibAlsSolver(), table, settings(Form.PLAIN, 2.4, 2.4).build(), 1, 1);
    Learnt weighted =
        Learnt.of(new MllibAlsSolver(), table, settings(Form.WEIGHTED, 0.2, 0.2).build(), 1, 1);
    assertThat(plain.predict(3, 4)).isCloseTo(weighted.predict(3, 4), offset(1e-3));
  }

  @Test
  void nonnegativeFactorsStayAtZeroOrAbove() {
    RatingTable table = Problems.table(Problems.noisy(60, 40, 1000, 4));
    Learnt learnt =
        Learnt.of(
            new MllibAlsSolver(),
            table,
            settings(Form.WEIGHTED, 0.1, 0.1).nonnegative(true).build(),
            1,
            1);
    for (float[] row : learnt.users()) {
      for (float value : row) {
        assertThat(value).isGreaterThanOrEqualTo(0);
      }
    }
  }
}
