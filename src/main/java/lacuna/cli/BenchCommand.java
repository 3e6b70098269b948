// The command `bench`: how fast SGD and MLlib's ALS are here, on these ratings.
package lacuna.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lacuna.UsageException;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.output.OutputDirectory;
import lacuna.race.InventedTable;
import lacuna.race.Lap;
import lacuna.race.Race;
import lacuna.race.RaceOutput;
import lacuna.race.RaceSettings;
import lacuna.race.Standing;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.SyntheticRatings.Plan;
import lacuna.report.RacePage;
import lacuna.report.RunReport;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains both by turns in one session and tells the time to equal held-out error. */
@Command(
    name = "bench",
    description =
        "Trains SGD and MLlib's ALS by turns in one session and tells how long each takes to the"
            + " held-out error of ALS. Without --ratings it invents some.",
    customSynopsis = "./submit.sh bench --output DIR [--ratings PATH] [OPTIONS]",
    sortOptions = false)
final class BenchCommand implements Subcommand {
  private static final int TRUE_RANK = 8;
  private static final double NOISE = 0.5;
  private static final double SKEW = 1;
  private static final double STEP = 0.5;

  @Option(
      names = "--ratings",
      paramLabel = "PATH",
      description = "The ratings: a file, a directory or a pattern; invented where left out.")
  private List<String> ratings;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the tables laps and standings and the page go. Required.")
  private String output;

  @Option(
      names = "--overwrite",
      defaultValue = "false",
      description = "Replaces an earlier result; only ever removes what Lacuna wrote.")
  private boolean overwrite;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "5",
      description = "Trainings of each method; the first ones warm the compiler up.")
  private int repetitions;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "70000",
      description = "Users of invented ratings.")
  private int users;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Items of invented ratings.")
  private int items;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Invented ratings, shaped like MovieLens.")
  private long count;

  @Option(
      names = "--rank",
      paramLabel = "K",
      defaultValue = "32",
      description = "Number of factors of both.")
  private int rank;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "30",
      description = "Epochs of sgd, over which its step falls to 0.")
  private int epochs;

  @Option(
      names = "--als-iterations",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Iterations of MLlib's ALS whose held-out error is the target, 10 being its own default;"
              + " it races with the fewest that come to it.")
  private int alsIterations;

  @Option(
      names = "--lambda",
      paramLabel = "L",
      defaultValue = Words.AUTO,
      converter = Words.OpenNumber.class,
      description = "Lambda of both, times a row's ratings; auto follows the ratings' spread.")
  private Double lambda;

  @Option(
      names = "--test-fraction",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Share held out, by a hash of seed, user and item.")
  private double testFraction;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of every random number.")
  private long seed;

  @Option(names = "--help", usageHelp = true, description = "Shows this page.")
  private boolean help;

  @Mixin(name = "Reading")
  private ReadingOptions reading;

  @Spec private CommandSpec command;

  private final Supplier<SparkSession> sessions;
  private final Console console;

  BenchCommand(Supplier<SparkSession> sessions, Console console) {
    this.sessions = sessions;
    this.console = console;
  }

  @Override
  public ExitCode run() {
    if (output == null) {
      throw new UsageException("--output is missing; bench needs --output DIR");
    }
    Given given = new Given(command);
    if (ratings == null) {
      given.refuse("--ratings", OptionSections.of(command).get("Reading"));
    }
    for (String invented : List.of("--users", "--items", "--count")) {
      if (ratings != null && given.has(invented)) {
        throw new UsageException(
            invented + " is of ratings that bench invents; leave it or --ratings out");
      }
    }
    RaceSettings settings = settings();
    SparkSession spark = console.phase("start", sessions, RunLines::session);
    OutputDirectory place =
        OutputDirectory.claim(
            spark.sparkContext().hadoopConfiguration(),
            output,
            overwrite,
            ratings == null ? List.of() : ratings);
    try (Interruption guarded = new Interruption(spark, place)) {
      RatingTable read = console.phase("read", () -> read(spark), RunLines::ratings);
      Race race = Race.run(spark, read, settings, lap -> console.lines(line(lap)));
      RaceOutput.write(spark, place.partial(), race);
      RunReport.write(spark, place, RacePage.of(race, settingsInEffect(), Versions.text()));
      place.publish();
      console.line("");
      console.lines(table(race));
      console.line("");
      console.line(sentence(race));
      return ExitCode.DONE;
    }
  }

  private RaceSettings settings() {
    double each = Words.orNaN(lambda);
    Settings learning =
        Settings.builder()
            .rank(rank)
            .epochs(epochs)
            .patience(0)
            .alsIterations(alsIterations)
            .regularisation(new Regularisation(Form.WEIGHTED, each, each, Double.NaN))
            .seed(seed)
            .build();
    return new RaceSettings(learning, testFraction, repetitions);
  }

  /** Without those of ratings that were not invented. */
  private Map<String, Object> settingsInEffect() {
    Map<String, Object> values = OptionValues.of(command);
    if (ratings != null) {
      values.keySet().removeAll(List.of("users", "items", "count"));
    }
    return values;
  }

  private RatingTable read(SparkSession spark) {
    return ratings != null
        ? RatingsLoader.load(spark, reading.request(ratings).build()).checkVaried()
        : InventedTable.of(
            spark, new Plan(users, items, count, TRUE_RANK, NOISE, SKEW, STEP, seed));
  }

  private static List<String> line(Lap lap) {
    return PhaseLine.ended(
        lap.method(),
        "repetition "
            + lap.repetition()
            + ": held out "
            + Figures.error(lap.heldOutRmse())
            + ", "
            + Figures.rate(lap.updatesPerSecond()),
        lap.seconds());
  }

  private static List<String> table(Race race) {
    TextTable table =
        new TextTable(
            List.of(
                "method",
                "held-out RMSE",
                "seconds",
                "to RMSE of als",
                "least",
                "most",
                "updates",
                "cores",
                "cached"),
            List.of(
                TextTable.Align.LEFT,
                TextTable.Align.RIGHT,
                TextTable.Align.RIGHT,
                TextTable.Align.RIGHT,
                TextTable.Align.RIGHT,
                TextTable.Align.RIGHT,
                TextTable.Align.RIGHT,
                TextTable.Align.RIGHT,
                TextTable.Align.RIGHT));
    for (String method : List.of(Lap.SGD, Lap.ALS)) {
      Standing standing = race.standing(method);
      table.add(
          List.of(
              method,
              Figures.error(standing.heldOutRmse()),
              seconds(standing.seconds()),
              seconds(standing.targetSeconds()),
              seconds(standing.leastTargetSeconds()),
              seconds(standing.greatestTargetSeconds()),
              Figures.rate(standing.updatesPerSecond()),
              Figures.error(standing.cores(), 1),
              Figures.bytes(standing.cachedBytes())));
    }
    return table.lines();
  }

  private static String seconds(double value) {
    return Figures.error(value, value < 10 ? 2 : 1);
  }

  private static String sentence(Race race) {
    double target = race.target();
    String error = "the held-out RMSE of als, " + Figures.error(target) + ", ";
    return Double.isNaN(race.speedUp())
        ? "Sgd did not reach " + error + "in every repetition; give it more --epochs."
        : "Sgd reached "
            + error
            + Figures.error(race.speedUp(), 1)
            + " times as fast as als (medians of "
            + race.laps().size() / 2
            + ", indexing and blocking included).";
  }
}
