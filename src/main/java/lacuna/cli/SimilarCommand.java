// The command `similar`: the nearest neighbours of an item or a user.
package lacuna.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import lacuna.UsageException;
import lacuna.cli.TextTable.Align;
import lacuna.factorisation.Initialisation.Side;
import lacuna.serving.ServedModel;
import lacuna.serving.SideIds;
import lacuna.serving.Similarities;
import lacuna.serving.Similarities.Neighbour;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the rows whose factors point the same way. */
@Command(
    name = "similar",
    description = "Lists the items most like an item, or the users most like a user.",
    customSynopsis = "./submit.sh similar --model DIR (--item X | --user X) [OPTIONS]",
    sortOptions = false)
final class SimilarCommand implements Subcommand {
  @Option(
      names = "--item",
      paramLabel = "X",
      converter = Words.Name.class,
      description = "An item, by id or by title.")
  private String item;

  @Option(names = "--user", paramLabel = "X", converter = Words.Name.class, description = "A user.")
  private String user;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "Length of the list.")
  private int top;

  @Option(
      names = "--by",
      paramLabel = "cosine|posterior",
      defaultValue = "cosine",
      description =
          "Cosine of the factors; or its mean over the samples of a model of method bayes.")
  private Similarities.By by;

  @Option(
      names = "--titles",
      paramLabel = "FILE",
      description = "What items are called; they are then shown, and may be asked for, by title.")
  private String titles;

  @Option(names = "--help", usageHelp = true, description = "Shows this page.")
  private boolean help;

  @Mixin(name = "The model")
  private ServingOptions serving;

  private final Supplier<SparkSession> sessions;
  private final Console console;

  SimilarCommand(Supplier<SparkSession> sessions, Console console) {
    this.sessions = sessions;
    this.console = console;
  }

  @Override
  public ExitCode run() {
    serving.check("similar");
    if ((item == null) == (user == null)) {
      throw new UsageException("similar takes --item X or --user X, and one of them alone");
    }
    if (user != null && titles != null) {
      throw new UsageException(
          "--titles names items, and --user asks for users; leave out --titles " + titles);
    }
    if (top < 1) {
      throw new UsageException("--top takes a whole number of at least 1, given " + top);
    }
    SparkSession spark = console.phase("start", sessions, RunLines::session);
    ServedModel model = serving.model(spark, console);
    Side side = item != null ? Side.ITEMS : Side.USERS;
    SideIds ids = model.side(side).ids();
    String word = item != null ? "item" : "user";
    ServedNames names =
        item != null ? ServingOptions.items(spark, model, titles) : ServingOptions.users(model);
    int row = names.require(item != null ? item : user);
    Similarities similar = new Similarities(model, side, by);
    if (serving.hasOutput()) {
      serving.publish(
          spark,
          console,
          "similar",
          Arrays.asList(titles),
          session -> names.titled(session, similar.table(session, top, row), "similar_" + word));
    } else {
      console.line("");
      console.line("like " + word + " " + names.shown(ids.text(row)) + ":");
      show(names, ids, similar.of(row, top));
    }
    return ExitCode.DONE;
  }

  private void show(ServedNames names, SideIds ids, List<Neighbour> neighbours) {
    List<String> headings = new ArrayList<>(List.of("rank", "id"));
    List<Align> aligns = new ArrayList<>(List.of(Align.RIGHT, Align.LEFT));
    if (names.titled()) {
      headings.add("title");
      aligns.add(Align.LEFT);
    }
    headings.add("similarity");
    aligns.add(Align.RIGHT);
    if (by == Similarities.By.POSTERIOR) {
      headings.add("deviation");
      aligns.add(Align.RIGHT);
    }
    TextTable table = new TextTable(headings, aligns);
    for (int k = 0; k < neighbours.size(); k++) {
      String id = ids.text(neighbours.get(k).index());
      List<String> texts = new ArrayList<>(List.of(Integer.toString(k + 1), id));
      if (names.titled()) {
        texts.add(TextTable.cut(names.title(id)));
      }
      texts.add(Figures.error(neighbours.get(k).similarity(), 4));
      if (by == Similarities.By.POSTERIOR) {
        texts.add(Figures.error(neighbours.get(k).deviation(), 4));
      }
      table.add(texts);
    }
    console.lines(table.lines());
  }
}
