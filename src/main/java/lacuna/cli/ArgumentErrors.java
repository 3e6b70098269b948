// A refused command line in one line. Called by Program for whatever picocli could not parse.
package lacuna.cli;

import java.util.Collection;
import lacuna.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says of a refused argument what was given, what is allowed, and what to do. */
final class ArgumentErrors {
  private ArgumentErrors() {}

  /** The line for a refusal. */
  static String line(ParameterException refused, ConfigFile config) {
    if (refused.getCause() instanceof UsageException own) {
      return own.getMessage();
    } else if (refused instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().get(0), refused.getCommandLine());
    } else if (refused instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " is given twice; give it once";
    } else if (refused instanceof MissingParameterException missing) {
      ArgSpec option = missing.getMissing().get(0);
      return name(option) + " takes a value, " + option.paramLabel() + ", and none is given";
    } else if (refused.getArgSpec() instanceof OptionSpec option && refused.getValue() != null) {
      return refusedValue(refused, option, config);
    }
    return refused.getMessage().lines().findFirst().orElse("unreadable arguments");
  }

  private static String unknown(String given, CommandLine command) {
    String help = "; " + command.getCommandSpec().qualifiedName() + " --help lists what there is";
    if (given.startsWith("-")) {
      String name = given.split("=", 2)[0];
      Collection<String> names = command.getCommandSpec().optionsMap().keySet();
      return "unknown option " + name + Nearest.question(name, names) + help;
    }
    if (!command.getSubcommands().isEmpty()) {
      Collection<String> names = command.getSubcommands().keySet();
      return "unknown command " + given + Nearest.question(given, names) + help;
    }
    return "nobody asked for the argument "
        + given
        + "; options begin with --, and a pattern such as data/*.csv has to be in quotes";
  }

  private static String refusedValue(
      ParameterException refused, OptionSpec option, ConfigFile config) {
    boolean own = refused.getCause() instanceof TypeConversionException;
    String allowed = own ? refused.getCause().getMessage() : option.paramLabel();
    boolean fromFile = !refused.getCommandLine().getParseResult().hasMatchedOption(option);
    return name(option)
        + " takes "
        + allowed
        + ", given "
        + (refused.getValue().isBlank() ? "nothing" : refused.getValue())
        + (fromFile ? config.origin(option) : "");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
