// The table of what intervals hold, against the predictions that were written.
package lacuna.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lacuna.SparkForTests;
import lacuna.blocks.Grid;
import lacuna.evaluation.Comparison;
import lacuna.evaluation.ComparisonListener;
import lacuna.evaluation.ComparisonResult;
import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.ratings.RatingTable;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTableTest {
  private static final Settings SETTINGS =
      Settings.builder()
          .rank(4)
          .patience(0)
          .grid(new Grid.Shape(4, 4))
          .bayes(
              new BayesSettings(
                  8, 2, BayesSettings.Side.PATTERN, 4, 1e-2, 3, BayesSettings.Noise.NORMAL))
          .build();

  private final SparkSession session = SparkForTests.session();

  @TempDir Path folder;

  private Path write(RatingTable table, int workers) throws IOException {
    return write(table, workers, Predict.HELDOUT);
  }

  private Path write(RatingTable table, int workers, Predict predict) throws IOException {
    Path output = folder.resolve("out" + workers + predict);
    try (OutputDirectory directory =
            OutputDirectory.claim(
                session.sparkContext().hadoopConfiguration(), output.toString(), false, List.of());
        BlockedRatings blocked = Problems.blocked(table, SETTINGS, workers, 2);
        ComparisonResult result =
            Comparison.run(
                blocked, SETTINGS, List.of("bayes"), Optional.empty(), ComparisonListener.NONE)) {
      RunOutput.write(
          session,
          directory,
          result,
          new RunOutput.Request("run", Map.of(), predict, List.of(), Instant.EPOCH, Map.of()));
      directory.publish();
    }
    return output;
  }

  private Dataset<Row> read(Path output, String table) {
    return session.read().parquet(output.resolve(table).toString());
  }

  @Test
  void countsWhatTheWrittenIntervalsHold() throws IOException {
    RatingTable table =
        Problems.table(
            Problems.split().validationFraction(0).testFraction(0.4),
            Problems.noisy(60, 40, 900, 6));
    Path output = write(table, 1);
    Dataset<Row> written = read(output, "calibration");
    assertThat(Stream.of(written.schema().fields()).map(StructField::name))
        .containsExactly("method", "level", "held", "count");
    assertThat(Stream.of(written.schema().fields()).allMatch(f -> f.getComment().isDefined()))
        .isTrue();
    List<Row> rows = written.orderBy("level").collectAsList();
    assertThat(rows).extracting(row -> row.getDouble(1)).containsExactly(0.683, 0.9, 0.95);
    read(output, "predictions").createOrReplaceTempView("spread");
    for (Row row : rows) {
      double reach =
          new NormalDistribution(null, 0, 1)
              .inverseCumulativeProbability(0.5 + row.getDouble(1) / 2);
      assertThat(row.getString(0)).isEqualTo("bayes");
      assertThat(row.getLong(3)).isEqualTo(table.test());
      assertThat(row.getLong(2))
          .isBetween(1L, table.test() - 1)
          .isEqualTo(
              session
                  .sql(
                      "select * from spread where method = 'bayes' and"
                          + " abs(double(rating) - double(raw_prediction))"
                          + " / double(prediction_sd) <= "
                          + reach)
                  .count());
    }
    Dataset<Row> complete = read(write(table, 1, Predict.COMPLETE), "predictions");
    assertThat(complete.where("method = 'bayes'").count()).isEqualTo(60L * 40);
    assertThat(complete.where("rating is null and prediction_sd is not null").count()).isZero();
    String[] cell = {"method", "user", "item", "raw_prediction", "prediction_sd"};
    assertThat(complete.where("split = 'test'").selectExpr(cell).collectAsList())
        .containsExactlyInAnyOrderElementsOf(
            read(output, "predictions").selectExpr(cell).collectAsList());
    assertThat(read(write(table, 2), "calibration").orderBy("level").collectAsList())
        .isEqualTo(rows);
    JsonNode levels =
        new ObjectMapper()
            .readTree(output.resolve("run.json").toFile())
            .at("/methods/0/calibration");
    assertThat(levels).hasSize(3);
    assertThat(levels.get(1).get("held").asLong()).isEqualTo(rows.get(1).getLong(2));
    assertThat(levels.get(1).get("level").asDouble()).isCloseTo(0.9, within(0.0));
  }
}
