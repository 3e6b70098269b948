// Writes what a search leaves behind: trials/, best.properties and run.json.
package lacuna.tuning;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lacuna.factorisation.Settings;
import lacuna.output.CommandRecord;
import lacuna.output.OutputDirectory;
import lacuna.ratings.InputException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table of all trials, the best one's settings as a file for {@code --config}, a record. */
public final class TuningOutput {
  private static final StructType TRIALS =
      new StructType()
          .add("trial", DataTypes.IntegerType, false, "0 has the settings to be held against")
          .add(
              "status", DataTypes.StringType, false, "done, stopped (others were better), diverged")
          .add("rank", DataTypes.IntegerType, false, "number of factors")
          .add("lambda", DataTypes.DoubleType, true, "of factors; null for that of the data")
          .add("lambda_bias", DataTypes.DoubleType, true, "of biases; null for the default")
          .add("step_size", DataTypes.DoubleType, true, "first step; null for that of the data")
          .add("step_schedule", DataTypes.StringType, false, "how the step changes")
          .add("biases", DataTypes.BooleanType, false, "whether predictions have biases")
          .add("best_epoch", DataTypes.IntegerType, false, "epoch with the least error")
          .add("validation_rmse", DataTypes.DoubleType, true, "after it; null where it diverged")
          .add("seconds", DataTypes.DoubleType, false, "of training, over all folds")
          .add(
              "errors",
              DataTypes.createArrayType(DataTypes.DoubleType, false),
              false,
              "validation RMSE after each epoch");

  private TuningOutput() {}

  /**
   * Writes all of it below the directory's partial path.
   *
   * @param trials in the order of their numbers
   * @param best one of them
   * @param record of the command
   * @throws InputException when the file system refuses
   */
  public static void write(
      SparkSession session,
      OutputDirectory directory,
      List<Trial> trials,
      Trial best,
      CommandRecord record) {
    List<Row> rows = new ArrayList<>();
    trials.forEach(trial -> rows.add(row(trial)));
    Path at = directory.partial();
    session
        .createDataFrame(rows, TRIALS)
        .coalesce(1)
        .write()
        .parquet(new Path(at, "trials").toString());
    Path file = new Path(at, "best.properties");
    try {
      FileSystem fs = file.getFileSystem(session.sparkContext().hadoopConfiguration());
      try (OutputStream out = fs.create(file, true)) {
        out.write(properties(best).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException failed) {
      throw new InputException(
          "can't write to " + at + ": " + failed.getMessage() + "; give another --output", failed);
    }
    record.write(session, directory, outcome(trials, best));
  }

  private static Map<String, Object> outcome(List<Trial> trials, Trial best) {
    Map<String, Object> outcome = new LinkedHashMap<>();
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Trial.Status status : Trial.Status.values()) {
      counts.put(word(status), trials.stream().filter(trial -> trial.status() == status).count());
    }
    outcome.put("trials", counts);
    outcome.put("defaults", figures(trials.get(0)));
    outcome.put("best", figures(best));
    return outcome;
  }

  private static Map<String, Object> figures(Trial trial) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("trial", trial.number());
    figures.put("validationRmse", known(trial.error()));
    figures.put("epoch", trial.bestEpoch());
    figures.put("settings", options(trial.settings()));
    return figures;
  }

  private static Row row(Trial trial) {
    Settings settings = trial.settings();
    return RowFactory.create(
        trial.number(),
        word(trial.status()),
        settings.rank(),
        known(settings.regularisation().user()),
        known(settings.regularisation().bias()),
        known(settings.step().size()),
        word(settings.step().schedule()),
        settings.biases(),
        trial.bestEpoch(),
        known(trial.error()),
        trial.seconds(),
        trial.errors());
  }

  private static Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The settings as a file that {@code run --config} takes. */
  static String properties(Trial best) {
    StringBuilder file =
        new StringBuilder("# The best of a search: validation RMSE ")
            .append(best.error())
            .append(" after epoch ")
            .append(best.bestEpoch())
            .append(".\n");
    options(best.settings())
        .forEach((key, value) -> file.append(key).append(" = ").append(value).append('\n'));
    return file.toString();
  }

  /** What a search decides on, by the names of run's options. */
  private static Map<String, String> options(Settings settings) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("rank", Integer.toString(settings.rank()));
    options.put("lambda", open(settings.regularisation().user()));
    options.put("lambda-bias", open(settings.regularisation().bias()));
    options.put("step-size", open(settings.step().size()));
    options.put("step-schedule", word(settings.step().schedule()));
    options.put("biases", Boolean.toString(settings.biases()));
    options.put("epochs", Integer.toString(settings.epochs()));
    options.put("patience", Integer.toString(settings.patience()));
    options.put("seed", Long.toString(settings.seed()));
    return options;
  }

  private static String open(double value) {
    return Double.isNaN(value) ? "auto" : Double.toString(value);
  }
}
