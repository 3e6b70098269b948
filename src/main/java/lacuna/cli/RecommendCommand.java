// The command `recommend`: the best items of users, or the best users of items.
package lacuna.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lacuna.UsageException;
import lacuna.cli.TextTable.Align;
import lacuna.factorisation.Initialisation.Side;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import lacuna.serving.Recommendations;
import lacuna.serving.Seen;
import lacuna.serving.ServedModel;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what a model predicts highest. */
@Command(
    name = "recommend",
    description =
        "Lists the items that a model predicts highest for users, or the users for items, leaving"
            + " out what they have rated.",
    customSynopsis =
        "./submit.sh recommend --model DIR (--user X | --item X | --all-users | --all-items)"
            + " [OPTIONS]",
    sortOptions = false)
final class RecommendCommand implements Subcommand {
  @Option(
      names = "--user",
      paramLabel = "X",
      converter = Words.Name.class,
      description = "A user, to be given items.")
  private String user;

  @Option(
      names = "--item",
      paramLabel = "X",
      converter = Words.Name.class,
      description = "An item, by id or by title, to be given users.")
  private String item;

  @Option(
      names = "--all-users",
      defaultValue = "false",
      description = "Every user is given items; needs --output.")
  private boolean allUsers;

  @Option(
      names = "--all-items",
      defaultValue = "false",
      description = "Every item is given users; needs --output.")
  private boolean allItems;

  @Option(names = "--top", paramLabel = "N", defaultValue = "10", description = "Length of a list.")
  private int top;

  @Option(
      names = "--ratings",
      paramLabel = "PATH",
      description = "What was seen and is left out: ratings in any format that run reads.")
  private List<String> ratings;

  @Option(
      names = "--titles",
      paramLabel = "FILE",
      description = "What items are called; they are then shown, and may be asked for, by title.")
  private String titles;

  @Option(names = "--help", usageHelp = true, description = "Shows this page.")
  private boolean help;

  @Mixin(name = "The model")
  private ServingOptions serving;

  @Mixin(name = "Reading what was seen")
  private SeenOptions reading;

  @Spec private CommandSpec command;

  private final Supplier<SparkSession> sessions;
  private final Console console;

  RecommendCommand(Supplier<SparkSession> sessions, Console console) {
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
    Side side = user != null || allUsers ? Side.USERS : Side.ITEMS;
    int[] rows =
        user != null
            ? new int[] {users.require(user)}
            : item != null ? new int[] {items.require(item)} : new int[0];
    Seen seen = ratings == null ? Seen.NOTHING : seen(spark, model, side);
    Recommendations lists = new Recommendations(spark, model, side, top, seen);
    if (serving.hasOutput()) {
      serving.publish(
          spark,
          console,
          "recommendations",
          inputs(),
          session -> items.titled(session, lists.flat(rows), "item"));
    } else {
      show(side == Side.USERS ? items : users, lists.flat(rows).collectAsList());
    }
    return ExitCode.DONE;
  }

  private void check() {
    serving.check("recommend");
    long ways =
        Stream.of(user != null, item != null, allUsers, allItems).filter(way -> way).count();
    if (ways != 1) {
      throw new UsageException(
          "recommend takes one of --user X, --item X, --all-users and --all-items, given " + ways);
    }
    if (ratings == null) {
      new Given(command)
          .refuse("--ratings", OptionSections.of(command).get("Reading what was seen"));
    }
    if (top < 1) {
      throw new UsageException("--top takes a whole number of at least 1, given " + top);
    }
    if ((allUsers || allItems) && !serving.hasOutput()) {
      throw new UsageException(
          (allUsers ? "--all-users" : "--all-items") + " makes many lists; give --output DIR");
    }
  }

  private List<String> inputs() {
    List<String> inputs = new ArrayList<>(ratings == null ? List.of() : ratings);
    inputs.add(titles);
    return inputs;
  }

  private Seen seen(SparkSession spark, ServedModel model, Side side) {
    RatingsRequest request = reading.request(ratings).build();
    RatingTable table =
        console.phase("read", () -> RatingsLoader.load(spark, request), RunLines::sources);
    try {
      return Seen.of(model.factors(), table, side);
    } finally {
      table.unpersist();
    }
  }

  private void show(ServedNames names, List<Row> rows) {
    List<String> headings =
        new ArrayList<>(
            List.of("rank", rows.isEmpty() ? "id" : rows.get(0).schema().fieldNames()[2]));
    List<Align> aligns = new ArrayList<>(List.of(Align.RIGHT, Align.LEFT));
    if (names.titled()) {
      headings.add("title");
      aligns.add(Align.LEFT);
    }
    headings.add("prediction");
    aligns.add(Align.RIGHT);
    TextTable table = new TextTable(headings, aligns);
    for (Row row : rows) {
      String id = String.valueOf(row.get(2));
      List<String> texts = new ArrayList<>(List.of(String.valueOf(row.getInt(1)), id));
      if (names.titled()) {
        texts.add(TextTable.cut(names.title(id)));
      }
      texts.add(Figures.error(row.getFloat(3)));
      table.add(texts);
    }
    console.line("");
    console.lines(table.lines());
  }
}
