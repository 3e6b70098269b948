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
import lacuna.serving.SideIds;
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
   * The items of a model, with titles where there are any.
   *
   * @param file of titles, or null
   * @throws lacuna.ratings.InputException for titles of other items
   */
  static ServedNames items(SparkSession spark, ServedModel model, String file) {
    SideIds ids = model.items().ids();
    if (file == null) {
      return new ServedNames("item", ids, Titles.none());
    }
    Titles titles = Titles.read(spark.sparkContext().hadoopConfiguration(), file);
    titles.checkAny(ids.size(), ids::text, file, "the model");
    return new ServedNames("item", ids, titles);
  }

  /** The users of a model, who have no titles. */
  static ServedNames users(ServedModel model) {
    return new ServedNames("user", model.users().ids(), Titles.none());
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
