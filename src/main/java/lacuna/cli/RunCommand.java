// The command `run`: the whole job, from ratings to a published result.
package lacuna.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lacuna.UsageException;
import lacuna.blocks.ParallelLoop;
import lacuna.checkpoints.Checkpoints;
import lacuna.checkpoints.Job;
import lacuna.evaluation.Comparison;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.Methods;
import lacuna.evaluation.QualityGate.Verdict;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.SettingsBuilder;
import lacuna.kernels.KernelWarmUp;
import lacuna.output.OutputDirectory;
import lacuna.output.RunOutput;
import lacuna.ratings.Ids;
import lacuna.ratings.InputException;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import lacuna.ratings.SideFeatures;
import lacuna.ratings.Titles;
import lacuna.report.RunReport;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads ratings, learns and compares, writes and publishes. */
@Command(
    name = "run",
    description =
        "Learns factors from ratings, compares methods on a held-out part, writes it all.",
    customSynopsis = "./submit.sh run --ratings PATH --output DIR [OPTIONS]",
    sortOptions = false)
final class RunCommand implements Subcommand {
  @Option(
      names = "--ratings",
      paramLabel = "PATH",
      description = "The ratings: a file, a directory or a pattern; plain or compressed.")
  private List<String> ratings;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where the result goes; until it is whole, the work stands in DIR.partial. Required.")
  private String output;

  @Option(
      names = "--titles",
      paramLabel = "FILE",
      description = "What items are called, for people to read; ids stand where it is silent.")
  private String titles;

  @Option(
      names = "--overwrite",
      defaultValue = "false",
      description =
          "Replaces an earlier result; off, for that took time. Only ever removes what Lacuna wrote.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      defaultValue = "false",
      description =
          "Goes on from the checkpoints in DIR.partial, where a run with the same settings ended early.")
  private boolean resume;

  @Option(
      names = "--methods",
      paramLabel = "LIST",
      defaultValue = "sgd,als,svd",
      description =
          "The first is primary and its factors are the model; the others are held against it.")
  private String methods;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties with the names of these options; the command line is over it.")
  private String config;

  @Option(names = "--help", usageHelp = true, description = "Shows this page.")
  private boolean help;

  @Mixin(name = "Reading")
  private ReadingOptions reading;

  @Mixin(name = "Holding out")
  private SplitOptions split;

  @Mixin(name = "The model")
  private ModelOptions model;

  @Mixin(name = "Learning")
  private LearningOptions learning;

  @Mixin(name = "Sampling")
  private SamplingOptions sampling;

  @Mixin(name = "Baselines")
  private BaselineOptions baselines;

  @Mixin(name = "Ranking")
  private RankingOptions ranking;

  @Mixin(name = "Running")
  private ExecutionOptions execution;

  @Mixin(name = "Writing")
  private ResultOptions result;

  @Spec private CommandSpec command;

  private final Supplier<SparkSession> sessions;
  private final Console console;

  RunCommand(Supplier<SparkSession> sessions, Console console) {
    this.sessions = sessions;
    this.console = console;
  }

  @Override
  public ExitCode run() {
    Instant started = Instant.now();
    RunRequest request = request();
    RunConsole told = new RunConsole(console);
    StartupCode.leaveToQuickCompiler();
    warmUp(request);
    SparkSession spark = told.start(sessions);
    Titles titles = titles(spark, request);
    SideFeatures features = sampling.read(spark.sparkContext().hadoopConfiguration());
    OutputDirectory place = claim(spark, request);
    try (Interruption guarded = new Interruption(spark, place)) {
      RatingTable table = told.read(() -> load(spark, request, titles, features));
      Job job = request.job(table.understood(), features);
      Checkpoints checkpoints = Resumption.checkpoints(spark, request, place, job, told);
      try (BlockedRatings blocked = told.grid(() -> block(spark, table, request, place));
          ComparisonResult compared =
              compare(described(blocked, features, request, told), request, checkpoints, told)) {
        if (compared.primaryDiverged()) {
          place.forgetCheckpoints();
          return told.diverged(compared);
        }
        List<Verdict> verdicts =
            request.gate().map(gate -> gate.judge(compared.methods())).orElse(List.of());
        Map<String, Double> timings = told.timings();
        timings.put("checkpoints", checkpoints.seconds());
        RunOutput.Request record =
            new RunOutput.Request(
                command.name(), request.options(), request.predict(), verdicts, started, timings);
        told.write(() -> write(spark, place, compared, record, titles));
        if (record.rejected()) {
          return told.missed(compared, verdicts, place.reject(record.missed()));
        }
        place.publish();
        told.end(compared, verdicts, request.output());
        return ExitCode.DONE;
      } finally {
        table.unpersist();
      }
    }
  }

  /** The tables, and beside them what the page sums up; then the page, which has both. */
  private static void write(
      SparkSession spark,
      OutputDirectory place,
      ComparisonResult compared,
      RunOutput.Request record,
      Titles titles) {
    RunReport[] report = new RunReport[1];
    List<Runnable> steps =
        List.of(
            () -> RunOutput.write(spark, place, compared, record),
            () -> report[0] = new RunReport(compared));
    ParallelLoop.run(steps.size(), steps.size(), k -> steps.get(k).run());
    report[0].write(spark, place, titles::orId);
  }

  /**
   * What the options ask for.
   *
   * @throws UsageException if one is missing, out of its bounds, or contradicts another
   */
  RunRequest request() {
    required("--ratings", ratings);
    required("--output", output);
    Given given = new Given(command);
    RatingsRequest.Builder request = reading.request(ratings);
    split.complete(request, given);
    SettingsBuilder settings = Settings.builder();
    model.complete(settings);
    learning.complete(settings, split, given);
    List<String> compared = Methods.parse(methods);
    sampling.complete(settings, compared, given);
    baselines.complete(settings);
    execution.complete(request, settings);
    return new RunRequest(
        request.build(),
        Optional.ofNullable(titles),
        sampling.files(),
        settings.build(),
        compared,
        result.clip(),
        ranking.rule(),
        execution.workers(),
        result.predict(),
        result.gate(compared, split, ranking.rule()),
        output,
        overwrite,
        resume,
        execution.checkpointInterval(),
        OptionValues.of(command));
  }

  /** While Spark starts; in local mode alone do threads of this process train. */
  private static void warmUp(RunRequest request) {
    Settings settings = request.settings();
    SparkConf conf = SparkStart.settings(new SparkConf(), System.getenv());
    boolean here = conf.get("spark.master", "").startsWith("local");
    if (here && request.methods().contains("sgd") && !settings.nonnegative()) {
      KernelWarmUp.start(
          settings.rank(),
          settings.biases(),
          settings.step().schedule() == Schedule.ADAGRAD,
          settings.regularisation().form() == Form.PLAIN);
    }
  }

  private static void required(String name, Object value) {
    if (value == null) {
      throw new UsageException(name + " is missing; run needs --ratings PATH and --output DIR");
    }
  }

  private static OutputDirectory claim(SparkSession spark, RunRequest request) {
    return OutputDirectory.claim(
        spark.sparkContext().hadoopConfiguration(),
        request.output(),
        request.overwrite(),
        request.resume(),
        request.inputs());
  }

  /** Read first: a mistake there should not cost the time of reading ratings. */
  private static Titles titles(SparkSession spark, RunRequest request) {
    return request
        .titles()
        .map(path -> Titles.read(spark.sparkContext().hadoopConfiguration(), path))
        .orElseGet(Titles::none);
  }

  private static RatingTable load(
      SparkSession spark, RunRequest request, Titles titles, SideFeatures features) {
    RatingTable table = RatingsLoader.load(spark, request.ratings(), features).checkVaried();
    Ids items = table.items();
    try {
      request
          .titles()
          .ifPresent(path -> titles.checkAny(items.size(), items::get, path, "the ratings"));
    } catch (InputException strange) {
      table.unpersist();
      throw strange;
    }
    return table;
  }

  private static BlockedRatings block(
      SparkSession spark, RatingTable table, RunRequest request, OutputDirectory place) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    if (!context.isLocal()) {
      // A lineage cut that lives in executors alone would end the run when one of them is lost.
      context.setCheckpointDir(place.lineage().toString());
    }
    return BlockedRatings.of(context, table, request.settings(), request.workers());
  }

  /** The ratings with what is known of users and items, which is told. */
  private static BlockedRatings described(
      BlockedRatings blocked, SideFeatures features, RunRequest request, RunConsole told) {
    if (features.any()) {
      blocked.describe(features);
      told.features(features, blocked, request.settings().bayes().side());
    }
    return blocked;
  }

  private static ComparisonResult compare(
      BlockedRatings blocked, RunRequest request, Checkpoints checkpoints, RunConsole told) {
    try (StopSignal listening = new StopSignal(checkpoints.stop(), told::stopping)) {
      return Comparison.run(
          blocked,
          request.settings(),
          request.methods(),
          request.clip(),
          request.ranking(),
          checkpoints,
          told);
    }
  }
}
