// Writes squared_errors/, ranking/, calibration/, history/ and quarantine/.
package lacuna.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lacuna.blocks.Role;
import lacuna.evaluation.Calibration;
import lacuna.evaluation.MethodResult;
import lacuna.evaluation.Score;
import lacuna.factorisation.EpochRecord;
import lacuna.ratings.BadRecord;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The small tables of a run. */
final class ResultTables {
  private ResultTables() {}

  static void writeSquaredErrors(SparkSession session, Path directory, List<MethodResult> methods) {
    List<Row> rows = new ArrayList<>();
    for (MethodResult method : methods) {
      addErrors(rows, method.method(), Role.TRAIN, method.train());
      addErrors(rows, method.method(), Role.VALIDATION, method.validation());
      addErrors(rows, method.method(), Role.TEST, method.test());
    }
    SmallTable.write(session, new Path(directory, "squared_errors"), Schemas.SQUARED_ERRORS, rows);
  }

  private static void addErrors(List<Row> rows, String method, Role role, Optional<Score> score) {
    score.ifPresent(
        of ->
            rows.add(
                RowFactory.create(
                    method,
                    PredictionsTable.split(role.ordinal()),
                    of.errors().count(),
                    of.errors().sse(),
                    of.errors().mse(),
                    of.errors().rmse(),
                    of.errors().mae(),
                    of.coverage())));
  }

  /** Writes nothing where no lists were judged. */
  static void writeRanking(SparkSession session, Path directory, List<MethodResult> methods) {
    List<Row> rows = new ArrayList<>();
    for (MethodResult method : methods) {
      method
          .ranking()
          .ifPresent(
              of ->
                  rows.add(
                      RowFactory.create(
                          method.method(),
                          of.top(),
                          of.users(),
                          of.relevantFrom(),
                          of.precision(),
                          of.recall(),
                          of.ndcg(),
                          of.map(),
                          of.itemCoverage())));
    }
    if (!rows.isEmpty()) {
      SmallTable.write(session, new Path(directory, "ranking"), Schemas.RANKING, rows);
    }
  }

  static void writeHistory(SparkSession session, Path directory, List<MethodResult> methods) {
    List<Row> rows = new ArrayList<>();
    for (MethodResult method : methods) {
      for (EpochRecord epoch : method.history()) {
        rows.add(
            RowFactory.create(
                method.method(),
                epoch.epoch(),
                SmallTable.cell(epoch.trainSse()),
                SmallTable.cell(epoch.trainRmse()),
                SmallTable.cell(epoch.validationRmse()),
                SmallTable.cell(epoch.testRmse()),
                SmallTable.cell(epoch.objective()),
                SmallTable.cell(epoch.stepSize()),
                SmallTable.cell(epoch.seconds()),
                SmallTable.cell(epoch.ratingsPerSecond()),
                epoch.phase().name().toLowerCase(Locale.ROOT)));
      }
    }
    SmallTable.write(session, new Path(directory, "history"), Schemas.HISTORY, rows);
  }

  /** Writes nothing where no method has intervals. */
  static void writeCalibration(SparkSession session, Path directory, List<MethodResult> methods) {
    List<Row> rows = new ArrayList<>();
    for (MethodResult method : methods) {
      for (Calibration of : method.calibration()) {
        rows.add(RowFactory.create(method.method(), of.level(), of.held(), of.count()));
      }
    }
    if (!rows.isEmpty()) {
      SmallTable.write(session, new Path(directory, "calibration"), Schemas.CALIBRATION, rows);
    }
  }

  /** Writes nothing where there is nothing in quarantine. */
  static void writeQuarantine(SparkSession session, Path directory, List<BadRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    List<Row> rows = new ArrayList<>();
    for (BadRecord bad : records) {
      rows.add(RowFactory.create(bad.source(), bad.line(), bad.text(), bad.reason()));
    }
    SmallTable.write(session, new Path(directory, "quarantine"), Schemas.QUARANTINE, rows);
  }
}
