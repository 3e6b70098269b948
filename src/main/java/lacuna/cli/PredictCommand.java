// The command `predict`: what a model says of cells.
package lacuna.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lacuna.UsageException;
import lacuna.cli.TextTable.Align;
import lacuna.ratings.Pairs;
import lacuna.serving.FactorModel;
import lacuna.serving.PairPredictions;
import lacuna.serving.ServedModel;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Predicts one cell, given cells, a user's row, an item's column, or all of them. */
@Command(
    name = "predict",
    description =
        "Predicts a cell, the cells of a file, a user's whole row, an item's whole column, or the"
            + " completed matrix.",
    customSynopsis = {
      "./submit.sh predict --model DIR --user X --item Y",
      "       ./submit.sh predict --model DIR (--pairs FILE | --user X | --item Y | --complete) [OPTIONS]"
    },
    sortOptions = false)
final class PredictCommand implements Subcommand {
  private static final int SHOWN = 20;

  @Option(
      names = "--user",
      paramLabel = "X",
      converter = Words.Name.class,
      description = "A user; alone, all items for them.")
  private String user;

  @Option(
      names = "--item",
      paramLabel = "Y",
      converter = Words.Name.class,
      description = "An item, by id or by title; alone, all users for it.")
  private String item;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "Cells: a user and an item in each record, in any format that run reads; items by id or"
              + " by their whole title.")
  private String pairs;

  @Option(
      names = "--complete",
      defaultValue = "false",
      description = "Every cell, written as it is made; needs --output.")
  private boolean complete;

  @Option(
      names = "--titles",
      paramLabel = "FILE",
      description = "What items are called; they are then shown, and may be asked for, by title.")
  private String titles;

  @Option(names = "--help", usageHelp = true, description = "Shows this page.")
  private boolean help;

  @Mixin(name = "The model")
  private ServingOptions serving;

  @Mixin(name = "Reading pairs")
  private LayoutOptions layout;

  @Spec private CommandSpec command;

  private final Supplier<SparkSession> sessions;
  private final Console console;

  PredictCommand(Supplier<SparkSession> sessions, Console console) {
    this.sessions = sessions;
    this.console = console;
  }

  @Override
  public ExitCode run() {
    check();
    SparkSession spark = console.phase("start", sessions, RunLines::session);
    ServedModel model = serving.model(spark, console);
    ServedNames items = ServingOptions.items(spark, model, titles);
    ServedNames users = ServingOptions.users(model);
    if (user != null && item != null && !serving.hasOutput()) {
      showCell(model, users, items);
      return ExitCode.DONE;
    }
    try (Pairs read = pairs == null ? null : pairs(spark)) {
      Supplier<Dataset<Row>> cells =
          () -> read == null ? cells(spark, model, users, items) : cells(spark, model, items, read);
      if (serving.hasOutput()) {
        serving.publish(
            spark,
            console,
            "predictions",
            Arrays.asList(pairs, titles),
            session -> items.titled(session, cells.get(), "item"));
      } else {
        show(items, cells.get());
      }
    }
    return ExitCode.DONE;
  }

  private void check() {
    serving.check("predict");
    long ways =
        Stream.of(user != null || item != null, pairs != null, complete).filter(way -> way).count();
    if (ways != 1) {
      throw new UsageException(
          "predict takes --user X with --item Y, one of them alone, --pairs FILE, or --complete,"
              + (ways == 0 ? " and none is given" : " and several are given"));
    }
    if (pairs == null) {
      new Given(command).refuse("--pairs", OptionSections.of(command).get("Reading pairs"));
    }
    if (complete && !serving.hasOutput()) {
      throw new UsageException("--complete makes users x items rows; give --output DIR for them");
    }
  }

  private Dataset<Row> cells(
      SparkSession spark, ServedModel model, ServedNames users, ServedNames items) {
    if (complete) {
      return PairPredictions.complete(spark, model);
    }
    if (user != null && item != null) {
      int index = items.find(item);
      String id = index < 0 ? item : model.items().ids().text(index);
      return predicted(
          spark,
          model,
          spark.createDataFrame(
              List.of(RowFactory.create(user, id)),
              new StructType().add("user", "string").add("item", "string")));
    }
    return user != null
        ? PairPredictions.complete(spark, model, users.require(user))
        : PairPredictions.columns(spark, model, items.require(item));
  }

  private Pairs pairs(SparkSession spark) {
    Pairs read =
        console.phase(
            "read",
            () -> Pairs.read(spark, layout.request(pairs)),
            found -> RunLines.source(found.source()));
    console.lines(PhaseLine.note("", Figures.count(read.count(), "pair", "pairs")));
    read.warnings().forEach(console::warning);
    RunLines.leftOut(read.badRecords()).ifPresent(console::warning);
    return read;
  }

  /** The pairs of a file, with titles made the ids that they mean. */
  private static Dataset<Row> cells(
      SparkSession spark, ServedModel model, ServedNames items, Pairs read) {
    Map<String, String> meant = items.byWholeTitle(read.items());
    Dataset<Row> cells = read.table();
    if (!meant.isEmpty()) {
      Broadcast<Map<String, String>> sent =
          JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(meant);
      UDF1<String, String> id = word -> sent.value().getOrDefault(word, word);
      cells =
          cells.withColumn(
              "item", functions.udf(id, DataTypes.StringType).apply(cells.col("item")));
    }
    return predicted(spark, model, cells);
  }

  private static Dataset<Row> predicted(SparkSession spark, ServedModel model, Dataset<Row> cells) {
    return cells
        .withColumn("p", PairPredictions.of(spark, model, cells, "user", "item"))
        .select("user", "item", "p.*");
  }

  private void showCell(ServedModel model, ServedNames users, ServedNames items) {
    FactorModel factors = model.factors();
    int u = users.find(user);
    int i = items.find(item);
    float raw = factors.raw(u, i);
    float deviation = factors.deviation(u, i);
    String named = i < 0 ? item : items.shown(model.items().ids().text(i));
    console.line("");
    console.line(
        "user "
            + user
            + ", item "
            + named
            + ": "
            + Figures.error(factors.clipped(raw))
            + (factors.clipped(raw) == raw ? "" : " (" + Figures.error(raw) + " before clipping)")
            + (Float.isNaN(deviation) ? "" : ", standard deviation " + Figures.error(deviation))
            + ("ok".equals(factors.status(u, i)) ? "" : ", " + factors.status(u, i)));
  }

  /** The highest of a row or column, or the first of a file. */
  private void show(ServedNames items, Dataset<Row> cells) {
    Dataset<Row> first = pairs == null ? cells.orderBy(cells.col("raw_prediction").desc()) : cells;
    List<Row> rows = first.takeAsList(SHOWN + 1);
    List<String> headings = new ArrayList<>(List.of("user", "item"));
    List<Align> aligns = new ArrayList<>(List.of(Align.LEFT, Align.LEFT));
    if (items.titled()) {
      headings.add("title");
      aligns.add(Align.LEFT);
    }
    headings.addAll(List.of("prediction", "status"));
    aligns.addAll(List.of(Align.RIGHT, Align.LEFT));
    TextTable table = new TextTable(headings, aligns);
    for (Row row : rows.subList(0, Math.min(SHOWN, rows.size()))) {
      List<String> texts =
          new ArrayList<>(List.of(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
      if (items.titled()) {
        texts.add(TextTable.cut(items.title(String.valueOf(row.get(1)))));
      }
      texts.add(Figures.error(row.<Float>getAs("prediction")));
      texts.add(row.getAs("status"));
      table.add(texts);
    }
    console.line("");
    console.lines(table.lines());
    if (rows.size() > SHOWN) {
      console.line("and more; --output DIR writes all of them");
    }
  }
}
