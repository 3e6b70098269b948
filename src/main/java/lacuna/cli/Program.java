// The command line as a function: arguments in, exit code out. Called by Main and by tests.
package lacuna.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import lacuna.UsageException;
import lacuna.evaluation.Methods;
import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.Settings;
import lacuna.ratings.BadRecords;
import lacuna.ratings.Duplicates;
import lacuna.ratings.RowsAre;
import lacuna.ratings.SplitRule;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Finds the command that is asked for, runs it, and says in one line what went wrong. */
final class Program {
  private static final List<Class<? extends Enum<?>>> CHOICES =
      List.of(
          RowsAre.class,
          Duplicates.class,
          BadRecords.class,
          SplitRule.class,
          Settings.Form.class,
          Settings.Schedule.class,
          Settings.Order.class,
          Settings.Update.class,
          Settings.Fill.class,
          BayesSettings.Side.class,
          BayesSettings.Noise.class,
          lacuna.output.Predict.class,
          lacuna.serving.Similarities.By.class,
          TuneCommand.Search.class);

  @Command(
      name = "./submit.sh",
      description = "Lacuna completes rating matrices on Apache Spark.",
      synopsisSubcommandLabel = "COMMAND",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class)
  private static final class Lacuna {}

  private final Console console;
  private final CommandLine commands;
  private ConfigFile config = ConfigFile.NONE;

  /**
   * @param spark starts or finds the session; asked once a command needs it, not before
   * @param console where the command writes
   */
  Program(Supplier<SparkSession> spark, Console console) {
    this.console = console;
    this.commands =
        commands(
            new RunCommand(spark, console),
            new GenerateCommand(spark, console),
            new PredictCommand(spark, console),
            new RecommendCommand(spark, console),
            new SimilarCommand(spark, console),
            new TuneCommand(spark, console),
            new BenchCommand(spark, console),
            new LabCommand(spark, console),
            new DoctorCommand(spark, console));
    this.commands.setOut(new PrintWriter(console.out(), true));
  }

  /** The commands with all their options, for whoever documents them. */
  CommandLine commands() {
    return commands;
  }

  private static CommandLine commands(Object... each) {
    CommandLine commands = new CommandLine(new Lacuna());
    for (Object command : each) {
      commands.addSubcommand(command);
    }
    Words.register(commands, CHOICES);
    commands.setUsageHelpWidth(Console.WIDTH);
    commands.getSubcommands().values().forEach(OptionSections::show);
    commands
        .getSubcommands()
        .get("run")
        .getCommandSpec()
        .usageMessage()
        .footer(
            "",
            "Methods are " + String.join(", ", Methods.names()) + ".",
            "In brackets stand defaults; auto is found out from the data. Options of Spark stand"
                + " first:",
            "./submit.sh --master MASTER -- run ...");
    return commands;
  }

  /** Runs what the arguments ask for and returns the process's exit code. */
  int execute(String... arguments) {
    try {
      return run(arguments).code();
    } catch (ParameterException refused) {
      return failed(
          new Failure(ExitCode.USAGE, ArgumentErrors.line(refused, config), false), refused);
    } catch (Throwable thrown) { // an OutOfMemoryError has an exit code and a line too
      return failed(Failure.of(thrown), thrown);
    }
  }

  private int failed(Failure failure, Throwable thrown) {
    if (!Interruption.happened()) {
      console.error("lacuna: " + failure.line());
      if (failure.traced()) {
        console.trace(thrown);
      }
    }
    return failure.code().code();
  }

  private ExitCode run(String... arguments) {
    ParseResult parsed = parse(arguments);
    if (CommandLine.printHelpIfRequested(parsed)) {
      return ExitCode.DONE;
    }
    if (!parsed.hasSubcommand()) {
      throw new UsageException(
          "no command is given; there are "
              + String.join(", ", commands.getSubcommands().keySet())
              + ", and ./submit.sh COMMAND --help tells of each");
    }
    return ((Subcommand) parsed.subcommand().commandSpec().userObject()).run();
  }

  /** Reads the arguments into the options of the command that they name. */
  ParseResult parse(String... arguments) {
    Passwords.refuseIn(arguments);
    configure(arguments);
    return commands.parseArgs(arguments);
  }

  /** Puts the file that the arguments name under the options of the command they name. */
  private void configure(String... arguments) {
    CommandLine command =
        arguments.length == 0 ? null : commands.getSubcommands().get(arguments[0]);
    if (command != null) {
      List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
      config =
          ConfigFile.named(
              rest,
              command.getCommandSpec(),
              commands.getSubcommands().get("run").getCommandSpec());
      command.setDefaultValueProvider(config);
    }
  }
}
