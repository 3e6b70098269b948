// The pages of help: options under headings, in the order of their classes.
package lacuna.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Groups a command's options by the class that declares them. */
final class OptionSections {
  private OptionSections() {}

  /** Makes a command's page show its options in sections. */
  static void show(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> page(help, command));
  }

  private static String page(Help help, CommandLine command) {
    StringBuilder page = new StringBuilder();
    of(command.getCommandSpec())
        .forEach(
            (heading, options) -> {
              Help.Layout layout = help.createDefaultLayout();
              layout.addOptions(options, help.createDefaultParamLabelRenderer());
              page.append('\n').append(heading).append('\n').append(layout);
            });
    return page.toString();
  }

  /** The options of each section by its heading: first the command's own, then each mixin's. */
  static Map<String, List<OptionSpec>> of(CommandSpec command) {
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    List<OptionSpec> own = new ArrayList<>(command.options());
    command.mixins().values().forEach(mixin -> own.removeAll(mixin.options()));
    sections.put("The job", own);
    command
        .mixins()
        .forEach((heading, mixin) -> sections.put(heading, List.copyOf(mixin.options())));
    return sections;
  }
}
