// Which options somebody chose. Where two options contradict each other, only a chosen one does.
package lacuna.cli;

import java.util.List;
import lacuna.UsageException;
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

  /**
   * Refuses options that say how a file is read that is not given.
   *
   * @param with the option that names the file
   * @throws UsageException for the first of them that was given
   */
  void refuse(String with, List<OptionSpec> options) {
    for (OptionSpec option : options) {
      String name = option.longestName();
      if (has(name)) {
        throw new UsageException(
            name + " says how " + with + " is read, and there is none; give " + with + " too");
      }
    }
  }
}
