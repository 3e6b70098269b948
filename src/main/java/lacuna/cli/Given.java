// Which options somebody chose. Where two options contradict each other, only a chosen one does.
package lacuna.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Looks up whether an option of a parsed command was given, and where. */
final class Given {
  private final CommandSpec command;

  Given(CommandSpec command) {
    this.command = command;
  }

  /** Whether the command line gives the option, or the file gives it another value than default. */
  boolean has(String name) {
    OptionSpec option = command.findOption(name);
    boolean typed = command.commandLine().getParseResult().hasMatchedOption(option);
    boolean inFile =
        command.defaultValueProvider() instanceof ConfigFile file && file.changes(option);
    return typed || inFile;
  }
}
