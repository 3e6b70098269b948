// The command `tune`: searches for settings that predict held-back ratings best.
package lacuna.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lacuna.UsageException;
import lacuna.factorisation.Settings;
import lacuna.output.CommandRecord;
import lacuna.output.OutputDirectory;
import lacuna.ratings.Folds;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import lacuna.report.RunReport;
import lacuna.report.TuningPage;
import lacuna.tuning.Space;
import lacuna.tuning.Trial;
import lacuna.tuning.Tuning;
import lacuna.tuning.TuningOutput;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads ratings once, tries settings side by side, writes the trials and the best of them. */
@Command(
    name = "tune",
    description = "Searches for the settings of sgd that predict held-back ratings best.",
    customSynopsis = "./submit.sh tune --ratings PATH --output DIR [OPTIONS]",
    sortOptions = false)
final class TuneCommand implements Subcommand {
  /** More are a slip of the hand: all are drawn before the first is tried. */
  private static final int MOST_TRIALS = 10_000;

  /** How settings are drawn and dropped. */
  enum Search {
    HALVING,
    RANDOM,
    GRID
  }

  @Option(
      names = "--ratings",
      paramLabel = "PATH",
      description = "The ratings: a file, a directory or a pattern; plain or compressed.")
  private List<String> ratings;

  @Option(
      names = "--pairs",
      paramLabel = "A,B,...",
      description =
          "In place of --ratings: files to learn from and to choose by in turn, as"
              + " u1.base,u1.test,u2.base,u2.test.")
  private String pairs;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where trials/, best.properties and run.json go. Required.")
  private String output;

  @Option(
      names = "--overwrite",
      defaultValue = "false",
      description = "Replaces an earlier result; only ever removes what Lacuna wrote.")
  private boolean overwrite;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "32",
      description = "Settings to try, the defaults among them.")
  private int trials;

  @Option(
      names = "--search",
      paramLabel = "halving|random|grid",
      defaultValue = "halving",
      description =
          "Random settings of which the worse half stops at 1/8, 1/4 and 1/2 of the epochs; all"
              + " to the end; or a grid, thinned to the trials.")
  private Search search;

  @Option(
      names = "--folds",
      paramLabel = "K",
      defaultValue = "1",
      description = "Folds of a cross-validation; 1 chooses by the validation part alone.")
  private int folds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of every random number; the same one gives the same factors, bit for bit.")
  private long seed;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties as run takes them: what they say of reading and holding out and of the seed"
              + " holds here too.")
  private String config;

  @Option(names = "--help", usageHelp = true, description = "Shows this page.")
  private boolean help;

  @Mixin(name = "Searching")
  private SearchOptions searched;

  @Mixin(name = "Reading")
  private ReadingOptions reading;

  @Mixin(name = "Holding out")
  private SplitOptions split;

  @Spec private CommandSpec command;

  private final Supplier<SparkSession> sessions;
  private final Console console;

  TuneCommand(Supplier<SparkSession> sessions, Console console) {
    this.sessions = sessions;
    this.console = console;
  }

  @Override
  public ExitCode run() {
    Instant started = Instant.now();
    List<RatingsRequest> requests = requests();
    Space space = searched.space();
    Settings first = searched.first(seed);
    RunConsole told = new RunConsole(console);
    SparkSession spark = told.start(sessions);
    OutputDirectory place =
        OutputDirectory.claim(
            spark.sparkContext().hadoopConfiguration(), output, overwrite, inputs());
    try (Interruption guarded = new Interruption(spark, place)) {
      long begun = System.nanoTime();
      List<RatingTable> tables = tables(spark, requests, told);
      Map<String, Double> timings = new LinkedHashMap<>();
      timings.put("reading", (System.nanoTime() - begun) * 1e-9);
      try (Tuning tuning =
          new Tuning(JavaSparkContext.fromSparkContext(spark.sparkContext()), tables)) {
        double sigma = Math.sqrt(tables.get(0).refitting().variance());
        List<Settings> drawn =
            space.draw(first, trials, search == Search.GRID, sigma > 0 ? sigma : 1);
        Tuning.Plan plan = new Tuning.Plan(search == Search.HALVING, this::rung);
        rungStart = System.nanoTime();
        long searching = rungStart;
        List<Trial> tried = tuning.search(drawn, plan);
        timings.put("search", (System.nanoTime() - searching) * 1e-9);
        Trial best = tried.stream().min(Comparator.comparingDouble(Trial::error)).orElseThrow();
        if (Double.isInfinite(best.error())) {
          console.error("lacuna: all trials diverged; try --step-size with smaller values");
          return ExitCode.DIVERGED;
        }
        CommandRecord record =
            new CommandRecord(
                command.name(),
                OptionValues.of(command),
                started,
                tables.stream().map(RatingTable::understood).distinct().toList(),
                timings);
        TuningOutput.write(spark, place, tried, best, record);
        RunReport.write(
            spark, place, TuningPage.of(tried, best, OptionValues.of(command), Versions.text()));
        place.publish();
        end(tried, best);
        return ExitCode.DONE;
      } finally {
        tables.forEach(RatingTable::unpersist);
      }
    }
  }

  /** What to read: the ratings, or each pair. */
  List<RatingsRequest> requests() {
    if (output == null || (ratings == null) == (pairs == null)) {
      throw new UsageException(
          "tune needs --output DIR, and --ratings PATH or --pairs A,B,... but not both");
    }
    if (trials < 1 || trials > MOST_TRIALS) {
      throw new UsageException(
          "--trials takes a whole number from 1 to " + MOST_TRIALS + ", given " + trials);
    }
    if (folds < 1 || pairs != null && folds > 1) {
      throw new UsageException(
          "--folds takes a whole number from 1, and 1 with --pairs, given " + folds);
    }
    if (pairs == null) {
      if (folds == 1 && split.withoutValidation()) {
        throw new UsageException(
            "--validation-fraction 0 leaves nothing to choose by; give a share such as 0.1, or"
                + " --folds 5");
      }
      RatingsRequest.Builder request = reading.request(ratings);
      split.complete(request, new Given(command));
      return List.of(request.seed(seed).build());
    }
    String[] files = pairs.split(",", -1);
    if (files.length % 2 != 0) {
      throw new UsageException(
          "--pairs takes an even number of files, to learn from and to choose by in turn, given "
              + pairs);
    }
    List<RatingsRequest> requests = new ArrayList<>();
    for (int k = 0; k < files.length; k += 2) {
      requests.add(
          reading
              .request(List.of(files[k].strip()))
              .test(files[k + 1].strip())
              .testFraction(0)
              .validationFraction(0)
              .seed(seed)
              .build());
    }
    return requests;
  }

  private List<String> inputs() {
    return pairs == null ? ratings : List.of(pairs.split(","));
  }

  private List<RatingTable> tables(
      SparkSession spark, List<RatingsRequest> requests, RunConsole told) {
    List<RatingTable> tables = new ArrayList<>();
    for (RatingsRequest request : requests) {
      RatingTable table = told.read(() -> RatingsLoader.load(spark, request).checkVaried());
      if (pairs != null) {
        tables.add(Folds.given(table));
      } else if (folds > 1) {
        tables.addAll(Folds.cross(table, folds, seed));
      } else {
        tables.add(Folds.validation(table));
      }
      table.unpersist();
    }
    return tables;
  }

  private long rungStart = System.nanoTime();

  private void rung(String line) {
    console.lines(PhaseLine.ended("tune", line, (System.nanoTime() - rungStart) * 1e-9));
    rungStart = System.nanoTime();
  }

  private void end(List<Trial> tried, Trial best) {
    console.line("");
    console.lines(TrialTable.of(tried));
    console.line("");
    console.lines(PhaseLine.wrapped(TrialTable.sentence(tried, best), Console.WIDTH));
    console.line(output + "/best.properties is for --config of run");
  }
}
