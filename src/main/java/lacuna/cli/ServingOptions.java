// Options of the commands that ask a model. Part of `predict`, `recommend` and `similar`.
package lacuna.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import lacuna.UsageException;
import lacuna.output.OutputDirectory;
import lacuna.ratings.Titles;
import lacuna.serving.ModelFiles;
import lacuna.serving.ServedModel;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Which model, and where answers go. */
final class ServingOptions {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "The --output of a run or the model/ in it, a saved ALSModel, or LIBMF's text. Required.")
  private String model;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where a table in Parquet goes; without it the first rows are shown.")
  private String output;

  @Option(
      names = "--overwrite",
      defaultValue = "false",
      description = "Replaces an earlier result; only ever removes what Lacuna wrote.")
  private boolean overwrite;

  /** Whether a table is asked for. */
  boolean hasOutput() {
    return output != null;
  }

  /**
   * Refuses a command line without a model.
   *
   * @param command its name
   */
  void check(String command) {
    if (model == null) {
      throw new UsageException(
          "--model is missing; " + command + " needs --model DIR, the --output of a run");
    }
  }

  /** Reads the model, and tells of it. */
  ServedModel model(SparkSession spark, Console console) {
    return console.phase(
        "model",
        () -> ModelFiles.open(spark, model),
        read ->
            read.about().method()
                + " of rank "
                + read.about().rank()
                + ", "
                + Figures.count(read.users().size(), "user", "users")
                + " and "
                + Figures.count(read.items().size(), "item", "items"));
  }

  /**
   * Reads the titles, if there are any.
   *
   * @param file of them, or null
   */
  static Titles titles(SparkSession spark, String file) {
    return file == null
        ? Titles.none()
        : Titles.read(spark.sparkContext().hadoopConfiguration(), file);
  }

  /**
   * Writes an answer below the output's partial directory and publishes it.
   *
   * @param name of the table's directory
   * @param inputs paths that were read beside the model, null for one that was not given
   * @param table makes it, once the place is claimed
   */
  void publish(
      SparkSession spark,
      Console console,
      String name,
      List<String> inputs,
      Function<SparkSession, Dataset<Row>> table) {
    List<String> read = new ArrayList<>(List.of(model));
    inputs.stream().filter(Objects::nonNull).forEach(read::add);
    OutputDirectory place =
        OutputDirectory.claim(spark.sparkContext().hadoopConfiguration(), output, overwrite, read);
    try (Interruption guarded = new Interruption(spark, place)) {
      console.phase(
          "write",
          () -> {
            table.apply(spark).write().parquet(new Path(place.partial(), name).toString());
            return output + "/" + name;
          },
          text -> text);
      place.publish();
    }
  }
}
