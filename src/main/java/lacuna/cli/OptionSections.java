// The pages of help: options under headings, in the order of their classes.
package lacuna.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Groups a command's options by the class that declares them. */
final class OptionSections {
  /** Width of the column of names; a longer one stands in a line of its own. */
  private static final int NAMES = 32;

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
            (heading, options) ->
                page.append('\n').append(heading).append('\n').append(list(help, options)));
    return page.toString();
  }

  private static Help.Layout list(Help help, List<OptionSpec> options) {
    Help.Layout layout =
        new Help.Layout(
            help.colorScheme(),
            Help.TextTable.forDefaultColumns(help.colorScheme(), NAMES, Console.WIDTH),
            (option, label, colors) -> row(option, colors),
            help.createDefaultParameterRenderer());
    layout.addOptions(options, help.createDefaultParamLabelRenderer());
    return layout;
  }

  /** The five columns of picocli's table: three of them for short names, which there are not. */
  private static Text[][] row(OptionSpec option, ColorScheme colors) {
    Text none = colors.text("");
    String name = option.longestName();
    String shown = option.negatable() ? name.replaceFirst("^--", "--[no-]") : name;
    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    return new Text[][] {
      {none, none, none, colors.optionText(shown + label), colors.text(description(option))}
    };
  }

  private static String description(OptionSpec option) {
    String text = String.join(" ", option.description());
    boolean plain = option.defaultValue() == null || option.defaultValue().equals("false");
    return plain ? text : text + " [" + option.defaultValue() + "]";
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
