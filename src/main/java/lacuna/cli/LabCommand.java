// The command `lab`: the published exercises, done again.
package lacuna.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lacuna.UsageException;
import lacuna.lab.Exercise;
import lacuna.lab.Exercise.Quantity;
import lacuna.lab.Exercise.Verdict;
import lacuna.lab.LabOutput;
import lacuna.lab.LabRequest;
import lacuna.lab.Laboratory;
import lacuna.output.OutputDirectory;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs every exercise through Lacuna's own solvers and says how they compare. */
@Command(
    name = "lab",
    description =
        "Does the published exercises again by Lacuna's own solvers, and holds what comes out"
            + " against what was published. Ends with 5 when a figure is off.",
    customSynopsis = "./submit.sh lab --output DIR [OPTIONS]",
    sortOptions = false)
final class LabCommand implements Subcommand {
  @Option(names = "--output", paramLabel = "DIR", description = "Where it goes. Required.")
  private String output;

  @Option(
      names = "--overwrite",
      defaultValue = "false",
      description = "Replaces an earlier result; only ever removes what Lacuna wrote.")
  private boolean overwrite;

  @Option(
      names = "--ratings",
      paramLabel = "PATH",
      description =
          "Real ratings for the lecture's questions, as run reads them; without them, made-up"
              + " ones that come along.")
  private String ratings;

  @Option(
      names = "--tensor",
      paramLabel = "FILE",
      description =
          "The tensor of exercise 4 as torch.save wrote it, 0 for no rating; without it, a made-up"
              + " one of its form.")
  private String tensor;

  @Option(
      names = "--titles",
      paramLabel = "FILE",
      description = "Titles of the tensor's rows, counted from 0.")
  private String titles;

  @Option(
      names = "--item-titles",
      paramLabel = "FILE",
      description = "Titles of the items of --ratings, for the map of them.")
  private String itemTitles;

  @Option(
      names = "--quick",
      defaultValue = "false",
      description =
          "Fewer seeds, splits and sizes: about a minute. All that was published is compared.")
  private boolean quick;

  @Option(names = "--help", usageHelp = true, description = "Shows this page.")
  private boolean help;

  private final Supplier<SparkSession> sessions;
  private final Console console;
  private long begun;

  LabCommand(Supplier<SparkSession> sessions, Console console) {
    this.sessions = sessions;
    this.console = console;
  }

  @Override
  public ExitCode run() {
    if (output == null) {
      throw new UsageException("--output is missing; lab needs --output DIR");
    }
    SparkSession spark = console.phase("start", sessions, RunLines::session);
    List<String> inputs =
        Stream.of(ratings, tensor, titles, itemTitles).filter(Objects::nonNull).toList();
    OutputDirectory place =
        OutputDirectory.claim(
            spark.sparkContext().hadoopConfiguration(), output, overwrite, inputs);
    try (Interruption guarded = new Interruption(spark, place)) {
      List<Exercise> exercises = Laboratory.run(spark, request(place), this::begin, this::tell);
      LabOutput.write(spark, place, exercises);
      place.publish();
      return end(exercises);
    }
  }

  private LabRequest request(OutputDirectory place) {
    return new LabRequest(
        Optional.ofNullable(ratings),
        Optional.ofNullable(tensor),
        Optional.ofNullable(titles),
        Optional.ofNullable(itemTitles),
        place.lineage(),
        quick);
  }

  private void begin(String title) {
    begun = System.nanoTime();
    console.live(PhaseLine.started(title));
  }

  private void tell(Exercise exercise) {
    double seconds = (System.nanoTime() - begun) * 1e-9;
    console.line("");
    console.lines(PhaseLine.ended("lab", exercise.name() + ": " + exercise.title(), seconds));
    console.lines(table(exercise.quantities()));
  }

  private static List<String> table(List<Quantity> quantities) {
    TextTable table =
        new TextTable(
            List.of("quantity", "published", "obtained", "difference", "verdict"),
            List.of(
                TextTable.Align.LEFT,
                TextTable.Align.RIGHT,
                TextTable.Align.RIGHT,
                TextTable.Align.RIGHT,
                TextTable.Align.LEFT));
    for (Quantity quantity : quantities) {
      boolean bound = !quantity.relation().equals("=");
      table.add(
          List.of(
              quantity.name(),
              Double.isNaN(quantity.published())
                  ? ""
                  : (bound ? quantity.relation() + " " : "")
                      + Figures.significant(quantity.published()),
              Figures.significant(quantity.obtained()),
              bound ? "" : Figures.significant(quantity.difference()),
              Words.of(quantity.verdict())));
    }
    return table.lines();
  }

  private ExitCode end(List<Exercise> exercises) {
    List<String> off = new ArrayList<>();
    int compared = 0;
    for (Exercise exercise : exercises) {
      for (Quantity quantity : exercise.quantities()) {
        compared += quantity.verdict() == Verdict.MEASURED ? 0 : 1;
        if (quantity.verdict() == Verdict.OFF) {
          off.add(exercise.name() + ": " + quantity.name());
        }
      }
    }
    console.line("");
    console.line(
        output
            + " holds "
            + Figures.count(compared, "comparison", "comparisons")
            + " with published figures, "
            + (off.isEmpty() ? "all of which agree" : off.size() + " of which are off"));
    if (off.isEmpty()) {
      return ExitCode.DONE;
    }
    console.error("lacuna: " + off.size() + " of the published figures are off: " + off.get(0));
    return ExitCode.MISSED;
  }
}
